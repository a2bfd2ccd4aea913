import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import { type Manifest, metadata, type Plain } from './manifest';
import { podTemplate } from './pod';

/** A rolling update would wait for ever for a volume that only one node, or one pod, may hold. */
function strategy({
  values: { persistence },
}: Release): Pick<Plain<k8s.DeploymentSpec>, 'strategy'> {
  const exclusive = ['ReadWriteOnce', 'ReadWriteOncePod'].includes(persistence.accessMode);
  return persistence.enabled && exclusive ? { strategy: { type: 'Recreate' } } : {};
}

/** The harness itself. */
export function deployment(release: Release): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(release, release.fullname),
    spec: {
      replicas: release.values.replicaCount,
      ...strategy(release),
      selector: { matchLabels: release.selectorLabels },
      template: podTemplate(release),
    } satisfies Plain<k8s.DeploymentSpec>,
  };
}
