import type { Path } from '../values/path';
import type { ValuesIssueCode } from './values-error';

/** Characters that YAML writers and readers do not agree on: control characters, U+2028/9, lone surrogates. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text that YAML 1.1 and 1.2 read differently even as cdk8s writes it: `0o17` is 15 to Kubernetes. */
const OCTAL = /^[-+]?0o[0-7]+$/;

const DEEPEST = 100;

/** Something that is not plain JSON, or not safe to write as YAML. */
export interface NotPlain {
  readonly code: ValuesIssueCode;
  readonly path: Path;
  readonly expected: string;
  readonly received: string;
}

function* textProblems(text: string, path: Path): Generator<NotPlain> {
  if (UNSAFE.test(text)) {
    const received = 'a character that YAML readers do not agree on';
    yield {
      code: 'unsafe-text',
      path,
      expected: 'text without control characters and Unicode line separators',
      received,
    };
  }
  if (OCTAL.test(text)) {
    const received = 'the form of an octal number (0o…)';
    const expected = 'text that every YAML reader takes for text';
    yield { code: 'unsafe-text', path, expected, received };
  }
}

function isPlainMap(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object of another realm (a test runner's sandbox) has another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Why an object can't be gone into, if so. */
function obstacle(map: object, above: readonly object[]): string | undefined {
  if (above.includes(map)) return 'a cycle';
  if (above.length > DEEPEST) return `more than ${DEEPEST} levels`;
  if (Array.isArray(map) || isPlainMap(map)) return undefined;
  return `an object of class ${map.constructor?.name || '?'}`;
}

function* listProblems(
  list: readonly unknown[],
  path: Path,
  above: readonly object[],
): Generator<NotPlain> {
  for (const [index, item] of list.entries()) {
    const here = [...path, index];
    const expected = 'a value in every place of a list';
    const missing = { code: 'not-json', path: here, expected } as const;
    if (item === undefined) yield { ...missing, received: 'nothing' };
    else if (item === null) yield { ...missing, received: 'null' };
    else yield* notPlain(item, here, [...above, list]);
  }
}

function* keyProblems(map: object, path: Path, above: readonly object[]): Generator<NotPlain> {
  for (const [key, value] of Object.entries(map)) {
    const here = [...path, key];
    if (key === '__proto__') {
      yield { code: 'unsafe-text', path: here, expected: 'another key', received: key };
    }
    yield* textProblems(key, path);
    yield* notPlain(value, here, [...above, map]);
  }
}

function* objectProblems(map: object, path: Path, above: readonly object[]): Generator<NotPlain> {
  const received = obstacle(map, above);
  if (received !== undefined) {
    yield { code: 'not-json', path, expected: 'plain JSON', received };
    return;
  }
  if (Array.isArray(map)) yield* listProblems(map, path, above);
  else yield* keyProblems(map, path, above);
}

/** All that is not plain JSON in values: functions, dates, cycles, NaN, text that YAML can't carry. */
export function* notPlain(
  value: unknown,
  path: Path = [],
  above: readonly object[] = [],
): Generator<NotPlain> {
  const type = typeof value;
  if (type === 'string') yield* textProblems(value as string, path);
  else if (type === 'object' && value !== null) yield* objectProblems(value as object, path, above);
  else if (type === 'number' && !Number.isFinite(value)) {
    yield { code: 'not-json', path, expected: 'a number', received: String(value) };
  } else if (type === 'function' || type === 'symbol' || type === 'bigint') {
    yield { code: 'not-json', path, expected: 'plain JSON', received: `a ${type}` };
  }
}
