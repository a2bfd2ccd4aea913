import type { k8s } from 'cdk8s-plus-28';
import { KSERVE_KINDS } from 'kvmini-contract/kserve';
import type { Release } from '../release/release';
import { coldStartMetadata, hasColdStart } from './cold-start-metadata';
import type { Manifest, Plain } from './manifest';

/** The Deployments that serve a target of a name: its own, and those that KServe makes for it. */
const deploymentsOf = (name: string): string[] => [
  name,
  ...Object.values(KSERVE_KINDS).flatMap(({ deployments }) =>
    deployments.map((end) => `${name}${end}`),
  ),
];

/** All that `kvmini cold` asks the API server for beside `kvmini bench`: `harness/src/cold/` has the requests. */
function rules(name: string): readonly Plain<k8s.PolicyRule>[] {
  const named = name === '' ? {} : { resourceNames: deploymentsOf(name) };
  return [
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ['list'] },
    { apiGroups: ['apps'], resources: ['deployments/scale'], ...named, verbs: ['get', 'patch'] },
    { apiGroups: [''], resources: ['pods', 'events'], verbs: ['list'] },
    // Whether somebody else decides on the scale.
    { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['list'] },
    { apiGroups: ['keda.sh'], resources: ['scaledobjects'], verbs: ['list'] },
  ];
}

/** What the harness may do for `kvmini cold`, in the target's namespace; only with `rbac.coldStart`. */
export function coldStartRole(release: Release): Manifest | undefined {
  if (!hasColdStart(release)) return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: coldStartMetadata(release),
    rules: rules(release.values.global.isvc.name),
  };
}
