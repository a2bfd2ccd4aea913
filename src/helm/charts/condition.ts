import { HelmValuesError } from '../error';
import { isMap, type JsonValue, joinPath, kindOf, member, type Values } from '../json';

/**
 * Whether the `condition` of a dependency enables it.
 *
 * The paths are tried in order; the first that leads to a boolean decides. One that is missing, goes through something
 * that is no map, or ends at a map, is passed over.
 *
 * @param condition paths parted by commas, as in Chart.yaml: `kvmini.enabled,global.kvmini.enabled`
 * @param values the parent's, coalesced with all defaults
 * @param prefix the path of the parent in `values`, if it is a subchart itself
 * @returns `undefined` where no path decides; the dependency is enabled then
 * @throws HelmValuesError `condition-type` where a path leads to something else, such as the string `"false"`,
 *   which would leave the chart enabled in Helm
 */
export function condition(condition: string, values: Values, prefix = ''): boolean | undefined {
  for (const part of condition.trim().split(',')) {
    const path = joinPath(prefix, part);
    const value = part === '' ? undefined : valueAt(values, path);
    if (typeof value === 'boolean') return value;
    if (value === undefined || isMap(value)) continue;
    const message = `${path}: expected true or false, found ${kindOf(value)}; Helm would ignore it`;
    throw new HelmValuesError('condition-type', message);
  }
  return undefined;
}

function valueAt(values: Values, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = values;
  for (const key of path.split('.')) {
    value = isMap(value) ? member(value, key) : undefined;
  }
  return value;
}
