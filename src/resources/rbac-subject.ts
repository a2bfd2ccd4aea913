import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import type { Plain } from './manifest';

/** The service account, in the release's namespace. */
export function subject(release: Release): Plain<k8s.Subject> {
  return {
    kind: 'ServiceAccount',
    name: release.serviceAccountName,
    namespace: release.namespace,
  };
}
