import type { Release } from '../release/release';
import { type Metadata, metadata } from './manifest';
import { coldStartRoleName } from './object-names';
import { targetNamespace } from './rbac-rules';

/** Whether there is a Role for `kvmini cold`. */
export const hasColdStart = ({ values: { rbac } }: Release): boolean =>
  rbac.create && rbac.coldStart;

/** What the Role for `kvmini cold` and its binding are called, and where they are. */
export function coldStartMetadata(release: Release): Metadata {
  const target = targetNamespace(release);
  const name = coldStartRoleName(release, target);
  return metadata(release, name, target === undefined ? {} : { namespace: target });
}
