import { parse } from 'kvmini-contract/parse';
import type * as z from 'zod/mini';
import { HelmValuesError } from '../helm/error';
import { checkRepeated, isMap, type Values } from '../helm/json';
import { defaultValues } from '../values/defaults';
import { freeze } from '../values/freeze';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { OLDEST_KUBERNETES } from '../values/kubernetes/version';
import { formatPath, type Path } from '../values/path';
import { topLevelType } from '../values/schema';
import { takeDigits } from './digits';
import { type Advice, advice, fromZod, type LocatedIssue, mismatch, unknownKeys } from './issues';
import { withoutMisspelt } from './misspelt';
import { newerFields } from './newer-fields';
import { overDefaults } from './over-defaults';
import { parseSet } from './parse-set';
import { lookAt } from './plain';
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
import { type LocatedWarning, notEvaluated, nothingDeleted } from './warnings';
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
  issues: readonly z.core.$ZodIssue[],
  left: Advice,
): readonly LocatedIssue[] {
  if (issues.length === 0) return [];
  const found = issues.flatMap((issue) =>
    fromZod({ ...issue, path: [key, ...issue.path] }, values, left),
  );
  return withoutMisspelt(withoutRepeats(found));
}

/** The user's values, and what comes of them. */
interface ToCheck {
  /** Plain JSON. */
  readonly user: Values;
  /** What the user sets at the top; all other defaults are right. */
  readonly keys: readonly string[];
  /** All values with their defaults, without what `null` deletes. */
  readonly values: Values;
  /** Mistakes that were found before, and are not in the values any more. */
  readonly known: readonly LocatedIssue[];
}

/**
 * Checks values by the schema, then by the rules that no mistake touches.
 *
 * @param kubernetes as in {@link resolveValues}
 */
function check({ user, keys, values, known }: ToCheck, kubernetes: number): Checked {
  const defaults = defaultValues() as Values;
  const results = keys.map((key) => {
    const type = topLevelType(key);
    const versions = { user: user[key], value: values[key], fallback: defaults[key] };
    return { key, type, result: type && parseSet(type, versions) };
  });
  const left = advice();
  const found = results.flatMap(({ key, result }) =>
    result ? wrongIn(key, values, result.issues, left) : unknownKeys([], key, values[key], left),
  );
  const issues = [...known, ...found];
  const wrong = issues.map(({ at }) => at);
  const right = found.length === 0 ? values : repair(values, wrong);
  const complete: Record<string, unknown> = { ...defaults };
  for (const { key, type, result } of results) {
    if (result?.issues.length === 0) complete[key] = result.data;
    else if (type) complete[key] = parse(type, right[key]);
  }
  const checked = complete as unknown as KvminiValues;
  const rules = over(RULES, keys).filter((rule) => !readsWrong(rule, wrong));
  const ofKubernetes = byVersion(findings(over(PLAIN_RULES, keys), values, issues), kubernetes);
  const ofRules = rules.flatMap((rule) => rule.check(checked));
  return {
    values: checked,
    issues: [...issues, ...ofKubernetes.issues, ...ofRules],
    warnings: ofKubernetes.warnings,
  };
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
  const { problems, templates, hasShared } = lookAt(user);
  const known = problems.map(({ code, path, expected, received }) =>
    mismatch(code, path, expected, received),
  );
  if (!isMap(user)) {
    if (known.length > 0) return refused(known);
    return refused([mismatch('wrong-type', [], 'a map of values', describe(user, []))]);
  }
  if (hasShared) {
    const repeated = repeatedTooOften(user);
    if (repeated) return refused([repeated]);
    // What is wrong in a shared part is told for one of its places, and can't be taken out of the others.
    if (known.length > 0) return refused(known);
  }
  const plain = takeDigits(
    without(
      user,
      known.map(({ at }) => at),
    ),
  );
  const keys = Object.keys(plain).filter((key) => plain[key] !== undefined);
  const defaults = defaultValues() as Values;
  const { values: all, deleted } = overDefaults(plain, defaults);
  const left = keys.filter((key) => Object.hasOwn(all, key) || Object.hasOwn(defaults, key));
  const {
    values,
    issues,
    warnings: versions,
  } = check({ user: plain, keys: left, values: all, known }, kubernetes);
  if (issues.length > 0) return refused(issues);
  const warnings = over(WARNINGS, keys).flatMap((rule) => rule.check(values));
  const newer = newerFields(left, values, kubernetes);
  return accepted(values, [
    ...nothingDeleted(deleted),
    ...templates.map(notEvaluated),
    ...newer,
    ...versions,
    ...warnings,
  ]);
}
