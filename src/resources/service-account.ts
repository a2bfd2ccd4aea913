import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';

/** The account the pod runs as. */
export function serviceAccount(release: Release): Manifest | undefined {
  const { create, annotations, automountServiceAccountToken } = release.values.serviceAccount;
  if (!create) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(release, release.serviceAccountName, { annotations }),
    automountServiceAccountToken,
  };
}
