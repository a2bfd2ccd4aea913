import type { Release } from '../release/release';
import { coldStartMetadata, hasColdStart } from './cold-start-metadata';
import type { Manifest } from './manifest';
import { bindingOf } from './rbac-binding';

/** Gives the Role for `kvmini cold` to the service account; only with `rbac.coldStart`. */
export const coldStartRoleBinding = (release: Release): Manifest | undefined =>
  hasColdStart(release) ? bindingOf(release, coldStartMetadata(release)) : undefined;
