import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import { filled, type Manifest, metadata, type Plain } from './manifest';
import { claimName } from './object-names';
import { RETAINED } from './retained';

type Spec = Plain<k8s.PersistentVolumeClaimSpec>;

/** `-` asks for no class at all, which is not the same as the cluster's default. */
function storageClassName(storageClass: string): Pick<Spec, 'storageClassName'> {
  if (storageClass === '') return {};
  return { storageClassName: storageClass === '-' ? '' : storageClass };
}

/** Storage for `/data`, unless there is none or the user brings a claim. */
export function persistentVolumeClaim(release: Release): Manifest | undefined {
  const { enabled, existingClaim, accessMode, size, ...rest } = release.values.persistence;
  if (!enabled || existingClaim) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(release, claimName(release), {
      annotations: { ...(rest.retain && RETAINED), ...rest.annotations },
      labels: rest.labels,
    }),
    spec: {
      accessModes: [accessMode],
      ...storageClassName(rest.storageClass),
      resources: { requests: { storage: size } },
      ...filled({
        selector: rest.selector as NonNullable<Spec['selector']>,
        volumeName: rest.volumeName,
        dataSource: filled(rest.dataSource) as NonNullable<Spec['dataSource']>,
      }),
    } satisfies Spec,
  };
}
