import type { Release } from '../release/release';
import { clusterMetadata, type Manifest } from './manifest';
import { subject } from './rbac-subject';

/** Gives the ClusterRole to the service account. */
export function clusterRoleBinding(release: Release): Manifest | undefined {
  const { create, scope } = release.values.rbac;
  if (!create || scope !== 'cluster') return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: clusterMetadata(release, release.fullname),
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: release.fullname,
    },
    subjects: [subject(release)],
  };
}
