import type { k8s } from 'cdk8s-plus-28';
import { MOUNTS } from 'kvmini-contract/pod-layout';
import type { Release } from '../release/release';
import { filled, type Plain } from './manifest';
import { claimName, configMapName } from './object-names';

type Volume = Plain<k8s.Volume>;

function data(release: Release): Volume {
  if (!release.values.persistence.enabled) return { name: 'data', emptyDir: {} };
  return { name: 'data', persistentVolumeClaim: { claimName: claimName(release) } };
}

function config(release: Release): Volume {
  const items = release.configFiles.map(({ key, path, mode }) => ({
    key,
    path,
    ...(mode !== undefined && { mode }),
  }));
  return { name: 'config', configMap: { name: configMapName(release), items } };
}

/** What Kubernetes itself would mount there, and a kubeconfig that points at it. */
function serviceAccount(release: Release): Volume {
  return {
    name: 'service-account',
    projected: {
      sources: [
        { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }],
          },
        },
        {
          configMap: {
            name: configMapName(release),
            items: [{ key: 'kubeconfig', path: 'kubeconfig' }],
          },
        },
      ],
    },
  };
}

/** The volumes of the pod: the chart's own, then the user's. */
export function volumes(release: Release): readonly Volume[] {
  return [
    data(release),
    config(release),
    { name: 'tmp', emptyDir: { sizeLimit: release.values.persistence.tmpSizeLimit } },
    serviceAccount(release),
    ...(release.values.extraVolumes as readonly Volume[]),
  ];
}

const READ_ONLY: readonly string[] = ['config', 'service-account'];

/** Where the container sees them. */
export function volumeMounts({ values }: Release): readonly Plain<k8s.VolumeMount>[] {
  const own = Object.entries(MOUNTS).map(([name, mountPath]) => ({
    name,
    mountPath,
    ...(READ_ONLY.includes(name) && { readOnly: true }),
    ...(name === 'data' && filled({ subPath: values.persistence.subPath })),
  }));
  return [...own, ...values.extraVolumeMounts];
}
