import type { Release } from '../release/release';
import { clusterMetadata, type Manifest } from './manifest';
import { nameOutside } from './object-names';
import { subject } from './rbac-subject';

/** Gives the ClusterRole to the service account. */
export function clusterRoleBinding(release: Release): Manifest | undefined {
  const { create, scope } = release.values.rbac;
  if (!create || scope !== 'cluster') return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: clusterMetadata(release, nameOutside(release)),
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: nameOutside(release),
    },
    subjects: [subject(release)],
  };
}
