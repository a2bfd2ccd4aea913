import { containers, initContainers } from '../../../../src/validation/rules/kubernetes/containers';
import {
  environment,
  environmentSources,
} from '../../../../src/validation/rules/kubernetes/environment';
import { mounts } from '../../../../src/validation/rules/kubernetes/mounts';
import { hostPorts, ports } from '../../../../src/validation/rules/kubernetes/ports';
import { type CheckRow, checkTable } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);
const needed = (path: string) =>
  `missing ${path}: expected a text that is not empty, found nothing; it is needed`;

const port = (fields: object) => [{ containerPort: 1 }, fields];
const NAME =
  'expected at most 15 of a-z, 0-9 and single "-", with a letter, "-" neither first nor last';
const HOST = 'expected a port from 1 to 65535, or 0 for none, found the number';

checkTable('ports', ports, [
  [undefined],
  ...['', 'a', 'a-1', '1a', x(15), 1].map((name): CheckRow => [port({ name })]),
  ...['1', 'A', '-a', 'a-', 'a--b', x(16)].map(
    (name): CheckRow => [
      port({ name }),
      `wrong-format v[1].name: ${NAME}, found the string "${name}"`,
    ],
  ),
  ...[0, 1, 65_535, '-1', undefined].map((hostPort): CheckRow => [port({ hostPort })]),
  ...[-1, 65_536].map(
    (hostPort): CheckRow => [port({ hostPort }), `out-of-range v[1].hostPort: ${HOST} ${hostPort}`],
  ),
  [
    [{ name: 'a' }, { name: 'b' }, { name: '' }, { name: '' }, { name: 'a' }, {}, {}],
    'duplicate v[4].name: expected each name once, found the string "a"',
  ],
]);

const of = (...all: object[]) => [{}, ...all.map((one) => ({ ports: [{}, one] }))];
const twice = (first: object, second: object): CheckRow => [
  of(first, second),
  'duplicate v[2].ports[1].hostPort: expected each port of the node once, found the number 80',
];

checkTable('ports of the node', hostPorts, [
  [undefined],
  [of({ hostPort: 80 }, { hostPort: 81 })],
  [of({ hostPort: 0 }, { hostPort: 0 })],
  [of({}, {})],
  [of({ hostPort: 80 }, { hostPort: 80, protocol: 'UDP' })],
  [
    of(
      { hostPort: 80, hostIP: '10.0.0.1' },
      { hostPort: 80, hostIP: '10.0.0.2' },
      { hostPort: 80 },
    ),
  ],
  twice({ hostPort: 80 }, { hostPort: 80 }),
  twice({ hostPort: 80, protocol: 'TCP' }, { hostPort: 80 }),
  twice({ hostPort: 80, protocol: '', hostIP: '' }, { hostPort: 80 }),
  twice(
    { hostPort: 80, hostIP: '10.0.0.1' },
    { hostPort: 80, hostIP: '10.0.0.1', protocol: 'TCP' },
  ),
]);

const FILE = 'expected a path that is not absolute, without "..", found the string';
const mount = (fields: object) => [{ name: 'a', mountPath: '/a', ...fields }];
const NO_MOUNTS: readonly CheckRow[] = [
  [undefined],
  [mount({ subPath: 'a/b', mountPropagation: 'HostToContainer' })],
  [[{}], needed('v[0].name'), needed('v[0].mountPath')],
  [mount({ subPath: '/a' }), `wrong-format v[0].subPath: ${FILE} "/a"`],
  [mount({ subPathExpr: '../a' }), `wrong-format v[0].subPathExpr: ${FILE} "../a"`],
  [mount({ subPath: '', subPathExpr: 'a' })],
  [mount({ subPath: 'a', subPathExpr: '' })],
  [
    mount({ subPath: 'a', subPathExpr: '/b' }),
    'conflict v[0].subPathExpr: expected none, since there is a subPath, found the string "/b"',
  ],
  [mount({ recursiveReadOnly: 'Disabled' })],
  ...['Enabled', 'IfPossible'].flatMap((recursiveReadOnly): CheckRow[] => [
    [mount({ readOnly: true, recursiveReadOnly })],
    [mount({ readOnly: true, recursiveReadOnly, mountPropagation: 'None' })],
    ...[undefined, false].map(
      (readOnly): CheckRow => [
        mount({ readOnly, recursiveReadOnly }),
        `conflict v[0].recursiveReadOnly: expected Disabled, since readOnly is not true, found the string "${recursiveReadOnly}"`,
      ],
    ),
    [
      mount({ readOnly: true, recursiveReadOnly, mountPropagation: 'HostToContainer' }),
      `conflict v[0].recursiveReadOnly: expected Disabled, since mountPropagation is not None, found the string "${recursiveReadOnly}"`,
    ],
  ]),
  [mount({ bindMountOptions: ['a', 'b'] })],
  [
    mount({ bindMountOptions: ['a', 'b', 'a'] }),
    'duplicate v[0].bindMountOptions[2]: expected each option once, found the string "a"',
  ],
];
const both = mount({ mountPropagation: 'Bidirectional' });

checkTable('mounts', (value, at) => mounts(value, at, { isPrivileged: false }), [
  ...NO_MOUNTS,
  [
    both,
    'conflict v[0].mountPropagation: expected HostToContainer or None, since the container is not privileged, found the string "Bidirectional"',
  ],
]);
checkTable(
  'mounts of a privileged container',
  (value, at) => mounts(value, at, { isPrivileged: true }),
  [...NO_MOUNTS, [both]],
);

const from = (valueFrom: object) => [{ name: 'A', valueFrom }];
const F = 'v[0].valueFrom';
const KEY =
  'expected a key of at most 253 of a-z, A-Z, 0-9, "-", "_" and ".", which does not begin with ".."';

checkTable('variables', environment, [
  [undefined],
  [[{ name: 'A', value: 'b' }]],
  [[{}], needed('v[0].name')],
  [
    [{ name: 'A=B' }],
    'wrong-format v[0].name: expected printable ASCII characters without "=", found the string "A=B"',
  ],
  [from({ fieldRef: {} }), needed(`${F}.fieldRef.fieldPath`)],
  [from({ resourceFieldRef: {} }), needed(`${F}.resourceFieldRef.resource`)],
  [from({ configMapKeyRef: { name: 'a', key: 'b' } })],
  [
    from({ configMapKeyRef: {} }),
    needed(`${F}.configMapKeyRef.name`),
    needed(`${F}.configMapKeyRef.key`),
  ],
  [
    from({ configMapKeyRef: { name: 'a', key: '..b' } }),
    `wrong-format ${F}.configMapKeyRef.key: ${KEY}, found the string "..b"`,
  ],
  [from({ secretKeyRef: { name: 'a', key: 'b' } })],
  [from({ secretKeyRef: {} }), needed(`${F}.secretKeyRef.name`), needed(`${F}.secretKeyRef.key`)],
  [
    from({ secretKeyRef: { name: 'a', key: 'a/b' } }),
    `wrong-format ${F}.secretKeyRef.key: ${KEY}, found a string`,
  ],
  [from({ fileKeyRef: { volumeName: 'a', path: 'b', key: 'C' } })],
  [
    from({ fileKeyRef: {} }),
    ...['volumeName', 'path', 'key'].map((name) => needed(`${F}.fileKeyRef.${name}`)),
  ],
  [
    from({ fileKeyRef: { volumeName: 'A', path: '../b', key: 'C=' } }),
    `wrong-format ${F}.fileKeyRef.volumeName: expected a DNS label (a-z, 0-9 and "-", at most 63 characters), found the string "A"`,
    `wrong-format ${F}.fileKeyRef.path: expected a path without "..", found the string "../b"`,
    `wrong-format ${F}.fileKeyRef.key: expected printable ASCII characters without "=", found the string "C="`,
  ],
]);

checkTable('sources of variables', environmentSources, [
  [undefined],
  [
    [
      { prefix: 'A_', configMapRef: { name: 'a' } },
      { prefix: '', secretRef: { name: 'b' } },
    ],
  ],
  [
    [{ prefix: '=' }],
    'wrong-format v[0].prefix: expected printable ASCII characters without "=", found the string "="',
  ],
  [[{ configMapRef: {} }], needed('v[0].configMapRef.name')],
  [[{ secretRef: {} }], needed('v[0].secretRef.name')],
]);

/** A container with some fields, after one that says nothing wrong. */
const container = (fields: object) => [
  { name: 'a', image: 'b' },
  { name: 'c', image: 'd', ...fields },
];
const taken = (path: string, word: string, found: string, by: string) =>
  `duplicate v[1].${path}: expected a ${word} of its own, found ${found}, which is taken by ${by}`;

/** What containers beside and before the harness take and refuse alike. */
const COMMON: readonly CheckRow[] = [
  [undefined],
  [container({})],
  [[{}], needed('v[0].name'), needed('v[0].image')],
  [container({ ports: [{ hostPort: -1 }] }), `out-of-range v[1].ports[0].hostPort: ${HOST} -1`],
  [container({ env: [{}] }), needed('v[1].env[0].name')],
  [container({ envFrom: [{ secretRef: {} }] }), needed('v[1].envFrom[0].secretRef.name')],
  [
    container({
      volumeMounts: mount({ mountPropagation: 'Bidirectional' }),
      securityContext: { privileged: true },
    }),
  ],
  ...[{ privileged: false }, undefined].map(
    (securityContext): CheckRow => [
      container({ securityContext, volumeMounts: mount({ mountPropagation: 'Bidirectional' }) }),
      'conflict v[1].volumeMounts[0].mountPropagation: expected HostToContainer or None, since the container is not privileged, found the string "Bidirectional"',
    ],
  ),
  [
    container({ volumeMounts: [...mount({}), ...mount({ name: 'b' })] }),
    taken('volumeMounts[1].mountPath', 'mountPath', '/a', 'v[1].volumeMounts[0]'),
  ],
  [
    container({
      volumeDevices: [
        { name: 'a', devicePath: '/dev/a' },
        { name: 'b', devicePath: '/dev/b' },
      ],
    }),
  ],
  [
    container({ volumeDevices: [{}] }),
    needed('v[1].volumeDevices[0].name'),
    needed('v[1].volumeDevices[0].devicePath'),
  ],
  [
    container({ volumeDevices: [{ name: 'a', devicePath: '../a' }] }),
    'wrong-format v[1].volumeDevices[0].devicePath: expected a path without "..", found the string "../a"',
  ],
  [
    container({
      volumeDevices: [
        { name: 'b', devicePath: 'c' },
        { name: 'b', devicePath: 'c' },
      ],
    }),
    taken('volumeDevices[1].name', 'name', 'b', 'v[1].volumeDevices[0]'),
    taken('volumeDevices[1].devicePath', 'devicePath', 'c', 'v[1].volumeDevices[0]'),
  ],
  [
    container({
      volumeMounts: [{ name: 'b', mountPath: '/c' }],
      volumeDevices: [{ name: 'b', devicePath: '/c' }],
    }),
    taken('volumeDevices[0].name', 'name', 'b', 'volumeMounts'),
    taken('volumeDevices[0].devicePath', 'devicePath', '/c', 'volumeMounts'),
  ],
  [
    container({ resources: { limits: { cpu: 1 }, requests: { cpu: 2 } } }),
    'conflict v[1].resources.requests.cpu: expected at most the limit 1, found 2; lower it or raise v[1].resources.limits.cpu',
  ],
  [
    container({ resources: { claims: [{ name: 'a' }] } }),
    'conflict v[1].resources.claims[0]: expected none, since the pod has no resource claims, found a map',
  ],
  [
    container({
      resizePolicy: [
        { resourceName: 'cpu' },
        { resourceName: 'memory' },
        { resourceName: 'cpu' },
        {},
        { resourceName: 'gpu' },
      ],
    }),
    'duplicate v[1].resizePolicy[2].resourceName: expected each resource once, found the string "cpu"',
    'missing v[1].resizePolicy[3].resourceName: expected cpu or memory, found nothing',
    'not-allowed v[1].resizePolicy[4].resourceName: expected cpu or memory, found the string "gpu"',
  ],
  [
    container({ securityContext: { procMount: 'Unmasked' } }),
    'conflict v[1].securityContext.procMount: expected Default, since Unmasked needs hostUsers: false in the pod, found the string "Unmasked"',
  ],
];

const rules = (count: number, codes: number) =>
  Array.from({ length: count }, () => ({
    exitCodes: { values: Array.from({ length: codes }, () => 1) },
  }));
const RESTARTS: readonly CheckRow[] = [
  [container({ restartPolicy: 'Never', restartPolicyRules: rules(20, 255) })],
  [container({ restartPolicyRules: [] })],
  [
    container({ restartPolicy: 'Never', restartPolicyRules: rules(21, 1) }),
    'out-of-range v[1].restartPolicyRules: expected at most 20, found 21',
  ],
  [
    container({ restartPolicy: 'Never', restartPolicyRules: rules(1, 256) }),
    'out-of-range v[1].restartPolicyRules[0].exitCodes.values: expected at most 255, found 256',
  ],
  ...[undefined, ''].map(
    (restartPolicy): CheckRow => [
      container({ restartPolicy, restartPolicyRules: rules(1, 1) }),
      `missing v[1].restartPolicy: expected a restartPolicy, since there are restartPolicyRules, found ${restartPolicy === '' ? 'an empty string' : 'nothing'}`,
    ],
  ),
  [
    container({ restartPolicy: 'Never', restartPolicyRules: [{}] }),
    'missing v[1].restartPolicyRules[0].exitCodes: expected the exit codes that the rule is for, found nothing; it is needed',
  ],
];

const NO_WAY = 'expected a way to ask: one of exec, grpc, httpGet, tcpSocket, found none';
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['lifecycle', ...PROBES];
const sleep = { preStop: { sleep: { seconds: 6 } } };

/** What is looked after in a container that goes on, with five seconds to end. */
const looked = (more: object): CheckRow[] => [
  ...PROBES.map(
    (name): CheckRow => [container({ ...more, [name]: {} }), `missing v[1].${name}: ${NO_WAY}`],
  ),
  [
    container({ ...more, lifecycle: sleep }),
    "out-of-range v[1].lifecycle.preStop.sleep.seconds: expected from 0 to the pod's 5 seconds of terminationGracePeriodSeconds, found the number 6",
  ],
  [container({ ...more, readinessProbe: { tcpSocket: {}, successThreshold: 2 } })],
  ...['livenessProbe', 'startupProbe'].map(
    (name): CheckRow => [
      container({ ...more, [name]: { tcpSocket: {}, successThreshold: 2 } }),
      `conflict v[1].${name}.successThreshold: expected 1, since only a readiness probe counts successes, found the number 2`,
    ],
  ),
];

checkTable('containers beside the harness', containers(5), [
  ...COMMON,
  ...RESTARTS,
  ...looked({}),
  [
    [
      { name: 'a', image: 'b', ports: [{ hostPort: 1 }] },
      { name: 'c', image: 'd', ports: [{ hostPort: 1 }] },
    ],
    'duplicate v[1].ports[0].hostPort: expected each port of the node once, found the number 1',
  ],
]);

checkTable('containers before the harness', initContainers(5), [
  ...COMMON,
  ...RESTARTS,
  ...looked({ restartPolicy: 'Always' }),
  ...HOOKS.map(
    (name): CheckRow => [
      container({ [name]: {} }),
      `conflict v[1].${name}: expected none, since it ends before the harness starts; restartPolicy: Always keeps it running, found an empty map`,
    ],
  ),
]);
