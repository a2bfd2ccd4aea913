import { HelmValuesError, type HelmValuesWarning } from '../error';
import { copyMap, isMap, joinPath, kindOf, type MutableValues, type Values } from '../json';
import { type CoalesceContext, type CoalescedValues, coalesceInto } from './coalesce';
import { condition } from './condition';
import { pushGlobals } from './global';

/** What a chart brings with it. */
export interface Chart {
  /** The chart's name; for a dependency its alias, if it has one. */
  readonly name: string;
  /** The chart's own values.yaml. */
  readonly values: Values;
  /** What its Chart.yaml declares under `dependencies`; tags and import-values are not supported. */
  readonly dependencies?: readonly Dependency[];
}

/** A chart that another one depends on. */
export interface Dependency extends Chart {
  /** Paths in the top chart's values, from the parent on: `kvmini.enabled`. Without one it is always enabled. */
  readonly condition?: string;
}

/** The values of a chart and of its enabled subcharts. */
export interface ReleaseValues extends CoalescedValues {
  /** What each enabled chart renders with, by its path from the top: `parent`, `parent.kvmini`. */
  readonly charts: ReadonlyMap<string, Values>;
}

/** What a subchart renders with. */
export interface SubchartValues {
  /** `undefined` where its condition disables it. */
  readonly values: Values | undefined;
  /** As {@link CoalescedValues}, for the whole release. */
  readonly warnings: readonly HelmValuesWarning[];
}

/**
 * What a chart with dependencies, and each of them, renders with, as Helm 4.1.4: conditions are judged,
 * the parent's values for a subchart precede the subchart's own, and `global` is pushed down.
 *
 * @param chart the top chart
 * @param user files and flags, combined
 * @throws HelmValuesError `condition-type`; `wrong-type` where a subchart's values are no map
 * @see https://helm.sh/docs/chart_template_guide/subcharts_and_globals/
 */
export function releaseValues(chart: Chart, user: Values): ReleaseValues {
  const enabled = bake(enabledTree(chart, user, ''));
  const warnings: HelmValuesWarning[] = [];
  const values = copyMap(coalesceTree(enabled, copyMap(user), topLevel(warnings, false)));
  return { values, warnings, charts: new Map(chartsOf(enabled, values, enabled.name)) };
}

/**
 * What one direct dependency of a chart renders with; see {@link releaseValues}.
 *
 * @param parent the chart that depends on it
 * @param name its name or alias
 * @param user files and flags, combined, as for the parent: `{ kvmini: { … }, global: { … } }`
 */
export function subchartValues(parent: Chart, name: string, user: Values): SubchartValues {
  const { charts, warnings } = releaseValues(parent, user);
  return { values: charts.get(joinPath(parent.name, name)), warnings };
}

function topLevel(warnings: HelmValuesWarning[], keepNulls: boolean): CoalesceContext {
  return { path: '', warnings, keepNulls };
}

/** Coalesces a chart and all its dependencies into `user`, which the caller owns; `above` has the parent's path. */
function coalesceTree(chart: Chart, user: MutableValues, above: CoalesceContext): MutableValues {
  const { dependencies = [] } = chart;
  const subcharts = new Set(dependencies.map(({ name }) => name));
  const context = { ...above, path: joinPath(above.path, chart.name) };
  coalesceInto(user, copyMap(chart.values), { ...context, subcharts });
  for (const dependency of dependencies) {
    const scope = scopeOf(user, dependency.name, context.path);
    pushGlobals(scope, user, { ...context, path: joinPath(context.path, dependency.name) });
    coalesceTree(dependency, scope, context);
  }
  return user;
}

function scopeOf(values: MutableValues, name: string, path: string): MutableValues {
  if (!Object.hasOwn(values, name)) values[name] = {};
  const scope = values[name];
  if (isMap(scope)) return scope;
  const message = `${joinPath(path, name)}: expected a map, since it names a subchart, found ${kindOf(scope)}`;
  throw new HelmValuesError('wrong-type', message);
}

/**
 * The chart without its disabled dependencies. As in Helm, the values that a subchart's own dependencies are
 * judged by are those of the top chart, with the subchart's defaults added beside them.
 *
 * @param path where the chart's values are in `values`
 */
function enabledTree<Kind extends Chart>(chart: Kind, values: Values, path: string): Kind {
  const { dependencies = [] } = chart;
  if (dependencies.length === 0) return chart;
  const judged = coalesceTree(chart, copyMap(values), topLevel([], false));
  const enabled = dependencies.filter(
    (dependency) => condition(dependency.condition ?? '', judged, path) ?? true,
  );
  return {
    ...chart,
    dependencies: enabled.map((each) => enabledTree(each, judged, joinPath(path, each.name))),
  };
}

/**
 * Helm merges the defaults of all dependencies into those of their parent before it looks at the user's values.
 * It shows: a user's null for a `global` does not reach a subchart, which has the parent's default by then.
 */
function bake<Kind extends Chart>(chart: Kind): Kind {
  if (!chart.dependencies?.length) return chart;
  const baked = { ...chart, dependencies: chart.dependencies.map(bake) };
  return { ...baked, values: coalesceTree(baked, {}, topLevel([], true)) };
}

function* chartsOf(chart: Chart, values: Values, path: string): Generator<[string, Values]> {
  yield [path, values];
  for (const dependency of chart.dependencies ?? []) {
    const scope = values[dependency.name];
    if (isMap(scope)) yield* chartsOf(dependency, scope, joinPath(path, dependency.name));
  }
}
