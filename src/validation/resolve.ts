import { parse, safeParse } from 'kvmini-contract/parse';
import type * as z from 'zod/mini';
import { coalesce } from '../helm/charts/coalesce';
import { HelmValuesError } from '../helm/error';
import { checkRepeated, isMap, type MutableValues, type Values } from '../helm/json';
import { defaultValues } from '../values/defaults';
import { freeze } from '../values/freeze';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { OLDEST_KUBERNETES } from '../values/kubernetes/version';
import { formatPath, type Path } from '../values/path';
import { topLevelType } from '../values/schema';
import { type Advice, advice, fromZod, type LocatedIssue, mismatch, unknownKey } from './issues';
import { withoutMisspelt } from './misspelt';
import { newerFields } from './newer-fields';
import { deleteNulls } from './nulls';
import { notPlain } from './plain';
import { describe } from './received';
import { repair } from './repair';
import { RULES } from './rules';
import { byVersion } from './rules/finding';
import { findings, PLAIN_RULES } from './rules/plain-rules';
import type { Rule } from './rules/rule';
import { WARNINGS } from './rules/warnings';
import { inSchemaOrder } from './schema-order';
import type { ValuesIssue } from './values-error';
import type { ValuesWarning } from './values-warning';
import { type LocatedWarning, nothingDeleted, templates } from './warnings';
import { without } from './without';

/** Complete values with what is probably not meant in them, or what is wrong with them. */
export type Resolved =
  | {
      readonly values: KvminiValues;
      readonly issues: readonly [];
      readonly warnings: readonly ValuesWarning[];
    }
  | {
      readonly values: undefined;
      readonly issues: readonly ValuesIssue[];
      readonly warnings: readonly [];
    };

/** Whether a rule reads something that is wrong already, or part of it, or a part of it. */
function readsWrong({ reads }: Rule, wrong: readonly Path[]): boolean {
  return reads.some((key) => {
    const read = key.split('.');
    return wrong.some((path) => read.every((part, i) => i >= path.length || path[i] === part));
  });
}

/** The rules that what the user sets can break. */
function over<T extends Pick<Rule, 'sections'>>(
  rules: readonly T[],
  keys: readonly string[],
): readonly T[] {
  return rules.filter(({ sections }) => sections.some((section) => keys.includes(section)));
}

interface Checked {
  /** Complete, with defaults in place of what is wrong. */
  readonly values: KvminiValues;
  /** Everything that is wrong, in no order. */
  readonly issues: readonly LocatedIssue[];
  /** What other versions of Kubernetes refuse. */
  readonly warnings: readonly LocatedWarning[];
}

/** What is said twice of a value, such as of its form and of its length, is one mistake. */
function withoutRepeats(issues: readonly LocatedIssue[]): LocatedIssue[] {
  const byText = new Map(
    issues.map((issue) => [`${formatPath(issue.at)}: ${issue.message}`, issue]),
  );
  return [...byText.values()];
}

/** What is wrong with the value of a top-level key; what zod says of it begins below that key. */
function wrongIn(
  key: string,
  values: Values,
  error: z.core.$ZodError | undefined,
  left: Advice,
): readonly LocatedIssue[] {
  const issues = error?.issues ?? [];
  const found = issues.flatMap((issue) =>
    fromZod({ ...issue, path: [key, ...issue.path] }, values, left),
  );
  return withoutMisspelt(withoutRepeats(found));
}

/**
 * Checks values by the schema, then by the rules that no mistake touches.
 *
 * @param keys what the user sets at the top; all other defaults are right
 * @param values these keys over their defaults, without those that `null` deletes
 * @param known mistakes that were found before, and are not in the values any more
 * @param kubernetes as in {@link resolveValues}
 */
function check(
  keys: readonly string[],
  values: Values,
  known: readonly LocatedIssue[],
  kubernetes: number,
): Checked {
  const results = keys.map((key) => {
    const type = topLevelType(key);
    return { key, type, result: type && safeParse(type, values[key]) };
  });
  const left = advice();
  const found = results.flatMap(({ key, result }) =>
    result ? wrongIn(key, values, result.error, left) : [unknownKey([], key, left)],
  );
  const issues = [...known, ...found];
  const wrong = issues.map(({ at }) => at);
  const right = found.length === 0 ? values : repair(values, wrong);
  const complete: Record<string, unknown> = { ...defaultValues() };
  for (const { key, type, result } of results) {
    if (result?.success) complete[key] = result.data;
    else if (type) complete[key] = parse(type, right[key]);
  }
  const checked = complete as unknown as KvminiValues;
  const rules = over(RULES, keys).filter((rule) => !readsWrong(rule, wrong));
  const all = { ...defaultValues(), ...values } as Values;
  const ofKubernetes = byVersion(findings(over(PLAIN_RULES, keys), all, issues), kubernetes);
  const ofRules = rules.flatMap((rule) => rule.check(checked));
  return {
    values: checked,
    issues: [...issues, ...ofKubernetes.issues, ...ofRules],
    warnings: ofKubernetes.warnings,
  };
}

/** The defaults of some keys at the top. */
function defaultsOf(keys: readonly string[]): Values {
  const defaults = defaultValues() as Values;
  const known = keys.filter((key) => Object.hasOwn(defaults, key));
  return Object.fromEntries(known.map((key) => [key, defaults[key] ?? null]));
}

function refused(issues: readonly LocatedIssue[]): Resolved {
  const inOrder = inSchemaOrder(issues);
  return {
    values: undefined,
    issues: inOrder.map(({ at, ...rest }) => ({ path: formatPath(at) || 'values', ...rest })),
    warnings: [],
  };
}

function accepted(values: KvminiValues, warnings: readonly LocatedWarning[]): Resolved {
  const inOrder = inSchemaOrder(warnings);
  return {
    values: freeze(values),
    issues: [],
    warnings: inOrder.map(({ at, ...rest }) => ({ path: formatPath(at), ...rest })),
  };
}

/** Values that share parts may be small, and without an end once they are written. */
function repeatedTooOften(user: Values): LocatedIssue | undefined {
  try {
    checkRepeated(user, '');
    return undefined;
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
    const expected = 'values that have an end once they are written';
    return mismatch('not-json', [], expected, 'the same maps and lists in too many places');
  }
}

/**
 * Fills the user's values with the chart's defaults, as Helm does, and checks the result.
 *
 * @param user a deep partial of {@link KvminiValues}; `null` deletes a default
 * @param kubernetes the minor version of Kubernetes 1 from which on the manifests are to be taken
 * @returns complete, frozen values with warnings, or every problem, in the order of the schema
 */
export function resolveValues(user: unknown, kubernetes = OLDEST_KUBERNETES): Resolved {
  const known = [...notPlain(user)].map(({ code, path, expected, received }) =>
    mismatch(code, path, expected, received),
  );
  if (!isMap(user)) {
    const noMap = mismatch('wrong-type', [], 'a map of values', describe(user, []));
    return refused(known.length > 0 ? known : [noMap]);
  }
  const repeated = repeatedTooOften(user);
  if (repeated) return refused([repeated]);
  const plain = without(
    user,
    known.map(({ at }) => at),
  );
  const keys = Object.keys(plain).filter((key) => plain[key] !== undefined);
  const set = coalesce(defaultsOf(keys), plain).values as MutableValues;
  const deleted = deleteNulls(set);
  const left = keys.filter((key) => Object.hasOwn(set, key) || Object.hasOwn(defaultValues(), key));
  const { values, issues, warnings: versions } = check(left, set, known, kubernetes);
  if (issues.length > 0) return refused(issues);
  const warnings = over(WARNINGS, keys).flatMap((rule) => rule.check(values));
  const newer = newerFields(left, values, kubernetes);
  return accepted(values, [
    ...nothingDeleted(deleted),
    ...templates(plain),
    ...newer,
    ...versions,
    ...warnings,
  ]);
}
