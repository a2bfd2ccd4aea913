import { isWhole } from '../../src/values/quantity';
import { form, member, type Row, table } from '../support/issues';

const x = (length: number) => 'x'.repeat(length);

form({
  path: 'extraVolumes[0].name',
  at: (name) => ({ extraVolumes: [{ name, emptyDir: {} }] }),
  accepted: ['a', '1', 'a-b', 'a--b', '0x1f', x(63)],
  refused: {
    'wrong-format': ['', '-', '-a', 'a-', 'A', 'a_b', 'a.b', 'a b', 'a\n', 'é', x(64), x(254)],
    'wrong-type': [1, true, ['a']],
    missing: [undefined],
  },
});

form({
  path: 'global.isvc.name',
  at: (name) => ({ global: { isvc: { name } } }),
  accepted: ['', null, 'a', 'a1', 'a-b', x(63)],
  refused: {
    'wrong-format': ['1', '1a', '-a', 'a-', 'A', 'a.b', 'a_b', ' ', x(64)],
    'wrong-type': [1, true],
  },
});

form({
  path: 'global.isvc.namespace',
  at: (namespace) => ({ global: { isvc: { namespace } } }),
  accepted: ['', null, '1', '1a', 'a-b', x(63)],
  refused: { 'wrong-format': ['-a', 'a-', 'A', 'a.b', ' ', x(64)], 'wrong-type': [1] },
});

const SUBDOMAINS = ['a', '1', '1.5', 'a-b.c--d.e', x(64), x(253), `${x(126)}.${x(126)}`];
const NO_SUBDOMAINS = [
  '.',
  '.a',
  'a.',
  'a..b',
  '-a',
  'a-',
  'a-.b',
  'a.-b',
  'A',
  'a_b',
  'a/b',
  'a b',
];
const TOO_LONG = [x(254), `${x(126)}.${x(127)}`];

form({
  path: 'persistence.existingClaim',
  at: (existingClaim) => ({ persistence: { existingClaim } }),
  accepted: ['', null, ...SUBDOMAINS],
  refused: { 'wrong-format': [...NO_SUBDOMAINS, ...TOO_LONG], 'wrong-type': [1, false] },
});

form({
  path: 'serviceAccount.name',
  at: (name) => ({ serviceAccount: { name } }),
  accepted: ['', null, ...SUBDOMAINS],
  refused: { 'wrong-format': [...NO_SUBDOMAINS, ...TOO_LONG] },
});

form({
  path: 'priorityClassName',
  at: (priorityClassName) => ({ priorityClassName }),
  accepted: ['', null, ...SUBDOMAINS],
  refused: { 'wrong-format': [...NO_SUBDOMAINS, ...TOO_LONG] },
});

form({
  path: 'persistence.storageClass',
  at: (storageClass) => ({ persistence: { storageClass } }),
  accepted: ['', '-', null, ...SUBDOMAINS],
  refused: { 'wrong-format': [...NO_SUBDOMAINS, ...TOO_LONG, '--', '-a', ' -'] },
});

form({
  path: 'extraVolumes[0].secret.secretName',
  at: (secretName) => ({ extraVolumes: [{ name: 'a', secret: { secretName } }] }),
  accepted: SUBDOMAINS,
  refused: { 'wrong-format': [...NO_SUBDOMAINS, ...TOO_LONG], missing: ['', undefined] },
});

// The API server and the kubelet take any name.
form({
  path: 'imagePullSecrets[0].name',
  at: (name) => ({ imagePullSecrets: [{ name }] }),
  accepted: [...SUBDOMAINS, '', ...NO_SUBDOMAINS, ...TOO_LONG, undefined],
  refused: { 'wrong-type': [1, true, {}] },
});

const NAMES = ['a', 'A', '1', 'a.b_c-D', 'example.com/a', '1.2/3', `e.com/${x(63)}`, x(63)];
const LONGEST_NAME = `${x(253)}/${x(63)}`;
const NO_NAMES = [
  '',
  '-a',
  'a-',
  '_a',
  'a.',
  'a b',
  'é',
  '/a',
  'a/',
  'a/b/c',
  'a..b/c',
  '-a/b',
  'a-/b',
  'a_b/c',
  x(64),
  `e.com/${x(64)}`,
  `${x(254)}/a`,
];

form({
  path: 'tolerations[0].key',
  at: (key) => ({ tolerations: [{ key, operator: 'Exists' }] }),
  accepted: [...NAMES, LONGEST_NAME, '', undefined, null],
  refused: { 'wrong-format': NO_NAMES.filter((name) => name !== ''), 'wrong-type': [1] },
});

const MAPS: readonly (readonly [string, (map: object) => object])[] = [
  ['podLabels', (podLabels) => ({ podLabels })],
  ['nodeSelector', (nodeSelector) => ({ nodeSelector })],
  ['podAnnotations', (podAnnotations) => ({ podAnnotations })],
  ['service.annotations', (annotations) => ({ service: { annotations } })],
];

for (const [path, at] of MAPS) {
  table(`keys of ${path}`, [
    ...[...NAMES, LONGEST_NAME].map((key): Row => [at({ [key]: 'x' })]),
    ...NO_NAMES.map((key): Row => [at({ [key]: 'x' }), `wrong-format ${member(path, key)}`]),
    // In an annotation's prefix case does not matter.
    [
      at({ 'E.com/a': 'x' }),
      ...(/annotations/i.test(path) ? [] : [`wrong-format ${member(path, 'E.com/a')}`]),
    ],
  ]);
}

form({
  path: 'podLabels.team',
  at: (team) => ({ podLabels: { team } }),
  accepted: ['', 'a', 'A', '1', 'a.b_c-D', x(63)],
  refused: {
    'wrong-format': ['-', '-a', 'a-', '_a', 'a.', 'a b', 'a/b', 'é', x(64)],
    'wrong-type': [1, true, {}],
  },
});

form({
  path: 'podAnnotations.note',
  at: (note) => ({ podAnnotations: { note } }),
  accepted: ['', 'anything: {goes}', 'two\nlines', x(5000)],
  refused: { 'wrong-type': [1, true, [], {}] },
});

form({
  path: 'benchmark.timeout',
  at: (timeout) => ({ benchmark: { timeout } }),
  accepted: [
    '0.001s',
    '0h10ms',
    '1h',
    '1h30m',
    '1.5s',
    '250ms',
    '1us',
    '1µs',
    '100ns',
    '1m1m',
    '90m0.5s',
  ],
  refused: {
    'wrong-format': [
      '',
      '1',
      '0s',
      '0h0.000ms',
      'h',
      '1d',
      '1w',
      '-1s',
      '+1s',
      '1.s',
      '.5s',
      '1 h',
      '1h ',
      '1H',
      '1h30',
    ],
    'wrong-type': [3600],
    missing: [null],
  },
});

form({
  path: 'monitoring.serviceMonitor.interval',
  at: (interval) => ({ monitoring: { serviceMonitor: { interval, scrapeTimeout: '0s' } } }),
  accepted: [
    '',
    null,
    '0s',
    '1y',
    '1w',
    '1d',
    '1h',
    '1m',
    '1s',
    '1ms',
    '1y2w3d4h5m6s7ms',
    '1y7ms',
    '90s',
  ],
  refused: {
    'wrong-format': [
      '0',
      '30',
      's',
      '1.5m',
      '1s1m',
      '1ms1s',
      '1s1s',
      '-1s',
      '1 s',
      '1S',
      '1us',
      '1M',
    ],
    'wrong-type': [30],
  },
});

const QUANTITIES = [
  ...['1', '01', '+1', '1.', '1.5', '.5', '0.5', '1e3', '1E3', '1e+3', '1e-3', '1e999', '1E'],
  ...['n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
    (suffix) => `5${suffix}`,
  ),
  ...['1.5Gi', '.5Gi', '1.Gi', 1, 0.5, 1e21],
];
const NO_QUANTITIES = [
  ...[
    '',
    '.',
    '+',
    'Gi',
    'm',
    '-1',
    '-1Gi',
    '1 Gi',
    ' 1',
    '1 ',
    '1K',
    '1ki',
    '1gi',
    '1GI',
    '1GiB',
    '1B',
  ],
  ...[
    '1g',
    '1t',
    '1U',
    '1N',
    '1e',
    '1e+',
    '1e1000',
    '1e3Gi',
    '1.2.3',
    '1,5',
    '1_000',
    '0x10',
    '1Gi\n',
  ],
  ...['++1', '1mm', '1Kii', 'Infinity', '1i', '1Zi'],
];

form({
  path: 'persistence.size',
  at: (size) => ({ persistence: { size } }),
  accepted: QUANTITIES.filter(isWhole),
  refused: {
    'wrong-format': [...NO_QUANTITIES, '1'.repeat(254)],
    'out-of-range': [-1, -0.001, 0, ...QUANTITIES.filter((one) => !isWhole(one))],
    'wrong-type': [true, ['1Gi'], {}],
    missing: [null],
  },
});

form({
  path: 'resources.limits.cpu',
  at: (cpu) => ({ resources: { requests: { cpu: null }, limits: { cpu } } }),
  accepted: [...QUANTITIES, 0, '0', null, '1'.repeat(253)],
  refused: { 'wrong-format': NO_QUANTITIES, 'out-of-range': [-1], 'wrong-type': [false, []] },
});
