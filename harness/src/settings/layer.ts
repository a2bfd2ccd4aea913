import { DURATION_ABOVE_0 } from 'kvmini-contract/duration';
import { safeParse } from 'kvmini-contract/parse';
import { MOST_WORKERS, profileLoad } from 'kvmini-contract/profile';
import * as z from 'zod/mini';
import { explainIssues } from './explain';
import { readExtraBody } from './extra-body';
import { FIELDS, type FieldKind, type FieldName, type FieldText, profileFields } from './fields';

/** Finished requests over which `--stop-on-errors` looks back. */
export const ERROR_WINDOW = 100;

const A_DURATION = { error: 'a duration above 0 such as 200ms, 90s or 1h30m' };

/** Settings as one source gives them: a profile's, and those of the target and the results. */
const layer = z.extend(profileLoad, {
  namespace: z.optional(z.string()),
  service: z.optional(z.string()),
  url: z.optional(z.string()),
  model: z.optional(z.string()),
  header: z.optional(z.array(z.string())),
  headerEnv: z.optional(z.array(z.string())),
  apiKeyEnv: z.optional(z.string()),
  caFile: z.optional(z.string()),
  clientCert: z.optional(z.string()),
  clientKey: z.optional(z.string()),
  proxy: z.optional(z.string()),
  insecure: z.optional(z.boolean()),
  outputDir: z.optional(z.string()),
  tokenizer: z.optional(z.string()),
  maxErrorRate: z.optional(z.number().check(z.gte(0), z.lte(1))),
  stopOnErrors: z.optional(z.int().check(z.gte(1), z.lte(ERROR_WINDOW))),
  waitReady: z.optional(z.string(A_DURATION).check(z.regex(DURATION_ABOVE_0, A_DURATION))),
  serverMetrics: z.optional(z.boolean()),
  wait: z.optional(z.boolean()),
  pods: z.optional(z.int().check(z.gte(1), z.lte(MOST_WORKERS))),
  connectionReuse: z.optional(z.enum(['auto', 'always', 'never'])),
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
  maxErrorRate: true,
  serverMetrics: true,
  waitReady: true,
  wait: true,
  connectionReuse: true,
  workers: true,
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
  texts: Partial<Record<FieldName, FieldText>>,
  nameOf: (name: string) => string,
): Reading {
  const { extraBody, ...others } = texts;
  const body = extraBody === undefined ? {} : readExtraBody(String(extraBody));
  const unread = 'problem' in body ? [`${nameOf('extraBody')}: ${body.problem}`] : [];
  const value = Object.fromEntries(
    Object.entries(others).map(([name, text]) => [name, readText(name as FieldName, text)]),
  );
  if ('fields' in body) value.extraBody = body.fields;
  const parsed = safeParse(layer, value);
  if (parsed.success) return { layer: parsed.data, problems: unread };
  const name = ([first, ...rest]: readonly PropertyKey[]) =>
    [nameOf(String(first)), ...rest].join(' ');
  const found = { ...value, ...asWritten(texts) };
  const problems = explainIssues(parsed.error.issues, found, name, profileFields);
  return { layer: {}, problems: [...problems, ...unread] };
}

const NUMBERS: readonly FieldKind[] = ['number', 'fraction', 'errors', 'workers'];

/** Numbers as they were written: a problem shows `1,5`, not NaN. */
function asWritten(texts: Partial<Record<FieldName, FieldText>>) {
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => NUMBERS.includes(FIELDS[name as FieldName].kind)),
  );
}

function readText(name: FieldName, text: FieldText): unknown {
  const { kind } = FIELDS[name];
  if (kind === 'list') return readList(text);
  if (kind === 'flag') return readFlag(text);
  if (kind === 'number') return text === '' ? text : Number(text);
  if (kind === 'fraction') return readFraction(String(text));
  if (kind === 'errors') return readErrors(String(text));
  if (kind === 'workers') return text === 'auto' || text === '' ? text : Number(text);
  return kind === 'slo' ? readSlo(String(text)) : text;
}

/** A variable holds a list as lines, since a header may hold any other character. */
function readList(text: FieldText): readonly string[] {
  if (typeof text === 'object') return text;
  return String(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function readFlag(text: FieldText): unknown {
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

/** Reads `50%` of the last requests as their number. */
function readErrors(text: string): unknown {
  const number = readFraction(text);
  return text.endsWith('%') && typeof number === 'number'
    ? Math.ceil(number * ERROR_WINDOW)
    : number;
}

function readFraction(text: string): unknown {
  const number = Number(text.replace(/%$/, ''));
  if (text === '' || Number.isNaN(number)) return text;
  return text.endsWith('%') ? number / 100 : number;
}
