import type { Release } from '../release/release';
import type { Manifest } from './manifest';
import { hasRole } from './rbac-rules';
import { subject } from './rbac-subject';
import { roleMetadata } from './role-metadata';

/**
 * Gives the Role of one namespace to the service account.
 *
 * @param namespace another one than the release's
 */
export function roleBinding(release: Release, namespace?: string): Manifest | undefined {
  if (!hasRole(release, namespace)) return undefined;
  const metadata = roleMetadata(release, namespace);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [subject(release)],
  };
}
