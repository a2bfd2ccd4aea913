import { CHART } from '../chart/chart';
import { subchartValues } from '../helm/charts/subchart';
import { HelmValuesError } from '../helm/error';
import { isMap, isPlainObject, type JsonValue, type Values } from '../helm/json';
import { rememberAll } from '../helm/written';
import { type Advice, advice, mismatch, unknownKey } from '../validation/issues';
import { notPlain } from '../validation/plain';
import { ValuesError, type ValuesIssue, type ValuesIssueCode } from '../validation/values-error';
import type { ValuesWarning } from '../validation/values-warning';
import { defaultValues } from '../values/defaults';
import { formatPath } from '../values/path';
import { shapeOf, typeAt } from '../values/type-at';

/** The parent's `global` belongs to all its charts: only what this one reads is taken out of it, and looked at. */
function ownGlobals(value: unknown, path: readonly string[]): unknown {
  const type = typeAt(path);
  const shape = type && shapeOf(type);
  if (shape === undefined || !isPlainObject(value)) return value;
  return pick(value, Object.keys(shape), (member, key) => ownGlobals(member, [...path, key]));
}

/** Some members of a map, as far as it has them, each made into something else. */
function pick(
  map: object,
  keys: readonly string[],
  make: (member: unknown, key: string) => unknown,
): object {
  const entries = keys.map((key) => [key, make((map as Record<string, unknown>)[key], key)]);
  const picked = Object.fromEntries(entries.filter(([, member]) => member !== undefined));
  rememberAll(picked, map);
  return picked;
}

/**
 * What of a parent's values this chart reads; everything else is the parent's, of whatever type.
 *
 * @throws {@link ValuesError} for what is not plain JSON in it
 */
function ownValues(parentValues: object, name: string): Values {
  const own = pick(parentValues, [name, 'global'], (member, key) =>
    key === 'global' ? ownGlobals(member, [key]) : member,
  );
  const issues = notPlain(own).map(({ code, path, expected, received }) => {
    const { at, ...issue } = mismatch(code, path, expected, received);
    return { path: formatPath(at), ...issue };
  });
  if (issues.length > 0) throw new ValuesError(`${name} as a subchart`, issues);
  return own as Values;
}

/** Keys of the subchart's own `global` that it does not read: the parent's belongs to all charts, this one to it alone. */
function unknownGlobals(value: unknown, path: readonly string[], more: Advice): ValuesIssue[] {
  const type = typeAt(path);
  const shape = type && shapeOf(type);
  if (shape === undefined || !isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (Object.hasOwn(shape, key)) return unknownGlobals(member, [...path, key], more);
    const { at, ...issue } = unknownKey(path, key, more);
    return [{ path: formatPath([CHART.name, ...at]), ...issue }];
  });
}

/** Refuses what nobody reads below `kvmini.global`, which would be lost among the parent's globals. */
function checkOwnGlobals(own: Values, name: string): void {
  const section = own[name];
  const globals = isMap(section) ? section.global : undefined;
  const issues = unknownGlobals(globals, ['global'], advice());
  if (issues.length > 0) throw new ValuesError(`${name} as a subchart`, issues);
}

/** Marks with null again what null has deleted, since the harness fills in the defaults once more. */
function withDeletions(values: Values, defaults: Values): Values {
  const marked: Record<string, JsonValue> = { ...values };
  rememberAll(marked, values);
  for (const [key, fallback] of Object.entries(defaults)) {
    const value = values[key];
    if (value === undefined) marked[key] = null;
    else if (isMap(value) && isMap(fallback)) marked[key] = withDeletions(value, fallback);
  }
  return marked;
}

/** Values that came out of a parent's. */
const ofParents = new WeakSet<object>();

/** What is said of values, with the paths that they have in a parent's where they came out of one. */
export function warningsOf(
  values: unknown,
  warnings: readonly ValuesWarning[],
): readonly ValuesWarning[] {
  const isOfParent = typeof values === 'object' && values !== null && ofParents.has(values);
  return isOfParent ? warnings.map(inParent) : warnings;
}

/** The parent's `global` is every chart's, and stands beside the harness's values. */
function inParent({ path, message, ...rest }: ValuesWarning): ValuesWarning {
  const prefix = /^global\b/.test(path) ? '' : `${CHART.name}.`;
  const meant = message.replace(/did you mean (?!global\b)/, `$&${CHART.name}.`);
  return { ...rest, path: `${prefix}${path}`, message: meant };
}

function codeOf({ code }: HelmValuesError): ValuesIssueCode {
  if (code === 'wrong-type' || code === 'condition-type') return 'wrong-type';
  return code === 'forbidden-key' ? 'unsafe-text' : 'not-json';
}

/** Helm's function begins with the path, which an issue has beside its message. */
function pathAndRest(message: string, name: string): readonly string[] {
  const [, path = '', rest = ''] = /^([\w.]+): (.*)$/s.exec(message) ?? [];
  return path === name || path.startsWith(`${name}.`) ? [path, rest] : [];
}

/**
 * The values of the kvmini subchart out of its parent's, as Helm would hand them down.
 *
 * @returns `undefined` where `kvmini.enabled` is not true
 * @throws {@link ValuesError} where `kvmini` is no map or `kvmini.enabled` no boolean, or something is no plain JSON
 */
export function valuesOfSubchart(parentValues: object): Values | undefined {
  const { name } = CHART;
  const dependency = { name, condition: `${name}.enabled`, values: defaultValues() as Values };
  const parent = { name: '', values: {}, dependencies: [dependency] };
  const own = ownValues(parentValues, name);
  try {
    const { values } = subchartValues(parent, name, own);
    if (values === undefined) return undefined;
    checkOwnGlobals(own, name);
    const global = (ownGlobals(values.global, ['global']) ?? {}) as Values;
    const handedDown = withDeletions({ ...values, global }, dependency.values);
    ofParents.add(handedDown);
    return handedDown;
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
    const [path = name, message = error.message] = pathAndRest(error.message, name);
    const issue = { code: codeOf(error), path, message };
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
