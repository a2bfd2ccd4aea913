import { profile } from 'kvmini-contract/profile';
import * as z from 'zod/mini';
import { explainIssues } from './explain';
import { FIELDS, type FieldName, profileFields } from './fields';

/** Settings as one source gives them: a profile's, and those of the target and the results. */
const layer = z.extend(z.omit(profile, { description: true }), {
  namespace: z.optional(z.string()),
  service: z.optional(z.string()),
  url: z.optional(z.string()),
  model: z.optional(z.string()),
  apiKeyEnv: z.optional(z.string()),
  insecure: z.optional(z.boolean()),
  outputDir: z.optional(z.string()),
  tokenizer: z.optional(z.string()),
});

/** Settings as one source gives them; every one may be left out. */
export type Layer = z.output<typeof layer>;

/** Settings of all sources together: those that every run has are there. */
export const completeLayer = z.required(layer, {
  concurrency: true,
  pattern: true,
  burstiness: true,
  warmup: true,
  maxTokens: true,
  promptTokens: true,
  stream: true,
  endpoint: true,
  requestTimeout: true,
  insecure: true,
  seed: true,
  outputDir: true,
  timeout: true,
  retries: true,
});

/** Settings of all sources together. */
export type CompleteLayer = z.output<typeof completeLayer>;

/** A source's settings, or what is wrong with them. */
export type Reading = { readonly layer: Layer; readonly problems: readonly string[] };

/**
 * Reads texts, as flags and environment variables give them.
 *
 * @param texts a text for each setting that was given; `true` for a flag without a value
 * @param nameOf the name of a setting where it was given: its flag or variable
 */
export function readLayer(
  texts: Partial<Record<FieldName, string | boolean>>,
  nameOf: (name: string) => string,
): Reading {
  const value = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, readText(name as FieldName, text)]),
  );
  const parsed = layer.safeParse(value);
  if (parsed.success) return { layer: parsed.data, problems: [] };
  const name = ([first, ...rest]: readonly PropertyKey[]) =>
    [nameOf(String(first)), ...rest].join(' ');
  const found = { ...value, ...asWritten(texts) };
  return { layer: {}, problems: explainIssues(parsed.error.issues, found, name, profileFields) };
}

/** Numbers as they were written: a problem shows `1,5`, not NaN. */
function asWritten(texts: Partial<Record<FieldName, string | boolean>>) {
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => FIELDS[name as FieldName].kind === 'number'),
  );
}

function readText(name: FieldName, text: string | boolean): unknown {
  const { kind } = FIELDS[name];
  if (kind === 'flag') return readFlag(text);
  if (kind === 'number') return text === '' ? text : Number(text);
  return kind === 'slo' ? readSlo(String(text)) : text;
}

function readFlag(text: string | boolean): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

/** Reads `ttft=200ms,good=95%`. */
function readSlo(text: string): Record<string, unknown> {
  const pairs = text.split(',').map((part) => {
    const [key = '', value = ''] = part.split('=', 2).map((each) => each.trim());
    return [key, key === 'good' ? readFraction(value) : value];
  });
  return Object.fromEntries(pairs);
}

function readFraction(text: string): unknown {
  const number = Number(text.replace(/%$/, ''));
  if (text === '' || Number.isNaN(number)) return text;
  return text.endsWith('%') ? number / 100 : number;
}
