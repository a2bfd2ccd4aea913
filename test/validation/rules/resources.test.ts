import { type Row, table } from '../../support/issues';

/** Requests and limits as given, without the defaults. */
const resources = (requests: object, limits: object) => ({
  resources: {
    requests: { cpu: null, memory: null, ...requests },
    limits: { cpu: null, memory: null, ...limits },
  },
});

type Amount = string | number;

const pair = (request: Amount, limit: Amount) => resources({ cpu: request }, { cpu: limit });

const above = (request: Amount, limit: Amount): Row => [
  pair(request, limit),
  `conflict resources.requests.cpu: expected at most the limit ${limit}, found ${request}; lower it or raise resources.limits.cpu`,
];

/** Amounts that are the same: each may be the limit of the first, and the other way round. */
const SAME: readonly (readonly Amount[])[] = [
  ['1000m', 1, '1', '1.0', '1.', '01', '+1', '1e0', '1E0', '1000000u', '1000000000n', '0.001k'],
  ['0.1', '100m', 0.1, '.1', '100e-3', '1E-1'],
  ['1k', 1000, '1e3', '1E3', '1e+3'],
  ['1M', '1000k', 1_000_000, '1e6'],
  ['1G', '1000M', '1e9'],
  ['1T', '1000G', '1e12'],
  ['1P', '1000T', '1e15'],
  ['1E', '1000P', '1e18', 1e18, '1000000000000000000'],
  ['1Ki', 1024, '1.024k'],
  ['1Mi', '1024Ki', 1_048_576],
  ['1Gi', '1024Mi', 1_073_741_824],
  ['1Ti', '1024Gi', '1099511627776'],
  ['1Pi', '1024Ti', '1125899906842624'],
  ['1Ei', '1024Pi', '1152921504606846976'],
  ['1.5Gi', '1536Mi', '1610612736'],
  [1e21, '1000E'],
  [1e-7, '100n'],
  [0, '0', '0Gi', '0.0', '0m'],
];

table(
  'the same amount in other words',
  SAME.flatMap(([first = 0, ...others]) =>
    others.flatMap((other): Row[] => [[pair(first, other)], [pair(other, first)]]),
  ),
);

/** The larger of two amounts, and the next below it. */
const NEXT: readonly (readonly [Amount, Amount])[] = [
  ['1073741825', '1Gi'],
  ['1Gi', '1073741823'],
  ['1001m', 1],
  [1, '999m'],
  ['101m', '0.1'],
  ['0.1', '99m'],
  ['1000000001n', 1],
  ['1E', '999999999999999999'],
  ['1000000000000000001', '1E'],
  ['1E', '1P'],
  ['1P', '1T'],
  ['1T', '1G'],
  ['1G', '1M'],
  ['1M', '1k'],
  ['1k', 1],
  [1, '1m'],
  ['1m', '1u'],
  ['1u', '1n'],
  ['1n', 0],
  ['1Ei', '1E'],
  ['1Pi', '1P'],
  ['1Ti', '1T'],
  ['1Gi', '1G'],
  ['1Mi', '1M'],
  ['1Ki', '1k'],
  ['1e1', '1e0'],
  ['1e-1', '1e-2'],
  ['1e10', '9e9'],
  ['9007199254740993', '9007199254740992'],
  ['0.30000000000000004', '0.3'],
];

table(
  'a request above its limit',
  NEXT.flatMap(([more, less]): Row[] => [above(more, less), [pair(less, more)]]),
);

table('the default of the other one counts', [
  [{ resources: { requests: { cpu: '2000m' } } }],
  [{ resources: { requests: { cpu: '2001m' } } }, 'conflict resources.requests.cpu'],
  [{ resources: { limits: { memory: '2Gi' } } }],
  [{ resources: { limits: { memory: '2047Mi' } } }, 'conflict resources.requests.memory'],
  [{ resources: { requests: { memory: '100Gi' }, limits: { memory: null } } }],
  [
    { resources: { requests: { cpu: 3, memory: '5Gi' } } },
    'conflict resources.requests.cpu',
    'conflict resources.requests.memory',
  ],
  [
    resources({ 'ephemeral-storage': '2Gi' }, { 'ephemeral-storage': '1Gi' }),
    'conflict resources.requests.ephemeral-storage',
  ],
  [resources({ 'ephemeral-storage': '2Gi' }, {})],
]);

const name = (own: string) => resources({}, { [own]: 1 });
const unknown = (own: string): Row => [name(own), `unknown-key resources.limits["${own}"]`];
const pages = (own: string, amount: string) => resources({}, { cpu: 1, [own]: amount });
const label = (length: number) => 'x'.repeat(length);

table('names of resources', [
  [name('ephemeral-storage')],
  [name('nvidia.com/gpu')],
  [name('nvidia.com/mig-1g.5gb')],
  [name('example.com/A_b-c.d')],
  [name(`example.com/${label(63)}`)],
  [pages('hugepages-2Mi', '2Mi')],
  [pages('hugepages-1048576', '1Mi')],
  [name('kubernetes.io/batteries')],
  unknown(`example.com/${label(64)}`),
  unknown('nvidia.com/'),
  unknown('/gpu'),
  unknown('a..b/gpu'),
  unknown('Nvidia.com/gpu'),
  unknown('nvidia.com/gpu/0'),
  unknown('nvidia.com/-gpu'),
  unknown('requests.nvidia.com/gpu'),
  [
    name('disks'),
    'unknown-key resources.limits.disks: unknown key; known here: cpu, memory, ephemeral-storage',
  ],
  [
    name('cpus'),
    'unknown-key resources.limits.cpus: unknown key; did you mean resources.limits.cpu?',
  ],
  [name('hugepages-'), 'unknown-key resources.limits.hugepages-'],
  [name('hugepages-0Mi'), 'wrong-format resources.limits.hugepages-0Mi'],
  [name('hugepages-2mi'), 'wrong-format resources.limits.hugepages-2mi'],
  [name('my-hugepages-2Mi'), 'unknown-key resources.limits.my-hugepages-2Mi'],
  [resources({ disks: 1 }, {}), 'unknown-key resources.requests.disks'],
]);

const GPU = 'nvidia.com/gpu';
const at = `resources.limits["${GPU}"]`;
const gpus = (limit: Amount) => resources({}, { [GPU]: limit });
const divided = (limit: Amount): Row => [
  gpus(limit),
  `out-of-range ${at}: expected a whole number, since nvidia.com/gpu can't be divided, found ${limit}`,
];

table('a device is whole', [
  ...[0, 1, 8, '1', '1000m', '1.0', '1k', '1Ki', '10e-1', '0.5e1', '0.5Ki', '0'].map(
    (limit): Row => [gpus(limit)],
  ),
  ...[0.5, 1.5, '1500m', '999m', '1e-1', '1m', '0.3Ki', '1.05e1'].map(divided),
  [
    resources({ [GPU]: '500m' }, { [GPU]: 1 }),
    `out-of-range resources.requests["${GPU}"]`,
    `conflict resources.requests["${GPU}"]`,
  ],
  // What is Kubernetes' own is no device.
  [resources({}, { 'kubernetes.io/batteries': '500m' })],
  [resources({}, { 'node.kubernetes.io/batteries': 0.5 })],
  [resources({}, { cpu: 0.5 })],
]);

const overcommitted = (own: string, request: Amount, limit?: Amount): Row =>
  limit === undefined
    ? [
        resources({ [own]: request }, {}),
        `missing resources.limits["${own}"]: expected the ${request} requested, since ${own} can't be overcommitted, found nothing`,
      ]
    : [
        resources({ [own]: request }, { [own]: limit }),
        `conflict resources.requests["${own}"]: expected the same as the limit ${limit}, since ${own} can't be overcommitted, found ${request}`,
      ];

table('devices and huge pages are not overcommitted', [
  [resources({ [GPU]: 1 }, { [GPU]: 1 })],
  [resources({ [GPU]: 1 }, { [GPU]: '1000m' })],
  [resources({}, { [GPU]: 1 })],
  overcommitted(GPU, 1),
  overcommitted(GPU, 0),
  overcommitted(GPU, 1, 2),
  [
    resources({ [GPU]: 2 }, { [GPU]: 1 }),
    `conflict resources.requests["${GPU}"]: expected at most the limit 1, found 2; lower it or raise resources.limits["${GPU}"]`,
  ],
  [resources({ cpu: 1, 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' })],
  [
    resources({ cpu: 1, 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '6Mi' }),
    'conflict resources.requests.hugepages-2Mi',
  ],
  [resources({ cpu: 1, 'hugepages-2Mi': '4Mi' }, {}), 'missing resources.limits.hugepages-2Mi'],
  [resources({ 'kubernetes.io/batteries': 1 }, { 'kubernetes.io/batteries': 2 })],
  [resources({ 'kubernetes.io/batteries': 1 }, {})],
  [resources({ memory: 1 }, { memory: 2 })],
]);
