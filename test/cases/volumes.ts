import type { Cases } from './kubernetes';

const V = 'extraVolumes[0]';
const M = 'extraVolumeMounts[0]';
const x = (length: number) => 'x'.repeat(length);

/** What a volume of one source takes and refuses. */
const source = (
  name: string,
  accepted: readonly object[],
  refused: readonly (readonly [value: unknown, ...issues: readonly string[]])[],
): Cases => ({
  topic: `volume ${name}`,
  at: (value: unknown) => ({ extraVolumes: [{ name: 'v', [name]: value }] }),
  accepted,
  refused: refused.map(([value, ...issues]) => [
    value,
    ...issues.map((issue) => issue.replace(' ', ` ${V}.${name}.`).replace(/\.$/, '')),
  ]),
});

const item = (fields: object) => ({ name: 'c', items: [{ key: 'k', path: 'p', ...fields }] });
const projected = (...sources: object[]) => ({ sources });
const file = (fields: object) => ({
  items: [{ path: 'p', fieldRef: { fieldPath: 'metadata.name' }, ...fields }],
});
const PVC = { kind: 'PersistentVolumeClaim', name: 'a' };
const claim = (spec: object) => ({
  volumeClaimTemplate: {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  },
});

const EUI = { iqn: 'eui.0123456789abcdef', lun: 0 };

const withSource = (source: object) => ({
  extraVolumes: [{ name: 'a', projected: { sources: [source] } }],
});
const PROJECTED = 'extraVolumes[0].projected.sources[0]';
const LASTS = `${PROJECTED}.podCertificate.maxExpirationSeconds`;
const CERTIFICATE = {
  signerName: 'example.com/signer',
  keyType: 'ED25519',
  credentialBundlePath: 'bundle.pem',
};

export const VOLUMES: readonly Cases[] = [
  {
    topic: 'volumes',
    at: (volume: unknown) => ({ extraVolumes: [volume] }),
    accepted: [{ name: 'v' }, { name: x(63), emptyDir: {} }, { name: 'v', emptyDir: null }],
    refused: [
      [{ name: 'v', emptyDir: {}, hostPath: { path: '/' } }, `conflict ${V}`],
      [{ name: 'v', emptydir: {} }, `unknown-key ${V}.emptydir`],
      [{ name: x(64), emptyDir: {} }, `wrong-format ${V}.name`],
    ],
  },
  source(
    'emptyDir',
    [{}, { sizeLimit: '1Gi', medium: 'Memory' }, { sizeLimit: 0 }],
    [
      [{ sizeLimit: 'abc' }, 'wrong-format sizeLimit'],
      [{ sizeLimt: 1 }, 'unknown-key sizeLimt'],
    ],
  ),
  source(
    'hostPath',
    [{ path: 'relative' }, { path: '/a', type: '' }, { path: '/a', type: 'DirectoryOrCreate' }],
    [
      [{ path: '/a', type: 'Dir' }, 'not-allowed type'],
      [{ path: '' }, 'missing path'],
      [{}, 'missing path'],
      [{ path: '/a/../b' }, 'wrong-format path'],
    ],
  ),
  source(
    'configMap',
    [
      { name: 'c' },
      { name: 'A_B', optional: true },
      { name: 'c', defaultMode: 0o777 },
      item({ mode: 0 }),
      item({ path: 'a/b' }),
    ],
    [
      [{}, 'missing name'],
      [{ name: 'c', defaultMode: 0o1000 }, 'out-of-range defaultMode'],
      [{ name: 'c', defaultMode: 644 }, 'out-of-range defaultMode'],
      [{ name: 'c', defaultMode: -1 }, 'out-of-range defaultMode'],
      [{ name: 'c', items: [{ key: 'k' }] }, 'missing items[0].path'],
      [item({ path: '' }), 'missing items[0].path'],
      [item({ key: '' }), 'missing items[0].key'],
      [item({ path: '/a' }), 'wrong-format items[0].path'],
      [item({ path: 'a/../b' }), 'wrong-format items[0].path'],
      [item({ path: '..a' }), 'wrong-format items[0].path'],
      [item({ mode: 512 }), 'out-of-range items[0].mode'],
    ],
  ),
  source(
    'secret',
    [{ secretName: 's' }, { secretName: 'A_B', optional: true }],
    [
      [{ secretname: 's' }, 'unknown-key secretname'],
      [{}, 'missing secretName'],
    ],
  ),
  source(
    'persistentVolumeClaim',
    [{ claimName: 'c' }],
    [[{ claimName: '' }, 'wrong-format claimName']],
  ),
  source(
    'nfs',
    [{ server: 's', path: '/a' }],
    [
      [{ server: 's' }, 'missing path'],
      [{ path: '/a' }, 'missing server'],
      [{ server: 's', path: 'a' }, 'wrong-format path'],
    ],
  ),
  source(
    'csi',
    [{ driver: 'a.b' }, { driver: 'A.b', nodePublishSecretRef: { name: 's' } }],
    [
      [{}, 'missing driver'],
      [{ driver: '' }, 'missing driver'],
      [{ driver: 'a_b' }, 'wrong-format driver'],
      [{ driver: x(64) }, 'wrong-format driver'],
    ],
  ),
  source(
    'image',
    [{ reference: 'a:1' }, { reference: 'a', pullPolicy: 'Never' }],
    [[{ reference: '' }, 'missing reference']],
  ),
  source(
    'downwardAPI',
    [
      file({}),
      file({ mode: 0o400 }),
      {
        items: [
          { path: 'p', resourceFieldRef: { containerName: 'kvmini', resource: 'limits.cpu' } },
        ],
      },
    ],
    [
      [
        file({ fieldRef: { fieldPath: 'status.podIP' } }),
        'not-allowed items[0].fieldRef.fieldPath',
      ],
      [{ items: [{ path: 'p' }] }, 'missing items[0]'],
      [file({ path: '../p' }), 'wrong-format items[0].path'],
      [
        { items: [{ path: 'p', resourceFieldRef: { resource: 'limits.cpu' } }] },
        'missing items[0].resourceFieldRef.containerName',
      ],
    ],
  ),
  source(
    'projected',
    [
      projected(
        { secret: { name: 's' } },
        { configMap: item({}) },
        { downwardAPI: file({ path: 'q' }) },
      ),
      projected({ serviceAccountToken: { path: 't', expirationSeconds: 600 } }),
      projected({ serviceAccountToken: { path: 't', expirationSeconds: 2 ** 32 } }),
      projected({ clusterTrustBundle: { name: 'b', path: 'p' } }),
      projected({}),
    ],
    [
      [projected({ secret: {} }), 'missing sources[0].secret.name'],
      [
        projected({ serviceAccountToken: { path: 't', expirationSeconds: 599 } }),
        'out-of-range sources[0].serviceAccountToken.expirationSeconds',
      ],
      [
        projected({ serviceAccountToken: { path: 't', expirationSeconds: 2 ** 32 + 1 } }),
        'out-of-range sources[0].serviceAccountToken.expirationSeconds',
      ],
      [
        projected({ serviceAccountToken: { path: '' } }),
        'missing sources[0].serviceAccountToken.path',
      ],
      [
        projected({ secret: item({}) }, { configMap: item({}) }),
        'duplicate sources[1].configMap.items[0].path',
      ],
      [projected({ secret: { name: 's' }, configMap: { name: 'c' } }), 'conflict sources[0]'],
      [
        projected({ clusterTrustBundle: { path: 'p' } }),
        'missing sources[0].clusterTrustBundle.name',
      ],
      [
        projected({ clusterTrustBundle: { path: 'p', name: 'b', signerName: 'a.b/c' } }),
        'conflict sources[0].clusterTrustBundle.signerName',
      ],
    ],
  ),
  source(
    'ephemeral',
    [
      claim({}),
      claim({ storageClassName: 'a' }),
      claim({ dataSource: PVC }),
      claim({ dataSource: PVC, dataSourceRef: PVC }),
    ],
    [
      [{}, 'missing volumeClaimTemplate'],
      [
        claim({ dataSourceRef: { kind: 'VolumeSnapshot', name: 'a' } }),
        'missing volumeClaimTemplate.spec.dataSourceRef.apiGroup',
      ],
      [
        claim({ dataSource: PVC, dataSourceRef: { ...PVC, name: 'other' } }),
        'conflict volumeClaimTemplate.spec.dataSource',
      ],
      [claim({ accessModes: [] }), 'missing volumeClaimTemplate.spec.accessModes'],
      [claim({ resources: {} }), 'missing volumeClaimTemplate.spec.resources.requests.storage'],
      [
        claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }),
        'conflict volumeClaimTemplate.spec.accessModes',
      ],
    ],
  ),
  source(
    'iscsi',
    [
      { targetPortal: 'a:1', iqn: 'iqn.2001-04.com.example:s', lun: 255 },
      { targetPortal: 'a:1', iqn: 'eui.0123456789abcdef', lun: 0, secretRef: {} },
    ],
    [
      [{ targetPortal: 'a:1', iqn: 'x', lun: 0 }, 'wrong-format iqn'],
      [{ targetPortal: 'a:1', iqn: 'eui.0123456789abcdef', lun: 256 }, 'out-of-range lun'],
      [
        { targetPortal: 'a:1', iqn: 'eui.0123456789abcdef', lun: 0, chapAuthSession: true },
        'missing secretRef',
      ],
    ],
  ),
  source(
    'flocker',
    [{ datasetName: 'a' }, { datasetUUID: 'a' }],
    [
      [{ datasetName: 'a/b' }, 'wrong-format datasetName'],
      [{}, 'missing '],
      [{ datasetName: 'a', datasetUUID: 'b' }, 'conflict '],
    ],
  ),
  source('cephfs', [{ monitors: ['a'] }], [[{ monitors: [] }, 'missing monitors']]),
  source(
    'fc',
    [{ wwids: ['a'] }, { targetWWNs: ['a'], lun: 0 }],
    [
      [{}, 'missing targetWWNs'],
      [{ targetWWNs: ['a'] }, 'missing lun'],
      [{ targetWWNs: ['a'], wwids: ['b'], lun: 1 }, 'conflict targetWWNs'],
    ],
  ),
  {
    topic: 'initiators of iSCSI',
    at: (targetPortal: string) => ({
      extraVolumes: [{ name: 'disk', iscsi: { ...EUI, targetPortal, initiatorName: EUI.iqn } }],
    }),
    accepted: ['x'.repeat(59)],
    refused: [['x'.repeat(60), 'wrong-format extraVolumes[0].name']],
  },
  {
    topic: 'bundles of certificates',
    at: (clusterTrustBundle: object) => withSource({ clusterTrustBundle }),
    accepted: [
      { name: 'a.b', path: 'ca.pem' },
      { name: 'example.com:signer:a', path: 'ca.pem' },
      { name: 'a'.repeat(253), path: 'ca.pem' },
      { name: `example.com:signer:${'a'.repeat(253)}`, path: 'ca.pem' },
    ],
    refused: [
      [{ name: 'A_B', path: 'ca.pem' }, `wrong-format ${PROJECTED}.clusterTrustBundle.name`],
      [
        { name: 'a'.repeat(254), path: 'ca.pem' },
        `wrong-format ${PROJECTED}.clusterTrustBundle.name`,
      ],
      [{ name: 'a/b:c', path: 'ca.pem' }, `wrong-format ${PROJECTED}.clusterTrustBundle.name`],
    ],
  },
  {
    topic: 'how long certificates of pods last',
    at: (certificate: object) => withSource({ podCertificate: { ...CERTIFICATE, ...certificate } }),
    accepted: [
      { maxExpirationSeconds: 3600 },
      { maxExpirationSeconds: 91 * 86_400 },
      { maxExpirationSeconds: 86_400, signerName: 'kubernetes.io/kube-apiserver-client-pod' },
    ],
    refused: [
      [{ maxExpirationSeconds: 3599 }, `out-of-range ${LASTS}`],
      [{ maxExpirationSeconds: 91 * 86_400 + 1 }, `out-of-range ${LASTS}`],
      [
        { maxExpirationSeconds: 86_401, signerName: 'kubernetes.io/kube-apiserver-client-pod' },
        `out-of-range ${LASTS}`,
      ],
    ],
  },
  {
    topic: 'mounts',
    at: (mount: object) => ({ extraVolumeMounts: [{ name: 'data', mountPath: '/x', ...mount }] }),
    accepted: [
      { mountPath: 'relative/path' },
      { subPath: 'a/b' },
      { subPath: 'a..b' },
      { subPathExpr: '$(POD_NAME)' },
      { subPath: '', subPathExpr: 'a' },
      { mountPropagation: 'HostToContainer' },
      { readOnly: true, recursiveReadOnly: 'Enabled' },
      { recursiveReadOnly: 'Disabled' },
    ],
    refused: [
      [{ mountPath: '' }, `missing ${M}.mountPath`],
      [{ subPath: '/abs' }, `wrong-format ${M}.subPath`],
      [{ subPath: 'a/../b' }, `wrong-format ${M}.subPath`],
      [{ subPathExpr: '../b' }, `wrong-format ${M}.subPathExpr`],
      [{ subPath: 'a', subPathExpr: 'b' }, `conflict ${M}.subPathExpr`],
      [{ mountPropagation: 'Bidirectional' }, `conflict ${M}.mountPropagation`],
      [{ mountPropagation: 'Both' }, `not-allowed ${M}.mountPropagation`],
      [{ recursiveReadOnly: 'Enabled' }, `conflict ${M}.recursiveReadOnly`],
      [
        { readOnly: true, recursiveReadOnly: 'IfPossible', mountPropagation: 'HostToContainer' },
        `conflict ${M}.recursiveReadOnly`,
      ],
    ],
  },
  {
    topic: 'mounts of a privileged container',
    at: (mountPropagation: unknown) => ({
      securityContext: { privileged: true, allowPrivilegeEscalation: null },
      extraVolumeMounts: [{ name: 'data', mountPath: '/x', mountPropagation }],
    }),
    accepted: ['Bidirectional'],
    refused: [],
  },
];
