import { CHART } from '../chart/chart';
import { subchartValues } from '../helm/charts/subchart';
import { HelmValuesError } from '../helm/error';
import { isMap, type JsonValue, type Values } from '../helm/json';
import { ValuesError, type ValuesIssueCode } from '../validation/values-error';
import { defaultValues } from '../values/defaults';
import { shapeOf, typeAt } from '../values/type-at';

/** The parent's `global` belongs to all its charts: only what this one reads is taken out of it. */
function ownGlobals(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  const type = typeAt(path);
  const shape = type && shapeOf(type);
  if (shape === undefined || !isMap(value)) return value;
  const own = Object.keys(shape)
    .map((key) => [key, ownGlobals(value[key], [...path, key])] as const)
    .filter(([, member]) => member !== undefined);
  return Object.fromEntries(own) as Values;
}

/** Marks with null again what null has deleted, since the harness fills in the defaults once more. */
function withDeletions(values: Values, defaults: Values): Values {
  const marked: Record<string, JsonValue> = { ...values };
  for (const [key, fallback] of Object.entries(defaults)) {
    const value = values[key];
    if (value === undefined) marked[key] = null;
    else if (isMap(value) && isMap(fallback)) marked[key] = withDeletions(value, fallback);
  }
  return marked;
}

function codeOf({ code }: HelmValuesError): ValuesIssueCode {
  if (code === 'wrong-type' || code === 'condition-type') return 'wrong-type';
  return code === 'forbidden-key' ? 'unsafe-text' : 'not-json';
}

/**
 * The values of the kvmini subchart out of its parent's, as Helm would hand them down.
 *
 * @returns `undefined` where `kvmini.enabled` is not true
 * @throws {@link ValuesError} where `kvmini` is no map or `kvmini.enabled` no boolean
 */
export function valuesOfSubchart(parentValues: object): Values | undefined {
  const { name } = CHART;
  const dependency = { name, condition: `${name}.enabled`, values: defaultValues() as Values };
  const parent = { name: '', values: {}, dependencies: [dependency] };
  try {
    const { values } = subchartValues(parent, name, parentValues as Values);
    if (values === undefined) return undefined;
    const global = ownGlobals(values.global, ['global']) ?? {};
    return withDeletions({ ...values, global }, dependency.values);
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
    const issue = { code: codeOf(error), path: name, message: error.message };
    throw new ValuesError(`${name} as a subchart`, [issue]);
  }
}

/** Runs what checks a subchart's values, so that its errors name paths in the parent's. */
export function inParentPaths<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    throw error.below(CHART.name);
  }
}
