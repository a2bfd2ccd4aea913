import type { PolicyRule } from '../../values/generated/kvmini-values';
import type { LocatedIssue } from '../issues';
import { rule } from './rule';

function problem(policy: PolicyRule): string | undefined {
  const resources = policy.resources?.length ?? 0;
  const urls = policy.nonResourceURLs?.length ?? 0;
  if (resources > 0 && urls > 0) return 'expected either resources or nonResourceURLs, found both';
  if (resources + urls === 0) return 'expected either resources or nonResourceURLs, found neither';
  const groups = policy.apiGroups?.length ?? 0;
  if (resources > 0 && groups === 0) {
    return 'expected apiGroups with the resources, found none; "" is the core group';
  }
  return undefined;
}

/** A rule is about resources of an API group, or about URLs. */
export const roleRules = rule(['rbac.rules'], ({ rbac }) =>
  rbac.rules.flatMap((policy, index): LocatedIssue[] => {
    const message = problem(policy);
    return message ? [{ at: ['rbac', 'rules', index], message }] : [];
  }),
);

/** A Role knows no URLs. */
export const urlsInRole = rule(['rbac.rules', 'rbac.scope'], ({ rbac: { rules, scope } }) =>
  rules.flatMap(({ nonResourceURLs = [] }, index): LocatedIssue[] => {
    if (scope === 'cluster' || nonResourceURLs.length === 0) return [];
    const message =
      'expected none, since only a ClusterRole grants URLs; set rbac.scope to cluster';
    return [{ at: ['rbac', 'rules', index, 'nonResourceURLs'], message }];
  }),
);
