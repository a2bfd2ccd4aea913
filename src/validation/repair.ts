import { copyMap, isMap, type MutableValues, member, type Values } from '../helm/json';
import { defaultValues } from '../values/defaults';
import { once } from '../values/once';
import type { Path } from '../values/path';
import { settings } from '../values/settings';

const settingPaths = once(() => new Set([...settings()].map(({ path }) => path.join('.'))));

/** As much of a path as has defaults, and one key more: without it, what is left is complete again. */
function settingAt(path: Path): readonly string[] {
  const keys = path.map(String);
  const known = settingPaths();
  let depth = 1;
  while (depth < keys.length && known.has(keys.slice(0, depth).join('.'))) depth += 1;
  return keys.slice(0, depth);
}

function reset(
  values: MutableValues,
  defaults: Values,
  [key = '', ...below]: readonly string[],
): void {
  const inner = member(values, key);
  const fallback = member(defaults, key);
  if (below.length > 0 && isMap(inner)) {
    reset(inner as MutableValues, isMap(fallback) ? fallback : {}, below);
  } else if (fallback === undefined) delete values[key];
  else values[key] = fallback;
}

/** The values with defaults in place of what is wrong, so that the rest can be checked as well. */
export function repair(values: Values, wrong: readonly Path[]): Values {
  const repaired = copyMap(values);
  for (const path of wrong) reset(repaired, defaultValues() as Values, settingAt(path));
  return repaired;
}
