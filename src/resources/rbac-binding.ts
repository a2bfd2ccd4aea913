import type { Release } from '../release/release';
import type { Manifest, Metadata } from './manifest';
import { subject } from './rbac-subject';

/** Gives a Role to the service account; both are called alike, and are in one namespace. */
export const bindingOf = (release: Release, metadata: Metadata): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata,
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
  subjects: [subject(release)],
});
