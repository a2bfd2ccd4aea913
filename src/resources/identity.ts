import { isClusterScoped, type Manifest } from './manifest';

/** What tells an object from all others. */
export type Identified = Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>;

/** Kind, name and namespace of an object, in words. */
export function describeObject(object: Identified): string {
  const { kind, metadata } = object;
  if (isClusterScoped(object)) return `${kind} ${metadata.name}`;
  return `${kind} ${metadata.name} in namespace ${metadata.namespace ?? 'default'}`;
}

/** The same with the API group: what no two objects of a cluster may share, of whatever version. */
export function identity(object: Identified): string {
  const { apiVersion } = object;
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return `${group}/${describeObject(object)}`;
}
