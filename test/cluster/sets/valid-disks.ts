/** The volumes of storage systems, old ones too, with every field: the API server takes them, whatever a node does. */

const secretRef = { name: 'login' };
const own = { fsType: 'ext4', readOnly: true };

/** A volume's source each. */
export const VALID_DISKS: readonly Readonly<Record<string, unknown>>[] = [
  { awsElasticBlockStore: { ...own, volumeID: 'vol-1', partition: 1 } },
  {
    azureDisk: {
      ...own,
      diskName: 'a',
      diskURI: 'https://x.blob.core.windows.net/vhds/a.vhd',
      cachingMode: 'ReadOnly',
      kind: 'Dedicated',
    },
  },
  { azureFile: { secretName: 'a', shareName: 'b', readOnly: false } },
  {
    cephfs: {
      monitors: ['10.0.0.1:6789'],
      path: '/',
      user: 'admin',
      secretFile: '/etc/ceph',
      secretRef,
      readOnly: true,
    },
  },
  { cinder: { ...own, volumeID: 'a', secretRef } },
  { fc: { ...own, targetWWNs: ['500a0982991b8dc5'], lun: 2 } },
  { fc: { wwids: ['3600508b400105e210000900000490000'] } },
  { flexVolume: { ...own, driver: 'example.com/lvm', options: { size: '1G' }, secretRef } },
  { flocker: { datasetName: 'a' } },
  { flocker: { datasetUUID: '123e4567-e89b-12d3-a456-426614174000' } },
  { gcePersistentDisk: { ...own, pdName: 'a', partition: 0 } },
  { gitRepo: { repository: 'https://example.com/a.git', revision: 'main', directory: 'a' } },
  { glusterfs: { endpoints: 'a', path: 'b', readOnly: true } },
  {
    iscsi: {
      ...own,
      targetPortal: '10.0.0.1:3260',
      iqn: 'iqn.2001-04.com.example:storage',
      lun: 0,
      portals: ['10.0.0.2:3260'],
      iscsiInterface: 'default',
      initiatorName: 'iqn.2001-04.com.example:client',
      chapAuthSession: true,
      chapAuthDiscovery: true,
      secretRef,
    },
  },
  { photonPersistentDisk: { pdID: 'a', fsType: 'ext4' } },
  { portworxVolume: { ...own, volumeID: 'a' } },
  {
    quobyte: {
      registry: '10.0.0.1:7861',
      volume: 'a',
      user: 'u',
      group: 'g',
      readOnly: true,
      tenant: 't',
    },
  },
  {
    rbd: {
      ...own,
      monitors: ['10.0.0.1:6789'],
      image: 'a',
      pool: 'rbd',
      user: 'admin',
      keyring: '/etc/ceph/keyring',
      secretRef,
    },
  },
  {
    scaleIO: {
      ...own,
      gateway: 'https://10.0.0.1/api',
      system: 's',
      volumeName: 'v',
      secretRef,
      sslEnabled: true,
      protectionDomain: 'd',
      storagePool: 'p',
      storageMode: 'ThinProvisioned',
    },
  },
  { storageos: { ...own, volumeName: 'v', volumeNamespace: 'n', secretRef } },
  {
    vsphereVolume: {
      volumePath: '[ds] a.vmdk',
      fsType: 'ext4',
      storagePolicyName: 'p',
      storagePolicyID: 'i',
    },
  },
];
