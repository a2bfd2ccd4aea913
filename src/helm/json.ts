import { HelmValuesError } from './error';
import { rememberAll } from './written';

/** What a value can be; `null` is Helm's nil. A member that is `undefined` counts as absent. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | Values;

/** Helm's values: a map from keys to JSON values. */
export interface Values {
  readonly [key: string]: JsonValue;
}

/** Values under construction. */
export type MutableValues = { [key: string]: JsonValue };

/** How deeply maps and lists may be nested. Helm allows 10,000; the YAML parser runs out of stack below 1,000. */
export const MAX_DEPTH = 200;

/** Whether `value` is a map (neither a list nor null). */
export function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `key` of `map`, or `undefined` where it is absent; inherited members do not count. */
export function member(map: Values, key: string): JsonValue | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/**
 * Refuses the one key that an ordinary object cannot hold safely.
 *
 * @throws HelmValuesError `forbidden-key`
 */
function checkKey(key: string, path: string): void {
  if (key !== '__proto__') return;
  throw new HelmValuesError(
    'forbidden-key',
    `${path}: the key "__proto__" is not allowed; rename it`,
  );
}

/** The path of the member `key` of the value at `path`. */
export function joinPath(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** How many values more than there are a copy may have, where parts of the values are shared. */
const MAX_REPEATED = 1_000_000;

/** What stands below a map or list, itself included, once for each place where it stands. */
function sizeOf(value: unknown, known: Map<object, number>, depth: number): number {
  // What is too deep, or a cycle, is refused as such later on.
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, 1);
  let size = 1;
  for (const item of Object.values(value)) size += sizeOf(item, known, depth + 1);
  known.set(value, size);
  return size;
}

/**
 * Refuses values that share parts so often that a copy of them would fill the memory; a part counts once for each place.
 *
 * @throws HelmValuesError `too-large`
 */
export function checkRepeated(value: unknown, path: string): void {
  const known = new Map<object, number>();
  const size = sizeOf(value, known, 0);
  let there = 1;
  for (const object of known.keys()) there += Object.keys(object).length;
  if (size - there <= MAX_REPEATED) return;
  const where = path || 'values';
  throw new HelmValuesError(
    'too-large',
    `${where}: the same maps and lists stand in too many places`,
  );
}

/**
 * A deep copy of `value`, without the members that are `undefined`.
 *
 * @param path names `value` in errors
 * @throws HelmValuesError `not-json`, `forbidden-key`, `too-large`
 */
export function copyJson(value: unknown, path: string, depth = 0): JsonValue {
  if (depth === 0 && Array.isArray(value)) checkRepeated(value, path);
  if (depth > MAX_DEPTH) {
    throw new HelmValuesError('too-large', `${path.slice(0, 60)}…: nested over ${MAX_DEPTH} deep`);
  }
  if (Array.isArray(value)) {
    const list = value.map((item, index) => copyJson(item, joinPath(path, index), depth + 1));
    rememberAll(list, value);
    return list;
  }
  return isPlainObject(value) ? copyMap(value, path, depth) : copyScalar(value, path);
}

/**
 * A deep copy of a map of values, without the members that are `undefined`.
 *
 * @throws HelmValuesError `not-json`, `forbidden-key`, `too-large`
 */
export function copyMap(map: object, path = '', depth = 0): MutableValues {
  if (depth === 0) checkRepeated(map, path);
  const copy: MutableValues = {};
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    const here = joinPath(path, key);
    checkKey(key, here);
    copy[key] = copyJson(value, here, depth + 1);
  }
  rememberAll(copy, map);
  return copy;
}

/**
 * Whether an object is a map: all that it holds is its own, as in a literal or in an object of a simple class.
 *
 * A Date, a Map or a Promise is none: what it holds can't be seen in it.
 */
export function isPlainObject(value: unknown): value is object {
  if (!isMap(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.prototype.toString.call(value) === '[object Object]' && inherited(value) === '';
}

/** What an object holds outside of itself: the names of values and getters of its class, or how it is made JSON. */
export function inherited(value: object): string {
  const names = prototypesOf(value).flatMap((prototype) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([name, member]) => typeof member.value !== 'function' || name === 'toJSON')
      .map(([name]) => name),
  );
  return names.join(', ');
}

/** All but the last, which is `Object.prototype` of this realm or another (a vm context, a test runner's sandbox). */
function prototypesOf(value: object): readonly object[] {
  const prototype: object | null = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return [];
  return [prototype, ...prototypesOf(prototype)];
}

function copyScalar(value: unknown, path: string): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string' && isWellFormed(value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const found = typeof value === 'number' ? String(value) : kindOf(value);
  const message = `${path}: expected a value that JSON can hold, found ${found}`;
  throw new HelmValuesError('not-json', message);
}

/** Whether `text` is Unicode: no lone surrogate, which neither UTF-8 nor YAML can hold. */
export function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

/** What `value` is, in a word for messages; never the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isMap(value)) return isPlainObject(value) ? 'a map' : 'an object of a class';
  const isBroken = typeof value === 'string' && !isWellFormed(value);
  return isBroken ? 'a string with half a surrogate pair' : `a ${typeof value}`;
}
