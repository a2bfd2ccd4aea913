import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';
import { configMapName } from './object-names';

/** The files that the pod sees at `/opt/kvmini`: settings, profiles, `bench.sh` and the kubeconfig. */
export function configMap(release: Release): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(release, configMapName(release)),
    data: Object.fromEntries(release.configFiles.map(({ key, content }) => [key, content])),
  };
}
