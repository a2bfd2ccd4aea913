import { VALID_DISKS } from './valid-disks';

/** Volumes as the API server takes them, each source and field once, and mounts of them. */

const items = [{ key: 'a', path: 'dir/a.txt', mode: 0o440 }];

const projected = {
  defaultMode: 0o444,
  sources: [
    { configMap: { name: 'profiles', items, optional: true } },
    { secret: { name: 'hf', items: [{ key: 'b', path: 'b' }], optional: false } },
    { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    { serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 3600 } },
    { clusterTrustBundle: { name: 'ca', path: 'ca.pem', optional: true } },
    {
      clusterTrustBundle: {
        signerName: 'example.com/signer',
        labelSelector: { matchLabels: { a: 'b' } },
        path: 'bundle.pem',
      },
    },
    {
      podCertificate: {
        signerName: 'example.com/signer',
        keyType: 'ED25519',
        maxExpirationSeconds: 86_400,
        keyPath: 'key.pem',
        certificateChainPath: 'chain.pem',
        userAnnotations: { 'example.com/a': 'b' },
      },
    },
    {
      podCertificate: {
        signerName: 'example.com/signer',
        keyType: 'ECDSAP256',
        credentialBundlePath: 'bundle-of-pod.pem',
      },
    },
  ],
};

const downwardAPI = {
  defaultMode: 0o400,
  items: [
    {
      path: 'cpu',
      mode: 0o444,
      resourceFieldRef: { containerName: 'kvmini-harness', resource: 'limits.cpu', divisor: '1m' },
    },
  ],
};

const volumeClaimTemplate = {
  metadata: { labels: { app: 'bench' }, annotations: { note: 'x' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
    resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
    volumeName: 'pv-1',
    selector: { matchLabels: { a: 'b' } },
  },
};

const fromSnapshot = {
  accessModes: ['ReadWriteMany'],
  resources: { requests: { storage: '1Gi' } },
  dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' },
  dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' },
  volumeAttributesClassName: 'gold',
};

/** A volume's source each. */
const SOURCES: readonly Readonly<Record<string, unknown>>[] = [
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
  { configMap: { name: 'profiles', items, defaultMode: 0o644, optional: true } },
  { secret: { secretName: 'hf', items, defaultMode: 256, optional: false } },
  { persistentVolumeClaim: { claimName: 'models', readOnly: true } },
  { hostPath: { path: '/mnt/models', type: 'DirectoryOrCreate' } },
  { nfs: { server: '10.0.0.1', path: '/export', readOnly: true } },
  {
    csi: {
      driver: 'secrets-store.csi.k8s.io',
      readOnly: true,
      fsType: 'ext4',
      volumeAttributes: { a: 'b' },
      nodePublishSecretRef: { name: 's' },
    },
  },
  { projected },
  { downwardAPI },
  { ephemeral: { volumeClaimTemplate } },
  { ephemeral: { volumeClaimTemplate: { spec: fromSnapshot } } },
  { image: { reference: 'registry.example/models:1', pullPolicy: 'IfNotPresent' } },
  ...VALID_DISKS,
];

/** The fields that a mount may have beside its volume and path. */
const MOUNT_FIELDS: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { readOnly: true },
  { readOnly: true, recursiveReadOnly: 'Disabled' },
  { subPath: 'models/qwen' },
  { subPathExpr: '$(POD_NAME)/logs' },
  { mountPropagation: 'HostToContainer' },
];

/** Lists of volumes with the mounts that go with them. */
export const VALID_VOLUMES: readonly {
  readonly extraVolumes: readonly unknown[];
  readonly extraVolumeMounts: readonly unknown[];
}[] = SOURCES.map((source, index) => ({
  extraVolumes: [{ name: `extra-${index}`, ...source }],
  extraVolumeMounts: [
    {
      name: `extra-${index}`,
      mountPath: `/mnt/extra/${index}`,
      ...MOUNT_FIELDS[index % MOUNT_FIELDS.length],
    },
  ],
}));
