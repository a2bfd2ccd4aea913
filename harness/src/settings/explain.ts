import { didYouMean } from 'kvmini-contract/nearest';
import { printable } from 'kvmini-contract/printable';
import { COUNT_OF_WORKERS } from 'kvmini-contract/profile';
import { A_KIND_OF_RUN } from 'kvmini-contract/runs';
import type * as z from 'zod/mini';
import { shownText } from './shown';

/** A file of nothing but problems is told by the first of them. */
const MOST_PROBLEMS = 50;
/** A key that is longer is meant as no other. */
const LONGEST_KEY = 64;

type Issue = z.core.$ZodIssue;

/**
 * Says what is wrong with a value: one line a problem, each with its place.
 *
 * @param name how a path of the value is called where it comes from, for example `--requests`
 * @param known the names that may stand in the object at a path
 */
export function explainIssues(
  issues: readonly Issue[],
  value: unknown,
  name: (path: readonly PropertyKey[]) => string,
  known: (path: readonly PropertyKey[]) => readonly string[],
): string[] {
  const tellers = issues.flatMap((issue): (() => string)[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => () => unknownKey(issue.path, key))
      : [() => mismatch(issue)],
  );
  const lines = tellers.slice(0, MOST_PROBLEMS).map((tell) => tell());
  const more = tellers.length - MOST_PROBLEMS;
  return more > 0 ? [...lines, `${more} more problems`] : lines;

  function unknownKey(path: readonly PropertyKey[], key: string): string {
    const meant = didYouMean(key.slice(0, LONGEST_KEY), known(path));
    return `${printable(name([...path, key]))}: unknown${meant}`;
  }

  function mismatch(issue: Issue): string {
    const { path } = issue;
    const found = at(value, path);
    return `${printable(name(path))}: expected ${expectation(issue)}, found ${shown(found, path)}${advice(found, path)}`;
  }
}

const A_PROMETHEUS =
  'an address such as http://prometheus.monitoring:9090, without credentials and query';

/** What is expected at a path and below it, where its type does not say it. */
const OWN_WORDS: readonly (readonly [path: string, expected: string])[] = [
  ['workers', COUNT_OF_WORKERS],
  ['price', 'an amount above 0 for an hour of a GPU, such as 2.50/gpu-hour'],
  ['runName', A_KIND_OF_RUN],
  ['prometheusUrl', A_PROMETHEUS],
  ['monitoring.prometheus.url', A_PROMETHEUS],
  ['benchmark.prices', 'prices above 0 by the product of a GPU'],
];

function expectation(issue: Issue): string {
  const path = issue.path.join('.');
  const own = OWN_WORDS.find(([start]) => path === start || path.startsWith(`${start}.`))?.[1];
  if (own !== undefined) return own;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return `a number ${issue.inclusive ? 'of at least' : 'above'} ${issue.minimum}`;
    case 'too_big':
      return `a number of at most ${issue.maximum}`;
    case 'invalid_value':
      return issue.values.join(' or ');
    case 'invalid_format':
      return 'a duration above 0 such as 500ms, 90s or 1h30m';
    case 'invalid_key':
      return 'a field that the run does not decide itself (for model take --model, for messages and prompt --dataset, for stream --stream or --no-stream; in a profile dataset and stream)';
    case 'invalid_union':
      return 'a map of fields or its text as JSON';
    default:
      return 'another value';
  }
}

const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  object: 'a map of fields',
};

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown>)?.[key], value);
}

/** Values of fields that may hold secrets or prompts are not shown. */
const HIDDEN: readonly PropertyKey[] = ['extraBody', 'extra_body', 'header', 'headerEnv'];

function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (value === undefined) return 'nothing';
  if (HIDDEN.includes(path[0] ?? '')) return 'another';
  return shownText(typeof value === 'number' ? String(value) : JSON.stringify(value));
}

/** What to use instead of what kserve-vllm-mini has and this program has not. */
function advice(value: unknown, path: readonly PropertyKey[]): string {
  if (path[0] !== 'pattern' || value !== 'heavy') return '';
  return '; instead of heavy tails, take bursty with a --burstiness below 1, as 0.1';
}
