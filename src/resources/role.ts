import type { Release } from '../release/release';
import type { Manifest } from './manifest';
import { namespaceRules } from './rbac-rules';
import { roleMetadata } from './role-metadata';

/**
 * What the harness may read in one namespace, where `rbac.scope` is `namespace`.
 *
 * @param namespace another one than the release's
 */
export function role(release: Release, namespace?: string): Manifest | undefined {
  const { create, scope } = release.values.rbac;
  if (!create || scope !== 'namespace') return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: roleMetadata(release, namespace),
    rules: namespaceRules(release),
  };
}

/** The namespace of the target, where that is another than the release's. */
export function targetNamespace({ namespace, values }: Release): string | undefined {
  const target = values.global.isvc.namespace;
  return target === '' || target === namespace ? undefined : target;
}
