import type { Release } from '../release/release';
import type { Manifest } from './manifest';
import { RETAINED } from './retained';

/** The release's namespace as an object, which Helm makes with `--create-namespace`: with it, the claim in it would go. */
export function namespace({
  namespace: name,
  values,
}: Pick<Release, 'namespace' | 'values'>): Manifest {
  const { enabled, retain } = values.persistence;
  const annotations = enabled && retain ? { annotations: RETAINED } : {};
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...annotations } };
}
