import { form, table } from '../../support/issues';

const source = (kind: string, settings: unknown) => ({
  extraVolumes: [{ name: 'a', [kind]: settings }],
});
const NAMED = [
  ['configMap', 'name'],
  ['secret', 'secretName'],
  ['persistentVolumeClaim', 'claimName'],
] as const;

for (const [kind, field] of NAMED) {
  const path = `extraVolumes[0].${kind}`;
  table(path, [
    [source(kind, { [field]: 'x'.repeat(253) })],
    [source(kind, {}), `missing ${path}.${field}`],
    [source(kind, { [field]: 'a_b' }), `wrong-format ${path}.${field}`],
    [source(kind, { [field]: 'x'.repeat(254) }), `wrong-format ${path}.${field}`],
    [source(kind, 'a'), `wrong-type ${path}`],
  ]);
}

table('other sources of volumes', [
  [source('configMap', { name: 'a', optional: true })],
  [
    source('configMap', { name: 'a', optional: 'yes' }),
    'wrong-type extraVolumes[0].configMap.optional',
  ],
  [
    source('secret', { secretName: 'a', optional: 'yes' }),
    'wrong-type extraVolumes[0].secret.optional',
  ],
  [
    source('persistentVolumeClaim', { claimName: 'a', readOnly: 1 }),
    'wrong-type extraVolumes[0].persistentVolumeClaim.readOnly',
  ],
  [source('emptyDir', { medium: 'Memory' })],
  [source('emptyDir', 'Memory'), 'wrong-type extraVolumes[0].emptyDir'],
  [source('hostPath', { path: '/x' })],
  [source('hostPath', {}), 'missing extraVolumes[0].hostPath.path'],
  [source('nfs', { server: 'a', path: '/x' })],
  [source('nfs', { server: 'a' }), 'missing extraVolumes[0].nfs.path'],
]);

const mount = (rest: object) => ({
  extraVolumeMounts: [{ name: 'data', mountPath: '/x', ...rest }],
});

form({
  path: 'extraVolumeMounts[0].mountPath',
  at: (mountPath) => mount({ mountPath }),
  accepted: ['/', '/x', '/a b', 'x', './x', '/a:b', '/a\nb', `/${'x'.repeat(9999)}`],
  refused: {
    'wrong-type': [1],
    missing: [undefined, ''],
  },
});

table('a mount', [
  [mount({ readOnly: true, subPath: 'a/b' })],
  [mount({ readOnly: 'true' }), 'wrong-type extraVolumeMounts[0].readOnly'],
  [mount({ subPath: 1 }), 'wrong-type extraVolumeMounts[0].subPath'],
  [mount({ name: 'Data' }), 'wrong-format extraVolumeMounts[0].name'],
  [mount({ name: undefined }), 'missing extraVolumeMounts[0].name'],
]);

const azure = (more: object) => source('azureDisk', { diskName: 'd', ...more });
const BLOB = 'https://a.blob.core.windows.net/b/c.vhd';

table('a disk of Azure has the address of its kind', [
  [azure({ diskURI: 'anything' })],
  [azure({ diskURI: BLOB, kind: 'Shared' })],
  [azure({ diskURI: '/subscriptions/a', kind: 'Managed' })],
  [
    azure({ diskURI: BLOB, kind: 'Managed' }),
    'conflict extraVolumes[0].azureDisk: expected a diskURI that begins with /subscriptions/, since kind is Managed, found another',
  ],
  [azure({ diskURI: '/subscriptions/a', kind: 'Dedicated' }), 'conflict extraVolumes[0].azureDisk'],
]);

table('a dataset of Flocker has a name or an id', [
  [source('flocker', { datasetName: 'a' })],
  [source('flocker', { datasetUUID: 'a/b' })],
  [source('flocker', {}), 'missing extraVolumes[0].flocker'],
  [source('flocker', { datasetName: '', datasetUUID: '' }), 'missing extraVolumes[0].flocker'],
  [source('flocker', { datasetName: 'a', datasetUUID: 'b' }), 'conflict extraVolumes[0].flocker'],
  [source('flocker', { datasetName: 'a/b' }), 'wrong-format extraVolumes[0].flocker.datasetName'],
]);

const claim = (more: object) => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return source('ephemeral', { volumeClaimTemplate: { spec: { ...spec, ...more } } });
};
const inClaim = 'extraVolumes[0].ephemeral.volumeClaimTemplate.spec';
const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

table('a claim says what it is filled with', [
  [claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } })],
  [claim({ dataSource: SNAPSHOT, dataSourceRef: SNAPSHOT })],
  [
    claim({ dataSourceRef: { ...SNAPSHOT, apiGroup: '' } }),
    `missing ${inClaim}.dataSourceRef.apiGroup`,
  ],
  [
    claim({ dataSource: { kind: 'VolumeSnapshot', name: 'a' } }),
    `missing ${inClaim}.dataSource.apiGroup`,
  ],
  [claim({ dataSource: { ...SNAPSHOT, name: '' } }), `wrong-format ${inClaim}.dataSource.name`],
  [
    claim({ dataSource: { ...SNAPSHOT, apiGroup: 'a b' } }),
    `wrong-format ${inClaim}.dataSource.apiGroup`,
  ],
  [
    claim({ dataSource: SNAPSHOT, dataSourceRef: { ...SNAPSHOT, name: 'b' } }),
    `conflict ${inClaim}.dataSource: expected what dataSourceRef says, found a map`,
  ],
  [claim({ storageClassName: '' })],
  [claim({ storageClassName: 'a..b' }), `wrong-format ${inClaim}.storageClassName`],
]);

const quobyte = (registry: string) => source('quobyte', { registry, volume: 'v' });

form({
  path: 'extraVolumes[0].quobyte.registry',
  at: (registry) => quobyte(String(registry)),
  accepted: ['a:1', 'a:', ':1', '[::1]:2', 'a:1,b:2'],
  refused: { 'wrong-format': ['a', '/a', 'a:1,b', '::1:2', 'a:1:2'] },
});
