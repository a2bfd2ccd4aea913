import type { KvminiValuesInput } from '../../../src';

/** No scheduler has this name: on a cluster with nodes none of them takes the pods, which have no image to pull. */
export const SCHEDULER = 'nobody';

const target = { isvc: { name: 'demo-llm', namespace: 'ml-prod' } };
const common: KvminiValuesInput = { schedulerName: SCHEDULER, persistence: { size: '1Gi' } };

/** The values of a release as it gets older. */
export const FIRST: KvminiValuesInput = {
  ...common,
  networkPolicy: { enabled: true },
  podDisruptionBudget: { enabled: true },
};
/** Two objects fewer. */
export const SECOND: KvminiValuesInput = common;
/** Roles in place of cluster roles. */
export const THIRD: KvminiValuesInput = { ...common, rbac: { scope: 'namespace' } };
/** Roles in the target's namespace as well. */
export const ELSEWHERE: KvminiValuesInput = { ...THIRD, global: target };
/** No claim any more. */
export const WITHOUT_CLAIM: KvminiValuesInput = {
  ...ELSEWHERE,
  persistence: { enabled: false },
};

const CLAIM = 'PersistentVolumeClaim kvmini-harness-data';
const ALWAYS = [
  ...['ConfigMap kvmini-harness-config', 'Deployment kvmini-harness'],
  ...[CLAIM, 'Service kvmini-harness', 'ServiceAccount kvmini-harness'],
];

/** What there is of the release then; the claim is always. */
export const OBJECTS = {
  first: (namespace: string) =>
    [
      ...OBJECTS.second(namespace),
      'NetworkPolicy kvmini-harness',
      'PodDisruptionBudget kvmini-harness',
    ].sort(),
  second: (namespace: string) =>
    [
      ...ALWAYS,
      `ClusterRole kvmini-harness.${namespace}`,
      `ClusterRoleBinding kvmini-harness.${namespace}`,
    ].sort(),
  third: () => [...ALWAYS, 'Role kvmini-harness', 'RoleBinding kvmini-harness'].sort(),
  elsewhere: (namespace: string) =>
    [
      ...OBJECTS.third(),
      `Role ml-prod/kvmini-harness.${namespace}`,
      `RoleBinding ml-prod/kvmini-harness.${namespace}`,
    ].sort(),
  uninstalled: () => [CLAIM],
};
