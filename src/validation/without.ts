import { isMap, type Values } from '../helm/json';
import { rememberAll } from '../helm/written';
import type { Path } from '../values/path';

/** A list goes as a whole: without one of its elements it would be another list. */
function cut(values: Values, paths: readonly Path[]): Values {
  const byKey = new Map<unknown, Path[]>();
  for (const [first, ...rest] of paths) {
    const found = byKey.get(first);
    if (found) found.push(rest);
    else byKey.set(first, [rest]);
  }
  const members = Object.entries(values).flatMap(([key, value]) => {
    const below = byKey.get(key);
    if (below === undefined) return [[key, value] as const];
    const isWhole = below.some((path) => path.length === 0);
    return isWhole || !isMap(value) ? [] : [[key, cut(value, below)] as const];
  });
  const left = Object.fromEntries(members);
  rememberAll(left, values);
  return left;
}

/** The values without what stands at some paths, so that the rest can be checked as well. */
export function without(values: Values, paths: readonly Path[]): Values {
  if (paths.length === 0) return values;
  return paths.some((path) => path.length === 0) ? {} : cut(values, paths);
}
