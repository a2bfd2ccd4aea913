import type { JsonValue, MutableValues } from '../helm/json';
import type { Path } from '../values/path';

/** Deletes the members of a map that are null, and those below; says where they were. */
function* deleteBelow(value: JsonValue | undefined, at: (string | number)[]): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  // The keys of a list are the positions of its items, which stay: a list without one would be another.
  const isList = Array.isArray(value);
  for (const key of Object.keys(value)) {
    const member = (value as MutableValues)[key];
    at.push(isList ? Number(key) : key);
    if (member !== null) yield* deleteBelow(member, at);
    else if (!isList) {
      delete (value as MutableValues)[key];
      yield [...at];
    }
    at.pop();
  }
}

/**
 * Takes out of values every key that is null once they lie over the defaults.
 *
 * It deleted a default, or a key that an earlier layer of the user's had (Helm keeps it as null then), or nothing; and to
 * Kubernetes, a field that is null is absent.
 *
 * @param values are the caller's own, and changed
 * @returns the paths of the keys that are gone
 */
export function deleteNulls(values: MutableValues): readonly Path[] {
  return [...deleteBelow(values, [])];
}
