import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';
import { subject } from './rbac-subject';

/**
 * Gives the Role of one namespace to the service account.
 *
 * @param namespace another one than the release's
 */
export function roleBinding(release: Release, namespace?: string): Manifest | undefined {
  const { create, scope } = release.values.rbac;
  if (!create || scope !== 'namespace') return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(release, release.fullname, namespace === undefined ? {} : { namespace }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: release.fullname },
    subjects: [subject(release)],
  };
}
