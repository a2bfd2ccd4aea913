import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import { type Manifest, metadata, type Plain } from './manifest';
import { podTemplate } from './pod';

/**
 * A rolling update would wait for ever for a volume that only one node, or one pod, may hold.
 *
 * Kubernetes' defaults are written out: a field that it adds itself belongs to nobody, so no server-side apply could take
 * it away, and a release could not go from a rolling update to `Recreate`, which forbids it.
 */
function strategy({ values: { persistence } }: Release): Plain<k8s.DeploymentStrategy> {
  const exclusive = ['ReadWriteOnce', 'ReadWriteOncePod'].includes(persistence.accessMode);
  if (persistence.enabled && exclusive) return { type: 'Recreate' };
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };
}

/** The harness itself. */
export function deployment(release: Release): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(release, release.fullname),
    spec: {
      replicas: release.values.replicaCount,
      strategy: strategy(release),
      selector: { matchLabels: release.selectorLabels },
      template: podTemplate(release),
    } satisfies Plain<k8s.DeploymentSpec>,
  };
}
