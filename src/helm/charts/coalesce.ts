import { type HelmValuesWarning, helmWarning } from '../error';
import { copyMap, isMap, type JsonValue, joinPath, type MutableValues, type Values } from '../json';

/** Values, and what Helm would warn about while making them. */
export interface CoalescedValues {
  /** A new map that shares nothing with the input. */
  readonly values: Values;
  /** In the order of the defaults' keys. */
  readonly warnings: readonly HelmValuesWarning[];
}

/**
 * What a chart renders with: the user's values over the chart's defaults, as Helm 4.1.4.
 *
 * The user's value wins, maps merge, lists and everything else replace, and a null deletes the key.
 * A null in the defaults stays, and so does a null for a key that has no default.
 *
 * @param defaults the chart's own values.yaml
 * @param user files and flags, combined
 * @param chartName begins the paths in warnings
 * @throws HelmValuesError `not-json`, `forbidden-key`, `too-large`
 * @see https://helm.sh/docs/chart_template_guide/values_files/
 */
export function coalesce(defaults: Values, user: Values, chartName = ''): CoalescedValues {
  const values = copyMap(user);
  const warnings: HelmValuesWarning[] = [];
  const context = { path: chartName, warnings, keepNulls: false, subcharts: new Set<string>() };
  coalesceInto(values, copyMap(defaults), context);
  return { values, warnings };
}

/** Where two maps are coalesced, and by which rules. */
export interface CoalesceContext {
  /** The path of the maps, beginning with the chart's name. */
  readonly path: string;
  /** Gets what Helm would warn about. */
  readonly warnings: HelmValuesWarning[];
  /** Keeps the user's nulls instead of deleting, because another chart's defaults are still to come. */
  readonly keepNulls: boolean;
  /** Given for the top level of a chart's values only: the keys that name a subchart. Nulls below them stay. */
  readonly subcharts?: ReadonlySet<string>;
}

/** Fills the user's map with the defaults in place; both maps are the caller's own. */
export function coalesceInto(
  user: MutableValues,
  defaults: Values,
  context: CoalesceContext,
): void {
  for (const [key, fallback] of Object.entries(defaults)) {
    const value = user[key];
    if (!Object.hasOwn(user, key)) user[key] = fallback;
    else if (isMap(value)) coalesceMap(value, fallback, below(context, key));
    else if (value !== null) warnIfMap(fallback, joinPath(context.path, key), context);
    else if (nullDeletes(fallback, context)) delete user[key];
  }
}

/** At the top level a null deletes whatever the default is; below, a null with a null default stays. */
function nullDeletes(fallback: JsonValue, context: CoalesceContext): boolean {
  return !context.keepNulls && (context.subcharts !== undefined || fallback !== null);
}

function below(context: CoalesceContext, key: string): CoalesceContext {
  const keepNulls = context.keepNulls || context.subcharts?.has(key) === true;
  return { path: joinPath(context.path, key), warnings: context.warnings, keepNulls };
}

function coalesceMap(user: Values, fallback: JsonValue, context: CoalesceContext): void {
  if (isMap(fallback)) coalesceInto(user as MutableValues, fallback, context);
  if (isMap(fallback) || fallback === null) return;
  const message = `${context.path}: a map replaces a default that is no map; check the spelling and the nesting`;
  context.warnings.push(helmWarning({ code: 'map-over-scalar', message, path: context.path }));
}

/** Helm says this below the top level only; the mistake is the same there. */
function warnIfMap(fallback: JsonValue, path: string, context: CoalesceContext): void {
  if (!isMap(fallback)) return;
  const message = `${path}: a value that is no map replaces a map of defaults; set a key below it, or null to remove it`;
  context.warnings.push(helmWarning({ code: 'scalar-over-map', message, path }));
}
