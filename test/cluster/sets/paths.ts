import { isMap, type JsonValue } from '../../../src/helm/json';

type Json = JsonValue;
export type Keys = readonly (string | number)[];

const PART = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g;

/** Reads `a.b[0]["c"]`, and `a[b.c/d]`, which the API server writes. */
export function keysOf(path: string): Keys {
  return [...path.matchAll(PART)].map(([, quoted, index, bare, name]) =>
    index === undefined ? (quoted ?? bare ?? name ?? '') : Number(index),
  );
}

/** What stands at a path. */
export function at(root: unknown, keys: Keys): unknown {
  let value = root;
  for (const key of keys)
    value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}

/** A copy with something else at a path; `undefined` removes what is there. Maps on the way are made. */
export function put(root: unknown, [key, ...rest]: Keys, value: unknown): Json {
  if (key === undefined) return value as Json;
  if (Array.isArray(root)) {
    const copy = [...root];
    if (rest.length === 0 && value === undefined) copy.splice(Number(key), 1);
    else copy[Number(key)] = put(copy[Number(key)], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = isMap(root as Json) ? { ...(root as object) } : {};
  if (rest.length === 0 && value === undefined) delete copy[key];
  else copy[key] = put(copy[key], rest, value);
  return copy as Json;
}

/** A copy with one more item in the list at a path. */
export function append(root: unknown, keys: Keys, item: unknown): Json {
  const list = at(root, keys);
  return put(root, keys, [...(Array.isArray(list) ? list : []), item]);
}

/** Every place below a value, the value's own first. */
export function placesIn(value: unknown, keys: Keys = []): Keys[] {
  if (typeof value !== 'object' || value === null) return [keys];
  const members = Object.entries(value).map(([key, inner]) =>
    placesIn(inner, [...keys, Array.isArray(value) ? Number(key) : key]),
  );
  return [keys, ...members.flat()];
}
