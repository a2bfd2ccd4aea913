import { volumes } from '../../../../src/validation/rules/kubernetes/volumes';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);
const needed = (field: string) =>
  `missing ${field}: expected a text that is not empty, found nothing; it is needed`;
/** What may be a secret is not told. */
const empty = (field: string) =>
  `missing ${field}: expected a text that is not empty, found ${/secret/i.test(field) ? 'a' : 'an empty'} string; it is needed`;
const DNS = 'a DNS name (a-z, 0-9, "-" and ".", at most 253 characters)';

/** A table of what a volume of one source takes and refuses; issues begin at the source. */
function source(name: string, rows: readonly CheckRow[]): void {
  checkTable(
    `a volume’s ${name}`,
    volumes,
    rows.map(
      ([value, ...lines]): CheckRow => [
        [{ name: 'other' }, { name: 'v', [name]: value }],
        ...lines.map((line) => line.replace(/ \.?/, (dot) => ` v[1].${name}${dot.trim()}`)),
      ],
    ),
  );
}

/** Sources of which nothing but some fields that are filled is asked. */
const NEEDING: Readonly<Record<string, readonly string[]>> = {
  glusterfs: ['endpoints', 'path'],
  persistentVolumeClaim: ['claimName'],
  quobyte: ['registry', 'volume'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  image: ['reference'],
  cinder: ['volumeID'],
  flexVolume: ['driver'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  storageos: ['volumeName'],
  gitRepo: ['repository'],
  hostPath: ['path'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  secret: ['secretName'],
  configMap: ['name'],
  csi: ['driver'],
  nfs: ['server', 'path'],
  iscsi: ['targetPortal', 'iqn'],
};

for (const [name, fields] of Object.entries(NEEDING)) {
  source(name, [
    [{}, ...fields.map((field) => needed(`.${field}`))],
    [
      Object.fromEntries(fields.map((field) => [field, ''])),
      ...fields.map((field) => empty(`.${field}`)),
    ],
  ]);
}

/** Sources that read a Secret where they name one. */
const WITH_SECRET: Readonly<Record<string, object>> = {
  rbd: { monitors: ['a'], image: 'i' },
  cinder: { volumeID: 'a' },
  cephfs: { monitors: ['a'] },
  flexVolume: { driver: 'a' },
  storageos: { volumeName: 'a' },
  scaleIO: { gateway: 'a', system: 'b', volumeName: 'c' },
};

for (const [name, fields] of Object.entries(WITH_SECRET)) {
  source(name, [
    [fields],
    [{ ...fields, secretRef: { name: 'a.b' } }],
    [{ ...fields, secretRef: {} }, needed('.secretRef.name')],
    [
      { ...fields, secretRef: { name: 'A_B' } },
      'wrong-format .secretRef.name: expected the name of an object, found a string',
    ],
  ]);
}

source('rbd', [
  [
    { monitors: [] },
    'missing .monitors: expected at least one, found an empty list',
    needed('.image'),
  ],
]);
source('cephfs', [[{}, 'missing .monitors: expected at least one, found nothing']]);
source('storageos', [
  [
    { volumeName: 'A' },
    'wrong-format .volumeName: expected a DNS label (a-z, 0-9 and "-", at most 63 characters), found the string "A"',
  ],
]);
source('gitRepo', [
  [{ repository: 'a', directory: 'b' }],
  [
    { repository: 'a', directory: '/b' },
    'wrong-format .directory: expected a path that is not absolute, without "..", found the string "/b"',
  ],
]);
source('hostPath', [
  [{ path: '/a' }],
  [
    { path: 'a/../b' },
    'wrong-format .path: expected a path without "..", found the string "a/../b"',
  ],
]);
source('emptyDir', [
  [{ sizeLimit: '1Gi', mode: 0o1777 }],
  [
    { sizeLimit: '500m' },
    'out-of-range .sizeLimit: expected a whole number of bytes, found the string "500m"; m is a thousandth: did you mean 500Mi?',
  ],
  [
    { mode: 0o2000 },
    'out-of-range .mode: expected a mode from 0 to 01777 (1023), found the number 1024; did you mean the octal 01024?',
  ],
]);
source('nfs', [
  [{ server: 's', path: '/' }],
  [
    { server: 's', path: 'a/' },
    'wrong-format .path: expected an absolute path, found the string "a/"',
  ],
]);

const BOUNDS = (field: string): CheckRow[] => [
  [0],
  [255],
  ['256'],
  [-1, `out-of-range .${field}: expected from 0 to 255, found the number -1`],
  [256, `out-of-range .${field}: expected from 0 to 255, found the number 256`],
];
const bounded = (field: string, others: object): CheckRow[] =>
  BOUNDS(field).map(([value, ...lines]) => [{ ...others, [field]: value }, ...lines]);

source('gcePersistentDisk', bounded('partition', { pdName: 'a' }));
source('awsElasticBlockStore', bounded('partition', { volumeID: 'a' }));
source('fc', bounded('lun', { targetWWNs: ['a'] }));
source('fc', bounded('lun', { wwids: ['a'] }));

const EITHER = 'expected either targetWWNs or wwids, found';
source('fc', [
  [{ wwids: ['a'] }],
  [{}, `missing .targetWWNs: ${EITHER} nothing`],
  [{ targetWWNs: ['a'], wwids: ['b'], lun: 1 }, `conflict .targetWWNs: ${EITHER} a list`],
  [
    { targetWWNs: ['a'] },
    'missing .lun: expected a number, since there are targetWWNs, found nothing',
  ],
]);

const IQN = 'iqn.2001-04.com.example:a';
const NAMES = [IQN, `eui.${'0'.repeat(16)}`, `naa.${'A'.repeat(32)}`];
const NO_NAMES = [
  'x',
  'iqn.2001-04.com.example',
  'iqn.2001-04.com.example:a b',
  `eui.${'0'.repeat(15)}`,
  `naa.${'A'.repeat(33)}`,
];
const portal = { targetPortal: 'a', iqn: IQN };

source('iscsi', [
  ...bounded('lun', portal),
  ...NAMES.flatMap((name): CheckRow[] => [
    [{ ...portal, iqn: name }],
    [{ ...portal, initiatorName: name }],
  ]),
  ...['iqn', 'initiatorName'].flatMap((field) =>
    NO_NAMES.map(
      (name): CheckRow => [
        { ...portal, [field]: name },
        `wrong-format .${field}: expected a name of the form iqn.…, eui.… or naa.…, found ${shown(name)}`,
      ],
    ),
  ),
  [{ ...portal, initiatorName: '' }],
  // Nobody reads a Secret that CHAP is not asked for with.
  [{ ...portal, secretRef: {} }],
  ...['chapAuthDiscovery', 'chapAuthSession'].flatMap((field): CheckRow[] => [
    [{ ...portal, [field]: false }],
    [{ ...portal, [field]: true, secretRef: { name: 'a' } }],
    [
      { ...portal, [field]: true },
      'missing .secretRef: expected a Secret, since CHAP is asked for, found nothing',
    ],
    [{ ...portal, [field]: true, secretRef: {} }, needed('.secretRef.name')],
  ]),
]);

checkTable('an initiator’s name', volumes, [
  [[{ name: 'disk', iscsi: { ...portal, targetPortal: x(59), initiatorName: IQN } }]],
  [[{ name: 'disk', iscsi: { ...portal, targetPortal: x(60) } }]],
  [
    [{ name: 'disk', iscsi: { ...portal, targetPortal: x(60), initiatorName: IQN } }],
    'wrong-format v[0].name: expected at most 63 characters together with iscsi.targetPortal, since there is an initiatorName, found the string "disk"',
  ],
]);

source('flocker', [
  [{ datasetName: 'a' }],
  [{ datasetUUID: 'a/b' }],
  [{}, 'missing : expected either datasetName or datasetUUID, found neither'],
  [
    { datasetName: 'a', datasetUUID: 'b' },
    'conflict : expected either datasetName or datasetUUID, found both',
  ],
  [
    { datasetName: 'a/b' },
    'wrong-format .datasetName: expected a name without "/", found the string "a/b"',
  ],
]);

source('csi', [
  [{ driver: 'A.b' }],
  [{ driver: x(63), nodePublishSecretRef: { name: 'a' } }],
  [{ driver: x(64) }, 'wrong-format .driver: expected at most 63 characters, found a string'],
  [{ driver: 'a_b' }, `wrong-format .driver: expected ${DNS}, found the string "a_b"`],
  [{ driver: 'a', nodePublishSecretRef: { name: '' } }, empty('.nodePublishSecretRef.name')],
]);

checkTable('sources that nobody knows', volumes, [
  [undefined],
  [[{ name: 'a' }, { toString: {} }, 1, null]],
  [[{ name: 'a', hostPath: undefined }]],
]);
