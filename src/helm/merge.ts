import { copyMap, isMap, type MutableValues, member, type Values } from './json';
import { remember, written } from './written';

/**
 * Combines values files as `-f base -f override` does: maps merge, everything else replaces.
 *
 * A null is kept: it deletes a default later, in `coalesce`.
 *
 * @returns a new map that shares nothing with the input
 * @throws HelmValuesError `not-json`, `forbidden-key`, `too-large`
 */
export function mergeValues(base: Values, override: Values): Values {
  const merged = copyMap(base);
  mergeInto(merged, copyMap(override));
  return merged;
}

/** {@link mergeValues} for maps that the caller owns: `override` becomes part of `base`. */
export function mergeInto(base: MutableValues, override: Values): void {
  for (const [key, value] of Object.entries(override)) {
    const old = member(base, key);
    if (isMap(old) && isMap(value)) mergeInto(old as MutableValues, value);
    else {
      base[key] = value;
      remember(base, key, written(override, key));
    }
  }
}
