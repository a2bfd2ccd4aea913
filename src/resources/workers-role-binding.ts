import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';
import { workersRoleName } from './object-names';
import { subject } from './rbac-subject';

/** Gives the Role for the workers of a run to the service account; only with `workers.enabled`. */
export function workersRoleBinding(release: Release): Manifest | undefined {
  const { workers, rbac } = release.values;
  if (!workers.enabled || !rbac.create) return undefined;
  const name = workersRoleName(release);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(release, name),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [subject(release)],
  };
}
