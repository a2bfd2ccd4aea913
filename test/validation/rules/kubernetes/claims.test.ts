import { dataSource } from '../../../../src/validation/rules/kubernetes/claims';
import { volumes } from '../../../../src/validation/rules/kubernetes/volumes';
import { type CheckRow, checkTable } from '../../../support/checks';

const KINDS = 'PersistentVolumeClaim or VolumeSnapshot, since Kubernetes drops everything else';
const PVC = { kind: 'PersistentVolumeClaim', name: 'a' };
const SNAPSHOT = { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' };

checkTable('what a volume is filled from', dataSource, [
  [PVC],
  [{ ...PVC, apiGroup: '' }],
  [SNAPSHOT],
  // Nothing is named.
  [{}],
  [{ kind: '', name: '', apiGroup: '' }],
  [{ kind: 'Pod', name: 'a' }, `not-allowed v.kind: expected ${KINDS}, found the string "Pod"`],
  [{ name: 'a' }, `missing v.kind: expected ${KINDS}, found nothing`],
  [
    { kind: 'PersistentVolumeClaim' },
    'missing v.name: expected the name of what it is, found nothing',
  ],
  [
    { ...PVC, apiGroup: 'apps' },
    'conflict v.apiGroup: expected none, since kind is PersistentVolumeClaim, found the string "apps"',
  ],
  [
    { ...SNAPSHOT, apiGroup: undefined },
    'missing v.apiGroup: expected snapshot.storage.k8s.io, since kind is VolumeSnapshot, found nothing',
  ],
  [
    { ...SNAPSHOT, apiGroup: 'apps' },
    'conflict v.apiGroup: expected snapshot.storage.k8s.io, since kind is VolumeSnapshot, found the string "apps"',
  ],
  [
    { apiGroup: 'apps' },
    `missing v.kind: expected ${KINDS}, found nothing`,
    'missing v.name: expected the name of what it is, found nothing',
  ],
]);

const claim = (spec: object, metadata = {}) => [
  {
    name: 'a',
    ephemeral: {
      volumeClaimTemplate: {
        metadata,
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '1Gi' } },
          ...spec,
        },
      },
    },
  },
];
const C = 'v[0].ephemeral.volumeClaimTemplate';
const S = `${C}.spec`;
const bytes = (length: number) => claim({}, { annotations: { a: 'x'.repeat(length) } });
const same = (other: object): CheckRow => [
  claim({ dataSource: PVC, dataSourceRef: { ...PVC, ...other } }),
  `conflict ${S}.dataSource: expected what dataSourceRef says, found a map`,
];

checkTable('a claim of the pod’s own', volumes, [
  [claim({})],
  [[{ name: 'a', ephemeral: {} }], `missing ${C}: expected a claim with a spec, found nothing`],
  [bytes(262_143)],
  [
    bytes(262_144),
    `out-of-range ${C}.metadata.annotations: expected annotations of at most 262144 bytes, keys and values together, found 262145`,
  ],
  [
    claim({ accessModes: undefined }),
    `missing ${S}.accessModes: expected at least one, found nothing`,
  ],
  [claim({ accessModes: ['ReadWriteOncePod'] })],
  [claim({ accessModes: ['ReadWriteOnce', 'ReadWriteMany'] })],
  [
    claim({ accessModes: ['ReadWriteMany', 'ReadWriteOncePod'] }),
    `conflict ${S}.accessModes: expected no other with ReadWriteOncePod, found a list`,
  ],
  [
    claim({ selector: { matchExpressions: [{ key: 'a b', operator: 'Exists' }] } }),
    `wrong-format ${S}.selector.matchExpressions[0].key: expected a label key: a name of at most 63 characters, with an optional DNS prefix and "/", found the string "a b"`,
  ],
  [
    claim({ resources: {} }),
    `missing ${S}.resources.requests.storage: expected the size of the claim, found nothing`,
  ],
  [
    claim({ resources: { requests: { storage: '1m' } } }),
    `out-of-range ${S}.resources.requests.storage: expected a whole number of bytes, found the string "1m"; m is a thousandth: did you mean 1Mi?`,
  ],
  ...['dataSource', 'dataSourceRef'].flatMap((name): CheckRow[] => [
    [claim({ [name]: SNAPSHOT })],
    [
      claim({ [name]: {} }),
      `missing ${S}.${name}.kind: expected a text that is not empty, found nothing; it is needed`,
      `missing ${S}.${name}.name: expected a text that is not empty, found nothing; it is needed`,
    ],
    [
      claim({ [name]: { ...PVC, kind: 'Pod' } }),
      `not-allowed ${S}.${name}.kind: expected ${KINDS}, found the string "Pod"`,
    ],
  ]),
  [claim({ dataSource: PVC, dataSourceRef: PVC })],
  [claim({ dataSource: PVC, dataSourceRef: { ...PVC, namespace: '' } })],
  [claim({ dataSourceRef: { ...PVC, namespace: 'b' } })],
  same({ name: 'b' }),
  [
    claim({ dataSource: SNAPSHOT, dataSourceRef: { ...SNAPSHOT, apiGroup: '' } }),
    `missing ${S}.dataSourceRef.apiGroup: expected snapshot.storage.k8s.io, since kind is VolumeSnapshot, found an empty string`,
    `conflict ${S}.dataSource: expected what dataSourceRef says, found a map`,
  ],
  [
    claim({ dataSource: PVC, dataSourceRef: { ...SNAPSHOT, apiGroup: undefined } }),
    `missing ${S}.dataSourceRef.apiGroup: expected snapshot.storage.k8s.io, since kind is VolumeSnapshot, found nothing`,
    `conflict ${S}.dataSource: expected what dataSourceRef says, found a map`,
  ],
  [
    claim({ dataSource: PVC, dataSourceRef: { ...PVC, namespace: 'b' } }),
    `conflict ${S}.dataSource: expected none, since dataSourceRef has a namespace, found a map`,
  ],
]);
