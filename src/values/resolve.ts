import { freeze } from '../freeze';
import { coalesce } from '../helm/coalesce';
import { isMap, type Values } from '../helm/json';
import { defaultValues } from './defaults';
import { fromZod, type LocatedIssue, mismatch } from './issues';
import type { KvminiValues } from './kvmini-values';
import { formatPath, type Path } from './path';
import { notPlain } from './plain';
import { describe } from './received';
import { repair } from './repair';
import { RULES } from './rules';
import type { Rule } from './rules/rule';
import { valuesSchema } from './schema';
import { inSchemaOrder } from './schema-order';
import type { ValuesIssue } from './values-error';
import { without } from './without';

/** Complete values, or what is wrong with them. */
export type Resolved =
  | { readonly values: KvminiValues; readonly issues: readonly [] }
  | { readonly values: undefined; readonly issues: readonly ValuesIssue[] };

/** Whether a rule reads something that is wrong already, or part of it, or a part of it. */
function readsWrong({ reads }: Rule, wrong: readonly Path[]): boolean {
  return reads.some((key) => {
    const read = key.split('.');
    return wrong.some((path) => read.every((part, i) => i >= path.length || path[i] === part));
  });
}

function applyRules(values: KvminiValues, wrong: readonly Path[]): LocatedIssue[] {
  return RULES.filter((rule) => !readsWrong(rule, wrong)).flatMap(({ check }) => check(values));
}

/**
 * Checks the values by the schema, then by the rules that no mistake touches.
 *
 * @param known mistakes that were found before, and are not in the values any more
 */
function check(
  values: Values,
  known: readonly LocatedIssue[],
): { checked: KvminiValues; issues: readonly LocatedIssue[] } {
  const result = valuesSchema.safeParse(values);
  const found = result.error?.issues.flatMap((issue) => fromZod(issue, values)) ?? [];
  const issues = [...known, ...found];
  const wrong = issues.map(({ at }) => at);
  const checked = result.success ? result.data : valuesSchema.parse(repair(values, wrong));
  return { checked, issues: [...issues, ...applyRules(checked, wrong)] };
}

function refused(issues: readonly LocatedIssue[]): Resolved {
  const inOrder = inSchemaOrder(issues);
  return {
    values: undefined,
    issues: inOrder.map(({ at, ...rest }) => ({ path: formatPath(at) || 'values', ...rest })),
  };
}

/**
 * Fills the user's values with the chart's defaults, as Helm does, and checks the result.
 *
 * @param user a deep partial of {@link KvminiValues}; `null` deletes a default
 * @returns complete, frozen values, or every problem in the order of the schema
 */
export function resolveValues(user: unknown): Resolved {
  const known = [...notPlain(user)].map(({ path, expected, received }) =>
    mismatch(path, expected, received),
  );
  if (!isMap(user)) {
    return refused(known.length > 0 ? known : [mismatch([], 'a map of values', describe(user, []))]);
  }
  const plain = without(
    user,
    known.map(({ at }) => at),
  );
  const { values } = coalesce(defaultValues() as Values, plain);
  const { checked, issues } = check(values, known);
  return issues.length > 0 ? refused(issues) : { values: freeze(checked), issues: [] };
}
