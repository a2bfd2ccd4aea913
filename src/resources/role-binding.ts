import type { Release } from '../release/release';
import type { Manifest } from './manifest';
import { bindingOf } from './rbac-binding';
import { hasRole } from './rbac-rules';
import { roleMetadata } from './role-metadata';

/**
 * Gives the Role of one namespace to the service account.
 *
 * @param namespace another one than the release's
 */
export const roleBinding = (release: Release, namespace?: string): Manifest | undefined =>
  hasRole(release, namespace) ? bindingOf(release, roleMetadata(release, namespace)) : undefined;
