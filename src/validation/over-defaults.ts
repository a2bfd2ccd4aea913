import { isMap, type JsonValue, type MutableValues, member, type Values } from '../helm/json';
import { rememberAll } from '../helm/written';
import type { Path } from '../values/path';

const NONE: Values = {};

/** Values over the chart's defaults. */
export interface OverDefaults {
  /** Shares with the defaults what they alone decide, and nothing with the user's values. */
  readonly values: Values;
  /** Where a null stood that deleted no default. */
  readonly deleted: readonly Path[];
}

/** Where it is in the values, and where a null stood. */
interface Place {
  readonly at: (string | number)[];
  readonly deleted: Path[];
}

/** A value of the user's over its default, without the members of maps that are null. */
function over(value: JsonValue, fallback: JsonValue | undefined, place: Place): JsonValue {
  if (isMap(value)) return mapOver(value, isMap(fallback) ? fallback : NONE, place);
  return Array.isArray(value) ? copyOf(value, place) : value;
}

/** Lists replace; where an item stands in one, it stays. */
function copyOf(list: readonly JsonValue[], place: Place): JsonValue[] {
  return list.map((item, index) => {
    place.at.push(index);
    const copy = over(item, undefined, place);
    place.at.pop();
    return copy;
  });
}

function mapOver(user: Values, defaults: Values, place: Place): Values {
  const both: MutableValues = {};
  rememberAll(both, user);
  for (const key of Object.keys(user)) {
    const value = user[key];
    if (value === undefined) continue;
    const fallback = member(defaults, key);
    place.at.push(key);
    if (value !== null) both[key] = over(value, fallback, place);
    else if (fallback === undefined) place.deleted.push([...place.at]);
    place.at.pop();
  }
  for (const key of Object.keys(defaults)) {
    if (user[key] === undefined) both[key] = defaults[key] as JsonValue;
  }
  return both;
}

/**
 * Lays the user's values over the chart's defaults: as Helm does, but for what is null once they lie there.
 *
 * A null deleted a default, or a key that an earlier layer of the user's had (Helm keeps it as null then), or nothing; and to
 * Kubernetes, a field that is null is absent.
 *
 * @param user plain JSON
 */
export function overDefaults(user: Values, defaults: Values): OverDefaults {
  const deleted: Path[] = [];
  // There are many more defaults at the top than what a user sets.
  const named = Object.keys(user).filter((key) => Object.hasOwn(defaults, key));
  const theirs = Object.fromEntries(named.map((key) => [key, defaults[key] as JsonValue]));
  const own = mapOver(user, theirs, { at: [], deleted });
  const values: MutableValues = { ...defaults, ...own };
  rememberAll(values, own);
  for (const key of named) if (user[key] === null) delete values[key];
  return { values, deleted };
}
