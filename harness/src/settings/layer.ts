import { PROMETHEUS_URL } from 'kvmini-contract/config';
import { DURATION_ABOVE_0 } from 'kvmini-contract/duration';
import { safeParse } from 'kvmini-contract/parse';
import { MOST_WORKERS, profileLoad } from 'kvmini-contract/profile';
import { A_KIND_OF_RUN, KIND_OF_RUN } from 'kvmini-contract/runs';
import * as z from 'zod/mini';
import { explainIssues } from './explain';
import { readExtraBody } from './extra-body';
import { FIELDS, type FieldKind, type FieldName, type FieldText, profileFields } from './fields';

/** Finished requests over which `--stop-on-errors` looks back. */
export const ERROR_WINDOW = 100;

const A_DURATION = { error: 'a duration above 0 such as 200ms, 90s or 1h30m' };

const A_RUN_NAME = { error: A_KIND_OF_RUN };

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
  runName: z.optional(z.string(A_RUN_NAME).check(z.regex(KIND_OF_RUN, A_RUN_NAME))),
  maxErrorRate: z.optional(z.number().check(z.gte(0), z.lte(1))),
  stopOnErrors: z.optional(z.int().check(z.gte(1), z.lte(ERROR_WINDOW))),
  pods: z.optional(z.int().check(z.gte(1), z.lte(MOST_WORKERS))),
  waitReady: z.optional(z.string(A_DURATION).check(z.regex(DURATION_ABOVE_0, A_DURATION))),
  price: z.optional(z.number().check(z.gt(0))),
  prometheusUrl: z.optional(z.string().check(z.regex(PROMETHEUS_URL))),
  serverMetrics: z.optional(z.boolean()),
  wait: z.optional(z.boolean()),
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

const NUMBERS: readonly FieldKind[] = ['number', 'fraction', 'errors', 'workers', 'price'];

/** Numbers as they were written: a problem shows `1,5`, not NaN. */
function asWritten(texts: Partial<Record<FieldName, FieldText>>) {
  return Object.fromEntries(
    Object.entries(texts).filter(([name]) => NUMBERS.includes(FIELDS[name as FieldName].kind)),
  );
}

/** How a text is read, by the kind of its setting; others stay as they are. */
const READERS: Partial<Record<FieldKind, (text: string) => unknown>> = {
  number: (text) => (text === '' ? text : Number(text)),
  fraction: (text) => readFraction(text),
  errors: (text) => readErrors(text),
  price: (text) => readPrice(text),
  workers: (text) => (text === 'auto' || text === '' ? text : Number(text)),
  slo: (text) => readSlo(text),
};

function readText(name: FieldName, text: FieldText): unknown {
  const { kind } = FIELDS[name];
  if (kind === 'list') return readList(text);
  if (kind === 'flag') return readFlag(text);
  return READERS[kind]?.(String(text)) ?? text;
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

/** Reads `ttft=200ms,good=95%`; of a limit that is said twice nobody knows which is meant, so that it is none. */
function readSlo(text: string): Record<string, unknown> {
  const values = new Map<string, string>();
  for (const part of text.split(',')) {
    const [key = '', value = ''] = part.split('=', 2).map((each) => each.trim());
    const before = values.get(key);
    values.set(key, before === undefined ? value : `${before} and ${value}`);
  }
  const pairs = [...values].map(([key, value]) => [
    key,
    key === 'good' ? readFraction(value) : value,
  ]);
  return Object.fromEntries(pairs);
}

/** Reads `50%` of the last requests as their number. */
function readErrors(text: string): unknown {
  const number = readFraction(text);
  return text.endsWith('%') && typeof number === 'number'
    ? Math.ceil(number * ERROR_WINDOW)
    : number;
}

/** Reads `2.50/gpu-hour`: without its unit a price may mean anything. */
function readPrice(text: string): unknown {
  const [, amount] = /^(\d+(?:\.\d+)?)\/gpu-hour$/.exec(text) ?? [];
  return amount === undefined ? text : Number(amount);
}

function readFraction(text: string): unknown {
  const number = Number(text.replace(/%$/, ''));
  if (text === '' || Number.isNaN(number)) return text;
  return text.endsWith('%') ? number / 100 : number;
}
