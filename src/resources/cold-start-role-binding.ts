import type { Release } from '../release/release';
import { coldStartMetadata, hasColdStart } from './cold-start-metadata';
import type { Manifest } from './manifest';
import { subject } from './rbac-subject';

/** Gives the Role for `kvmini cold` to the service account; only with `rbac.coldStart`. */
export function coldStartRoleBinding(release: Release): Manifest | undefined {
  if (!hasColdStart(release)) return undefined;
  const metadata = coldStartMetadata(release);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
    subjects: [subject(release)],
  };
}
