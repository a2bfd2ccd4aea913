import { nearest } from 'kvmini-contract/nearest';
import { NO_WORDS, safeParse } from 'kvmini-contract/parse';
import type * as z from 'zod/mini';
import { defaultValues } from '../values/defaults';
import { fieldOf } from '../values/kubernetes/table';
import type { OwnIssue } from '../values/kubernetes/type-checks';
import { formatPath, type Path, valueAt } from '../values/path';
import { knownKeys, kubernetesTypeAt, typeAt } from '../values/type-at';
import { asText } from './digits';
import { codeOf } from './issue-code';
import { describe, isTemplate, NO_TEMPLATES } from './received';
import { suggest } from './suggest';
import { upstreamKeys } from './upstream';
import type { ValuesIssue, ValuesIssueCode } from './values-error';

/** An issue before its path is written out, so that issues can be put in the order of the schema. */
export interface LocatedIssue extends Omit<ValuesIssue, 'path'> {
  readonly at: Path;
}

type ZodIssue = z.core.$ZodIssue;

const list = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** What `--set` takes for a boolean or a number, and JSON as well: `007` is none. */
const JSON_SCALAR = /^(true|false|-?(0|[1-9]\d*))$/;

/** `--set` and YAML guess a value's type; this is how to tell them. */
function adviceOn(at: Path, value: unknown, values: unknown): string {
  if (value === undefined) {
    const hadDefault = valueAt(defaultValues(), at) !== undefined;
    return hadDefault ? '; null deletes the default, and this value is needed' : '; it is needed';
  }
  if (isTemplate(value)) return `; ${NO_TEMPLATES}, so write the text itself`;
  const type = typeAt(at);
  const takes = (other: unknown) => type !== undefined && safeParse(type, other).success;
  if (typeof value === 'number' && takes(String(value))) return asText(values, at, value);
  if (typeof value === 'boolean' && takes(String(value)))
    return '; put it in quotes (with --set, use --set-string)';
  if (typeof value === 'string' && JSON_SCALAR.test(value) && takes(JSON.parse(value))) {
    return '; write it without quotes (with --set-string, use --set)';
  }
  return '';
}

/** Types as people call them. */
const TYPES: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'a string',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

/** What zod's issue says was expected, where the schema gives no words of its own. */
function expectation(issue: ZodIssue): string {
  if (issue.message !== NO_WORDS) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    default:
      return 'a valid value';
  }
}

/** "expected …, found …" at a path. */
export function mismatch(
  code: ValuesIssueCode,
  at: Path,
  expected: string,
  received: string,
  more = '',
): LocatedIssue {
  return {
    code,
    at,
    expected,
    received,
    message: `expected ${expected}, found ${received}${more}`,
  };
}

/** Sections that no field of an object is missing in. */
const WITHOUT_FIELDS = ['benchmark', 'global', 'resources'];

const CONTAINER = '/spec/template/spec/containers/0';

const isContainerField = (parent: Path, key: string) =>
  parent.length === 0 && fieldOf('Container', key) !== undefined;

/** How to set what the chart has no value for. */
function byPatch(parent: Path, key: string): string {
  if (WITHOUT_FIELDS.includes(String(parent[0])) || kubernetesTypeAt(parent) !== undefined)
    return '';
  return isContainerField(parent, key)
    ? `in TypeScript, deployment.addJsonPatch(JsonPatch.add('${CONTAINER}/${key}', …)) sets it`
    : 'in TypeScript, addJsonPatch sets what the chart has no value for';
}

function remedy(parent: Path, key: string): string {
  const known = parent.length === 0 ? [] : knownKeys(parent);
  const first = known.length === 0 ? 'remove it' : `known here: ${known.join(', ')}`;
  return [first, byPatch(parent, key)].filter((one) => one !== '').join('; ');
}

/** Whether some of the paths end like a key: `extraEnv` for `env`. */
const endLike = (paths: readonly Path[], key: string) =>
  paths.some((path) => String(path.at(-1)).toLowerCase().includes(key.toLowerCase()));

/** A field of a container that the chart has no value for is not some other key misspelt. */
function isOfContainer(parent: Path, key: string, meant: readonly Path[]): boolean {
  return isContainerField(parent, key) && !endLike(meant, key);
}

/** For how many more unknown keys it is looked up what may be meant: who has hundreds has not misspelt them. */
export interface Advice {
  left: number;
}

/** Advice for one look at the values. */
export const advice = (): Advice => ({ left: 100 });

/** A key that nothing reads, with the keys that may be meant. */
export function unknownKey(parent: Path, key: string, more: Advice): LocatedIssue {
  const at = [...parent, key];
  const code = 'unknown-key';
  if (more.left-- <= 0) return { code, at, message: 'unknown key; remove it' };
  const paths = suggest(parent, key);
  const meant = isOfContainer(parent, key, paths) ? [] : paths.map(formatPath);
  const [suggestion, ...others] = meant;
  if (suggestion === undefined) return { code, at, message: `unknown key; ${remedy(parent, key)}` };
  const message = `unknown key; did you mean ${list(meant)}?`;
  return others.length === 0 ? { code, at, message, suggestion } : { code, at, message };
}

/**
 * A key that nothing reads, or, where it is one of upstream's, each below it that something else takes the place of.
 *
 * @param value what stands there
 */
export function unknownKeys(
  parent: Path,
  key: string,
  value: unknown,
  more: Advice,
): readonly LocatedIssue[] {
  const known = upstreamKeys([...parent, key], value);
  return known.length > 0 ? known : [unknownKey(parent, key, more)];
}

/** Turns one of zod's issues into ours: an unknown key each, and the rest with what was found. */
export function fromZod(issue: ZodIssue, values: unknown, more: Advice): readonly LocatedIssue[] {
  const at = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.flatMap((key) => unknownKeys(at, key, valueAt(values, [...at, key]), more));
  }
  if (issue.code === 'invalid_key') {
    const key = String(at.at(-1));
    const [inner] = issue.issues;
    const expected = inner ? expectation(inner) : 'a valid key';
    return [mismatch('wrong-format', at, expected, describe(key, at))];
  }
  if (issue.code === 'custom' && issue.params) {
    const { code, expected, received } = issue.params as OwnIssue;
    return [mismatch(code, at, expected, received)];
  }
  const value = valueAt(values, at);
  const received = describe(value, at);
  return [
    mismatch(codeOf(issue, value), at, expectation(issue), received, adviceOn(at, value, values)),
  ];
}

/** A word that names nothing known, with the one that was probably meant. */
export function unknownWord(
  at: Path,
  what: string,
  word: string,
  known: readonly string[],
): LocatedIssue {
  const [suggestion] = nearest(word, known);
  const more = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const expected = `${what} (${known.join(', ')})`;
  const issue = mismatch('unknown-name', at, expected, describe(word, at), more);
  return suggestion === undefined ? issue : { ...issue, suggestion };
}
