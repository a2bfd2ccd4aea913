import type { PolicyRule } from '../../values/generated/kvmini-values';
import type { Path } from '../../values/path';
import { type LocatedIssue, notOneOf } from '../issues';
import { rule } from './rule';

const hasSome = (list: readonly string[] = []) => list.length > 0;

/** URLs belong to no API group and have no names. */
function besideUrls(policy: PolicyRule, at: Path): LocatedIssue[] {
  return (['apiGroups', 'resourceNames'] as const)
    .filter((field) => hasSome(policy[field]))
    .map((field) => ({
      code: 'conflict',
      at: [...at, field],
      message: `expected no ${field} with nonResourceURLs; give resources a rule of their own`,
    }));
}

function problems(policy: PolicyRule, index: number): LocatedIssue[] {
  const at = ['rbac', 'rules', index];
  const resources = hasSome(policy.resources);
  const not = notOneOf(at, { resources, nonResourceURLs: hasSome(policy.nonResourceURLs) });
  if (not.length > 0) return not;
  if (!resources) return besideUrls(policy, at);
  if (hasSome(policy.apiGroups)) return [];
  const message = 'expected apiGroups with the resources, found none; "" is the core group';
  return [{ code: 'missing', at, message }];
}

/** A rule is about resources of an API group, or about URLs. */
export const roleRules = rule(['rbac.rules'], ({ rbac }) => rbac.rules.flatMap(problems));

/** A Role knows no URLs. */
export const urlsInRole = rule(['rbac.rules', 'rbac.scope'], ({ rbac: { rules, scope } }) =>
  rules.flatMap(({ nonResourceURLs = [] }, index): LocatedIssue[] => {
    if (scope === 'cluster' || nonResourceURLs.length === 0) return [];
    const message =
      'expected none, since only a ClusterRole grants URLs; set rbac.scope to cluster';
    return [{ code: 'conflict', at: ['rbac', 'rules', index, 'nonResourceURLs'], message }];
  }),
);
