import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  itemsOf,
  withoutIts,
  wrong,
} from '../finding';

const OF_RESOURCES = ['apiGroups', 'resources', 'resourceNames'];

const has = (rule: Fields, name: string) => itemsOf(rule[name]).length > 0;

/** URLs belong to no namespace and no API group. */
function* urls(rule: Fields, at: Path, isNamespaced: boolean): Generator<Finding> {
  const beside = OF_RESOURCES.filter((name) => has(rule, name)).join(' and ');
  if (isNamespaced) {
    const reason = 'since only a ClusterRole grants URLs; set rbac.scope to cluster';
    yield* withoutIts(rule, at, 'nonResourceURLs', reason);
  } else if (beside !== '') {
    const reason = `with ${beside}; give URLs a rule of their own`;
    yield* withoutIts(rule, at, 'nonResourceURLs', reason);
  }
}

function* resources(rule: Fields, at: Path): Generator<Finding> {
  if (!has(rule, 'resources')) {
    yield wrong('missing', [...at, 'resources'], 'resources, or nonResourceURLs', rule.resources);
  } else if (!has(rule, 'apiGroups')) {
    const expected = 'API groups with the resources; "" is the core group';
    yield wrong('missing', [...at, 'apiGroups'], expected, rule.apiGroups);
  }
}

/** `ValidatePolicyRule` of Kubernetes' rbac validation: about resources of API groups, or about URLs. */
export function policyRules(isNamespaced: boolean): Check {
  return (list, at) =>
    each(list, at, (item, here) => {
      const rule = fieldsOf(item);
      return has(rule, 'nonResourceURLs') ? urls(rule, here, isNamespaced) : resources(rule, here);
    });
}
