import type { Release } from '../release/release';
import { clusterMetadata, type Manifest } from './manifest';
import { nameOutside } from './object-names';
import { clusterRules } from './rbac-rules';

/** What the harness may read, in every namespace. */
export function clusterRole(release: Release): Manifest | undefined {
  const { create, scope } = release.values.rbac;
  if (!create || scope !== 'cluster') return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: clusterMetadata(release, nameOutside(release)),
    rules: clusterRules(release),
  };
}
