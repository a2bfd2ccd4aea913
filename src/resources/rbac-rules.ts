import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import type { Plain } from './manifest';

type Rules = readonly Plain<k8s.PolicyRule>[];

const READ = ['get', 'list', 'watch'];

/** What the chart README documents, in its order; `nodes` belong to no namespace. */
function documentedRules(metricsOf: readonly string[]): Rules {
  return [
    { apiGroups: [''], resources: ['pods', 'services', 'configmaps'], verbs: READ },
    { apiGroups: ['serving.kserve.io'], resources: ['inferenceservices'], verbs: READ },
    { apiGroups: ['metrics.k8s.io'], resources: metricsOf, verbs: ['get', 'list'] },
    { apiGroups: ['custom.metrics.k8s.io'], resources: ['*'], verbs: ['get', 'list'] },
  ];
}

/** The rules of the ClusterRole: the documented ones, then the user's. */
export function clusterRules({ values }: Release): Rules {
  return [...documentedRules(['pods', 'nodes']), ...values.rbac.rules];
}

/** The rules of a Role: the same less the nodes. */
export function namespaceRules({ values }: Release): Rules {
  return [...documentedRules(['pods']), ...values.rbac.rules];
}
