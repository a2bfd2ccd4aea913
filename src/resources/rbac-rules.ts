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

/** All that `kvmini` asks the API server for: `harness/src/target/` has the two requests. */
function minimalRules({ global, monitoring }: Release['values']): Rules {
  const { name } = global.isvc;
  const target = {
    ...{ apiGroups: ['serving.kserve.io'], resources: ['inferenceservices'] },
    ...(name !== '' && { resourceNames: [name] }),
    verbs: ['get'],
  };
  const metrics = { apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: ['list'] };
  return monitoring.resources.enabled ? [target, metrics] : [target];
}

/** The rules of the ClusterRole: the documented ones, then the user's. */
export function clusterRules({ values }: Release): Rules {
  const own = values.rbac.minimal ? minimalRules(values) : documentedRules(['pods', 'nodes']);
  return [...own, ...values.rbac.rules];
}

/** The rules of a Role: the same less the nodes. */
export function namespaceRules({ values }: Release): Rules {
  const own = values.rbac.minimal ? minimalRules(values) : documentedRules(['pods']);
  return [...own, ...values.rbac.rules];
}
