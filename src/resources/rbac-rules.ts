import type { k8s } from 'cdk8s-plus-28';
import { KSERVE_GROUP, KSERVE_KINDS } from 'kvmini-contract/kserve';
import type { Release } from '../release/release';
import type { Plain } from './manifest';

type Rules = readonly Plain<k8s.PolicyRule>[];

const READ = ['get', 'list', 'watch'];

/** The resources of KServe that serve models. */
const models = ({ rbac }: Release['values']): string[] => [
  KSERVE_KINDS.InferenceService.resource,
  ...(rbac.llmInferenceServices ? [KSERVE_KINDS.LLMInferenceService.resource] : []),
];

/** The Services by which a target is found: its own name, and those that KServe makes for it. */
const servicesOf = (name: string): string[] =>
  ['', ...Object.values(KSERVE_KINDS).flatMap(({ services }) => services)].map(
    (end) => `${name}${end}`,
  );

/** What the chart README documents, in its order; `nodes` belong to no namespace. */
function documentedRules(values: Release['values'], metricsOf: readonly string[]): Rules {
  return [
    { apiGroups: [''], resources: ['pods', 'services', 'configmaps'], verbs: READ },
    { apiGroups: [KSERVE_GROUP], resources: models(values), verbs: READ },
    { apiGroups: ['metrics.k8s.io'], resources: metricsOf, verbs: ['get', 'list'] },
    { apiGroups: ['custom.metrics.k8s.io'], resources: ['*'], verbs: ['get', 'list'] },
  ];
}

/** All that `kvmini` asks the API server for: `harness/src/target/` has the requests. */
function minimalRules(values: Release['values']): Rules {
  const { name } = values.global.isvc;
  const named = (names: string[]) => (name === '' ? {} : { resourceNames: names });
  const rules: Rules = [
    { apiGroups: [KSERVE_GROUP], resources: models(values), ...named([name]), verbs: ['get'] },
    { apiGroups: [''], resources: ['services'], ...named(servicesOf(name)), verbs: ['get'] },
    // Whether all of them are ready, and their ports.
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
  ];
  const metrics = { apiGroups: ['metrics.k8s.io'], resources: ['pods'], verbs: ['list'] };
  return values.monitoring.resources.enabled ? [...rules, metrics] : rules;
}

/** Which GPUs a node has. */
const NODES: Rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }];

/** The rules of the ClusterRole: the documented ones, those that a value adds, then the user's. */
export function clusterRules({ values }: Release): Rules {
  const { minimal, nodes, rules } = values.rbac;
  const own = minimal ? minimalRules(values) : documentedRules(values, ['pods', 'nodes']);
  return [...own, ...(nodes ? NODES : []), ...rules];
}

/** The namespace of the target, where that is another than the release's. */
export function targetNamespace({ namespace, values }: Release): string | undefined {
  const target = values.global.isvc.namespace;
  return target === '' || target === namespace ? undefined : target;
}

/**
 * The rules of a Role: the same less the nodes; minimal ones are for the target's namespace alone.
 *
 * @param namespace another one than the release's
 */
export function namespaceRules(release: Release, namespace?: string): Rules {
  const { values } = release;
  const { minimal, rules } = values.rbac;
  if (!minimal) return [...documentedRules(values, ['pods']), ...rules];
  return namespace === targetNamespace(release) ? [...minimalRules(values), ...rules] : rules;
}

/** Whether there is a Role: not one that gives nothing. */
export function hasRole(release: Release, namespace?: string): boolean {
  const { create, scope } = release.values.rbac;
  return create && scope === 'namespace' && namespaceRules(release, namespace).length > 0;
}
