import type { Release } from '../release/release';
import type { Manifest } from './manifest';
import { hasRole, namespaceRules } from './rbac-rules';
import { roleMetadata } from './role-metadata';

export { targetNamespace } from './rbac-rules';

/**
 * What the harness may read in one namespace, where `rbac.scope` is `namespace`.
 *
 * @param namespace another one than the release's
 */
export function role(release: Release, namespace?: string): Manifest | undefined {
  if (!hasRole(release, namespace)) return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: roleMetadata(release, namespace),
    rules: namespaceRules(release, namespace),
  };
}
