import { freeze } from '../freeze';
import { coalesce } from '../helm/coalesce';
import { isMap, type Values } from '../helm/json';
import { defaultValues } from './defaults';
import { fromZod, type LocatedIssue, mismatch, unknownKey } from './issues';
import type { KvminiValues } from './kvmini-values';
import { formatPath } from './path';
import { notPlain } from './plain';
import { describe } from './received';
import { RULES } from './rules';
import { valuesSchema } from './schema';
import { inSchemaOrder } from './schema-order';
import type { ValuesIssue } from './values-error';

/** Complete values, or what is wrong with them. */
export type Resolved =
  | { readonly values: KvminiValues; readonly issues: readonly [] }
  | { readonly values: undefined; readonly issues: readonly ValuesIssue[] };

/** Checks each top-level key by itself, so that one mistake hides no other. */
function parse(values: Values): { parsed: Record<string, unknown>; issues: LocatedIssue[] } {
  const parsed: Record<string, unknown> = {};
  const issues: LocatedIssue[] = [];
  for (const [key, type] of Object.entries(valuesSchema.shape)) {
    const result = type.safeParse(values[key]);
    if (result.success) parsed[key] = result.data;
    else {
      const located = result.error.issues.map((issue) => ({
        ...issue,
        path: [key, ...issue.path],
      }));
      issues.push(...located.flatMap((issue) => fromZod(issue, values)));
    }
  }
  return { parsed, issues };
}

function unknownKeys(values: Values): LocatedIssue[] {
  return Object.keys(values)
    .filter((key) => !Object.hasOwn(valuesSchema.shape, key))
    .map((key) => unknownKey([], key));
}

function applyRules(parsed: Record<string, unknown>): LocatedIssue[] {
  return RULES.filter(({ reads }) =>
    reads.every((section) => Object.hasOwn(parsed, section)),
  ).flatMap(({ check }) => check(parsed as unknown as KvminiValues));
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
  const problems = [...notPlain(user)];
  if (problems.length > 0) {
    return refused(
      problems.map(({ path, expected, received }) => mismatch(path, expected, received)),
    );
  }
  if (!isMap(user)) return refused([mismatch([], 'a map of values', describe(user, []))]);
  const { values } = coalesce(defaultValues() as Values, user);
  const { parsed, issues } = parse(values);
  const all = [...issues, ...unknownKeys(values), ...applyRules(parsed)];
  if (all.length > 0) return refused(all);
  return { values: freeze(parsed as unknown as KvminiValues), issues: [] };
}
