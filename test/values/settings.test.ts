import { form, member, type Row, table } from '../support/issues';

const x = (length: number) => 'x'.repeat(length);
const INT32 = 2_147_483_647;
const NO_NUMBERS = ['1', '', true, [], {}];

form({
  path: 'replicaCount',
  at: (replicaCount) => ({ replicaCount }),
  accepted: [0, 1, INT32],
  refused: {
    'out-of-range': [-1, 0.5, 1.5, INT32 + 1],
    'wrong-type': NO_NUMBERS,
    missing: [null],
  },
});

form({
  path: 'service.port',
  at: (port) => ({ service: { port } }),
  accepted: [1, 80, 65_535],
  refused: { 'out-of-range': [0, -1, 65_536, 80.5], 'wrong-type': NO_NUMBERS, missing: [null] },
});

form({
  path: 'benchmark.retries',
  at: (retries) => ({ benchmark: { retries } }),
  accepted: [0, 1, INT32 + 1, Number.MAX_SAFE_INTEGER],
  refused: {
    'out-of-range': [-1, 0.5, Number.MAX_SAFE_INTEGER + 1],
    'wrong-type': NO_NUMBERS,
    missing: [null],
  },
});

form({
  path: 'podDisruptionBudget.minAvailable',
  at: (minAvailable) => ({ podDisruptionBudget: { enabled: true, minAvailable } }),
  accepted: [0, 1, INT32, '0%', '1%', '9%', '10%', '50%', '99%', '100%'],
  refused: {
    'wrong-format': [
      ...['%', '50', '101%', '110%', '200%', '1000%', '-1%', '01%', '00%', '1.5%', '50 %', ' 50%'],
      '50%%',
    ],
    'out-of-range': [-1, 0.5, INT32 + 1],
    'wrong-type': [true, [], {}],
    missing: [null, ''],
  },
});

const FLAGS: readonly (readonly [string, (value: unknown) => object])[] = [
  ['enabled', (enabled) => ({ enabled })],
  ['persistence.enabled', (enabled) => ({ persistence: { enabled } })],
  ['serviceAccount.create', (create) => ({ serviceAccount: { create } })],
  ['rbac.create', (create) => ({ rbac: { create } })],
  ['monitoring.enabled', (enabled) => ({ monitoring: { enabled } })],
  [
    'monitoring.serviceMonitor.enabled',
    (enabled) => ({ monitoring: { serviceMonitor: { enabled } } }),
  ],
  ['monitoring.resources.enabled', (enabled) => ({ monitoring: { resources: { enabled } } })],
  ['monitoring.dashboard.enabled', (enabled) => ({ monitoring: { dashboard: { enabled } } })],
  ['networkPolicy.enabled', (enabled) => ({ networkPolicy: { enabled } })],
  ['podDisruptionBudget.enabled', (enabled) => ({ podDisruptionBudget: { enabled } })],
];

for (const [path, at] of FLAGS) {
  form({
    path,
    at,
    accepted: [true, false, null],
    refused: { 'wrong-type': ['true', 'false', 'yes', '', 0, 1, [], {}] },
  });
}

const WORDS: readonly (readonly [string, readonly string[], (word: unknown) => object])[] = [
  [
    'image.pullPolicy',
    ['Always', 'IfNotPresent', 'Never'],
    (pullPolicy) => ({ image: { pullPolicy } }),
  ],
  [
    'persistence.accessMode',
    ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'],
    (accessMode) => ({ persistence: { accessMode, existingClaim: 'mine' } }),
  ],
  ['rbac.scope', ['cluster', 'namespace'], (scope) => ({ rbac: { scope } })],
  ['service.type', ['ClusterIP', 'NodePort', 'LoadBalancer'], (type) => ({ service: { type } })],
];

for (const [path, words, at] of WORDS) {
  form({
    path,
    at,
    accepted: words,
    refused: {
      'not-allowed': ['', 'None', ...words.map((word) => `${word} `), ...words.map((w) => `${w}X`)],
      'wrong-type': [0, true, [words[0]]],
      missing: [null],
    },
  });
  table(`${path} says what is allowed`, [
    [
      at('None'),
      `not-allowed ${path}: expected one of ${words.join(', ')}, found the string "None"`,
    ],
  ]);
}

form({
  path: 'image.repository',
  at: (repository) => ({ image: { repository } }),
  accepted: [
    ...['kvmini', 'a', '1', 'a/b/c', 'a/b_c', 'a/b__c', 'a/b---c', 'a/b.c-d', 'my_org/app'],
    ...[
      'registry.example/a',
      'Registry.Example/a',
      'localhost:5000/a/b',
      '10.0.0.1:5000/a',
      '[2001:db8::1]:5000/a',
      '[::1]/a/b',
      'r-1/a',
    ],
    x(247),
    `${x(127)}/${x(127)}`,
    `example.com/${x(255)}`,
  ],
  refused: {
    'wrong-format': [
      ...[
        '',
        '/',
        '/a',
        'a/',
        'a//b',
        'a b',
        'a/B',
        'A',
        '-a',
        'a-',
        'a/-b',
        'a/b-',
        'a/b..c',
        'a/b___c',
      ],
      ...['a:latest', 'a/b:latest', 'kvmini:5000', 'registry:5000', 'registry:/a', 'registry:x/a'],
      ...['a@sha256:00', 'https://registry/a', '.a/b', 'a./b', 'a_b:5000/c'],
      x(254),
    ],
    'wrong-type': [1],
    missing: [null],
  },
});

const DIGEST = `@sha256:${'0f'.repeat(32)}`;

form({
  path: 'image.tag',
  at: (tag) => ({ image: { tag } }),
  accepted: ['', null, 'v1', '1.10', '_', 'A-b.c_d', x(128), `v1${DIGEST}`, `${x(128)}${DIGEST}`],
  refused: {
    'wrong-format': [
      ...[
        '-v1',
        '.v1',
        'v 1',
        'v1:2',
        'a/b',
        x(129),
        DIGEST,
        `v1${DIGEST}0`,
        `v1${DIGEST.slice(0, -1)}`,
      ],
      ...[
        `v1${DIGEST.toUpperCase()}`,
        `v1@sha512:${'0f'.repeat(32)}`,
        'v1@',
        `v1${DIGEST.slice(0, -1)}g`,
      ],
    ],
    'wrong-type': [1, 1.1, true],
  },
});

form({
  path: 'nameOverride',
  at: (nameOverride) => ({ nameOverride }),
  accepted: ['', null, 'a', 'A', '1', '-', '.', 'a_b.c-d', x(253)],
  refused: { 'wrong-format': [' ', 'a b', 'a/b', 'é', x(254)], 'wrong-type': [1] },
});

form({
  path: 'fullnameOverride',
  at: (fullnameOverride) => ({ fullnameOverride }),
  accepted: ['', null, 'a', x(253)],
  refused: { 'wrong-format': [' ', 'a b', 'a/b', x(254)], 'wrong-type': [1] },
});

const PROFILES = ['a', 'A', '1', 'a.b_c-D', x(200)];
const NO_PROFILES = ['', '-a', 'a-', '.a', 'a.', '_a', 'a b', 'a/b', 'é', x(201)];

form({
  path: 'benchmark.defaultProfile',
  at: (defaultProfile) => ({
    benchmark: { defaultProfile, profiles: Object.fromEntries(PROFILES.map((name) => [name, {}])) },
  }),
  accepted: PROFILES,
  refused: { 'wrong-format': NO_PROFILES, 'wrong-type': [1], missing: [null] },
});

table('names of profiles', [
  ...PROFILES.map((name): Row => [{ benchmark: { profiles: { [name]: {} } } }]),
  ...NO_PROFILES.map(
    (name): Row => [
      { benchmark: { profiles: { [name]: {} } } },
      `wrong-format ${member('benchmark.profiles', name)}`,
    ],
  ),
]);

form({
  path: 'benchmark.outputDir',
  at: (outputDir) => ({
    benchmark: { outputDir },
    securityContext: { readOnlyRootFilesystem: false },
  }),
  accepted: ['/', '/data', '/a b', `/${x(4095)}`],
  refused: {
    'wrong-format': ['', 'data', './data', ' /data', '/a\nb', `/${x(4096)}`, 's3://bucket'],
    'wrong-type': [1],
    missing: [null],
  },
});

form({
  path: 'global.model.storageUri',
  at: (storageUri) => ({ global: { model: { storageUri } } }),
  accepted: ['', null, 's3://bucket/model?a=b#c', 'anything', x(5000)],
  refused: { 'wrong-type': [1, true, []] },
});

/** Settings and sections that are lists or maps, with what null leaves of them. */
const LISTS = [
  'imagePullSecrets',
  'tolerations',
  'topologySpreadConstraints',
  'extraEnv',
  'extraEnvFrom',
  'extraVolumes',
  'extraVolumeMounts',
];
const CLEARED_MAPS = [
  'resources',
  'podAnnotations',
  'podLabels',
  'podSecurityContext',
  'securityContext',
  'nodeSelector',
  'affinity',
];
const NEEDED_MAPS = [
  'image',
  'persistence',
  'serviceAccount',
  'rbac',
  'service',
  'benchmark',
  'global',
  'monitoring',
  'networkPolicy',
  'podDisruptionBudget',
];

for (const path of LISTS) {
  const at = (value: unknown) => ({ [path]: value });
  form({ path, at, accepted: [[], null], refused: { 'wrong-type': [{}, 'a', 1, true] } });
}
for (const path of CLEARED_MAPS) {
  const at = (value: unknown) => ({ [path]: value });
  form({ path, at, accepted: [{}, null], refused: { 'wrong-type': [[], 'a', 1, true] } });
}
for (const path of NEEDED_MAPS) {
  const at = (value: unknown) => ({ [path]: value });
  form({ path, at, accepted: [{}], refused: { 'wrong-type': [[], 'a', 1], missing: [null] } });
}

const inProfile = (field: string) => (value: unknown) => ({
  benchmark: { profiles: { soak: { [field]: value } } },
});

form({
  path: 'benchmark.profiles.soak.promptTokens',
  at: inProfile('promptTokens'),
  accepted: [1, 10_000_000, undefined],
  refused: { 'out-of-range': [0, 10_000_001, 1.5], 'wrong-type': ['1'] },
});
for (const field of ['requests', 'concurrency', 'maxTokens']) {
  form({
    path: `benchmark.profiles.soak.${field}`,
    at: inProfile(field),
    accepted: [1, 1_000_000, undefined],
    refused: { 'out-of-range': [0, -1, 1.5], 'wrong-type': ['1'] },
  });
}
for (const field of ['warmup', 'retries', 'seed']) {
  form({
    path: `benchmark.profiles.soak.${field}`,
    at: inProfile(field),
    accepted: [0, 1],
    refused: { 'out-of-range': [-1, 0.5], 'wrong-type': ['1'] },
  });
}
for (const field of ['rate', 'burstiness']) {
  form({
    path: `benchmark.profiles.soak.${field}`,
    at: inProfile(field),
    accepted: [0.001, 1, 1e6],
    refused: { 'out-of-range': [0, -1], 'wrong-type': ['1'] },
  });
}
for (const field of ['duration', 'requestTimeout', 'timeout']) {
  form({
    path: `benchmark.profiles.soak.${field}`,
    at: inProfile(field),
    accepted: ['1s', '1h30m'],
    refused: { 'wrong-format': ['', '1', '1d'], 'wrong-type': [1] },
  });
}

table('the rest of a profile', [
  [inProfile('slo')({ good: 1, ttft: '200ms', tpot: '1ms', e2e: '1s' })],
  [inProfile('slo')({ good: 0.001 })],
  [
    inProfile('slo')({ good: 0 }),
    'out-of-range benchmark.profiles.soak.slo.good: expected more than 0, found the number 0',
  ],
  [
    inProfile('slo')({ good: 1.001 }),
    'out-of-range benchmark.profiles.soak.slo.good: expected at most 1, found the number 1.001',
  ],
  [inProfile('slo')({ ttft: 200 }), 'wrong-type benchmark.profiles.soak.slo.ttft'],
  [
    inProfile('requests')(0),
    'out-of-range benchmark.profiles.soak.requests: expected at least 1, found the number 0',
  ],
  [
    inProfile('stream')('no'),
    'wrong-type benchmark.profiles.soak.stream: expected true or false, found the string "no"',
  ],
  [
    inProfile('pattern')('even'),
    'not-allowed benchmark.profiles.soak.pattern: expected one of steady, poisson, bursty, found the string "even"',
  ],
  ...['steady', 'poisson', 'bursty'].map((pattern): Row => [inProfile('pattern')(pattern)]),
]);
