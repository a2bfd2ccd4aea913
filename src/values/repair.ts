import { copyMap, isMap, type MutableValues, member, type Values } from '../helm/json';
import { defaultValues } from './defaults';
import type { Path } from './path';
import { settings } from './settings';

/** The key of the setting or section that a path leads into. */
function settingAt(path: Path): readonly string[] {
  const known = new Set([...settings()].map((setting) => setting.path.join('.')));
  let depth = path.length;
  while (depth > 1 && !known.has(path.slice(0, depth).join('.'))) depth -= 1;
  return path.slice(0, depth).map(String);
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
