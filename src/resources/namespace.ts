import type { Manifest } from './manifest';

/** The release's namespace as an object, which Helm makes with `--create-namespace`. */
export function namespace(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
