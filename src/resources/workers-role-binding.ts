import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';
import { workersRoleName } from './object-names';
import { bindingOf } from './rbac-binding';

/** Gives the Role for the workers of a run to the service account; only with `workers.enabled`. */
export function workersRoleBinding(release: Release): Manifest | undefined {
  const { workers, rbac } = release.values;
  if (!workers.enabled || !rbac.create) return undefined;
  return bindingOf(release, metadata(release, workersRoleName(release)));
}
