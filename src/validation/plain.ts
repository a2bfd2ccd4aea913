import { inherited, isPlainObject } from '../helm/json';
import type { Path } from '../values/path';
import type { ValuesIssueCode } from './values-error';
import { textProblem } from './yaml-text';

const DEEPEST = 100;

/** Keys that can't be written, and why. */
const FORBIDDEN_KEYS: ReadonlyMap<string, string> = new Map([
  ['__proto__', 'this one means something else to JavaScript'],
  ['constructor', 'cdk8s takes a map with this one for an object of a class'],
  ['<<', 'this one merges maps in YAML'],
]);

/** Something that is not plain JSON, or not safe to write as YAML. */
export interface NotPlain {
  readonly code: ValuesIssueCode;
  readonly path: Path;
  readonly expected: string;
  readonly received: string;
}

function* textProblems(text: string, path: Path): Generator<NotPlain> {
  const problem = textProblem(text);
  if (problem) yield { code: 'unsafe-text', path, ...problem };
}

/** An object of a class that can't be taken for a map. */
function ofClass(object: object): string {
  const name: unknown = Object.getPrototypeOf(object)?.constructor?.name;
  const members = inherited(object);
  const isBuiltIn = Object.prototype.toString.call(object) !== '[object Object]';
  const why = isBuiltIn || members === '' ? '' : `, which does not hold ${members} itself`;
  return `an object of class ${name || '?'}${why}`;
}

/** Why an object can't be gone into, if so. */
function obstacle(map: object, above: readonly object[]): string | undefined {
  if (above.includes(map)) return 'a cycle';
  if (above.length > DEEPEST) return `more than ${DEEPEST} levels`;
  return Array.isArray(map) || isPlainObject(map) ? undefined : ofClass(map);
}

/** The maps and lists that were gone into, and how deep the deepest was: the same again has nothing more to tell. */
type Seen = Map<object, number>;

function isSeen(map: object, above: readonly object[], seen: Seen): boolean {
  if ((seen.get(map) ?? -1) >= above.length) return true;
  seen.set(map, above.length);
  return false;
}

function* listProblems(
  list: readonly unknown[],
  path: Path,
  above: readonly object[],
  seen: Seen,
): Generator<NotPlain> {
  for (const [index, item] of list.entries()) {
    const here = [...path, index];
    const expected = 'a value in every place of a list';
    const missing = { code: 'not-json', path: here, expected } as const;
    if (item === undefined) yield { ...missing, received: 'nothing' };
    else if (item === null) yield { ...missing, received: 'null' };
    else yield* notPlain(item, here, [...above, list], seen);
  }
}

function* keyProblems(
  map: object,
  path: Path,
  above: readonly object[],
  seen: Seen,
): Generator<NotPlain> {
  for (const [key, value] of Object.entries(map)) {
    const here = [...path, key];
    const why = FORBIDDEN_KEYS.get(key);
    if (why) {
      const expected = `another key, since ${why}`;
      yield { code: 'unsafe-text', path: here, expected, received: key };
    }
    yield* textProblems(key, path);
    yield* notPlain(value, here, [...above, map], seen);
  }
}

function* objectProblems(
  map: object,
  path: Path,
  above: readonly object[],
  seen: Seen,
): Generator<NotPlain> {
  const received = obstacle(map, above);
  if (received !== undefined) {
    yield { code: 'not-json', path, expected: 'plain JSON', received };
    return;
  }
  if (isSeen(map, above, seen)) return;
  if (Array.isArray(map)) yield* listProblems(map, path, above, seen);
  else yield* keyProblems(map, path, above, seen);
}

/** All that is not plain JSON in values, in what stands in several places once: functions, dates, cycles, NaN, text that YAML can't carry. */
export function* notPlain(
  value: unknown,
  path: Path = [],
  above: readonly object[] = [],
  seen: Seen = new Map(),
): Generator<NotPlain> {
  const type = typeof value;
  if (type === 'string') yield* textProblems(value as string, path);
  else if (type === 'object' && value !== null)
    yield* objectProblems(value as object, path, above, seen);
  else if (type === 'number' && !Number.isFinite(value)) {
    yield { code: 'not-json', path, expected: 'a number', received: String(value) };
  } else if (type === 'function' || type === 'symbol' || type === 'bigint') {
    yield { code: 'not-json', path, expected: 'plain JSON', received: `a ${type}` };
  }
}
