import { type Row, table } from '../../support/issues';

const volume = (name: string) => ({ name, emptyDir: {} });
const mount = (name: string, mountPath: string) => ({ name, mountPath });
const CHART = ['data', 'config', 'tmp', 'service-account'];

table('a volume has a name of its own', [
  [{ extraVolumes: [volume('a'), volume('b'), volume('data2')] }],
  ...CHART.map(
    (name): Row => [
      { extraVolumes: [volume(name)] },
      `duplicate extraVolumes[0].name: expected a name of its own, found ${name}, which is taken by the chart itself`,
    ],
  ),
  [
    { extraVolumes: [volume('a'), volume('b'), volume('b'), volume('b')] },
    'duplicate extraVolumes[2].name: expected a name of its own, found b, which is taken by extraVolumes[1]',
    'duplicate extraVolumes[3].name: expected a name of its own, found b, which is taken by extraVolumes[1]',
  ],
]);

table('a mount has its volume', [
  ...CHART.map((name): Row => [{ extraVolumeMounts: [mount(name, '/x')] }]),
  [{ extraVolumes: [volume('a')], extraVolumeMounts: [mount('a', '/x'), mount('a', '/y')] }],
  [
    { extraVolumes: [volume('a')], extraVolumeMounts: [mount('a', '/x'), mount('b', '/y')] },
    'unknown-name extraVolumeMounts[1].name: expected the name of a volume (data, config, tmp, service-account, a), found b; add it to extraVolumes',
  ],
]);

const mounts = (...paths: string[]) => ({
  extraVolumes: [volume('a')],
  extraVolumeMounts: paths.map((path) => mount('a', path)),
});
const taken = (path: string): Row => [
  mounts(path),
  `duplicate extraVolumeMounts[0].mountPath: expected a mountPath of its own, found ${path}, which is taken by the chart itself`,
];
const same = (first: string, second: string): Row => [
  mounts(first, second),
  `duplicate extraVolumeMounts[1].mountPath`,
];

table('a mount has a path of its own', [
  ...['/data', '/opt/kvmini', '/tmp', '/var/run/secrets/kubernetes.io/serviceaccount'].map(taken),
  [mounts('/')],
  [mounts('/Data', '/data2', '/data/results', '/opt', '/tmp/x')],
  [mounts('/x', '/x/y', '/y/x')],
  same('/x', '/x'),
  same('/x', '/x/'),
  same('/x/', '/x//'),
  same('/x/y', '/x//y'),
  same('/x/y', '//x///y'),
  same('/', '//'),
  [mounts('/data/'), 'duplicate extraVolumeMounts[0].mountPath'],
  [mounts('/opt//kvmini'), 'duplicate extraVolumeMounts[0].mountPath'],
  [mounts('/x/./y', '/x/y')],
]);

const mounted = { extraVolumeMounts: [mount('a', '/x')] };

table('a mount says nothing of a volume whose own mistake is told', [
  [{ ...mounted, extraVolumes: [null, volume('a')] }, 'not-json extraVolumes[0]'],
  [{ ...mounted, extraVolumes: 'a' }, 'wrong-type extraVolumes'],
  [{ ...mounted, extraVolumes: [{ nmae: 'a', emptyDir: {} }] }, 'unknown-key extraVolumes[0].nmae'],
  [{ ...mounted, extravolumes: [volume('a')] }, 'unknown-key extravolumes'],
  [
    { ...mounted, extraVolumes: [{ name: 'b', emptydir: {} }] },
    'unknown-key extraVolumes[0].emptydir',
    'unknown-name extraVolumeMounts[0].name',
  ],
]);

const many = (count: number) => ({
  extraVolumes: Array.from({ length: count }, (_, i) => volume(`v${i}`)),
  extraVolumeMounts: [mount('b', '/y')],
});
const named = (count: number) => Array.from({ length: count }, (_, i) => `, v${i}`).join('');
const unknown = (names: string): Row[1] =>
  `unknown-name extraVolumeMounts[0].name: expected the name of a volume (data, config, tmp, service-account${names}), found b; add it to extraVolumes`;

table('twenty volumes are named, and no more', [
  [many(16), unknown(named(16))],
  [many(17), unknown(`${named(16)} and 1 more`)],
  [many(30), unknown(`${named(16)} and 14 more`)],
]);

const LINKED = [
  ...['profiles', 'config.yaml', 'bench.sh', 'kubeconfig'].map((name) => `/opt/kvmini/${name}`),
  ...['token', 'ca.crt', 'namespace', 'kubeconfig'].map(
    (name) => `/var/run/secrets/kubernetes.io/serviceaccount/${name}`,
  ),
];

table('a mount hides no link of the chart', [
  ...LINKED.flatMap((link): Row[] => [
    ...[link, `${link}/a`, `${link}/`].map(
      (path): Row => [
        mounts(path),
        `conflict extraVolumeMounts[0].mountPath: expected a path outside ${link}, which it would hide, such as /profiles/custom for a profile, found the string "${path}"`,
      ],
    ),
    [mounts(`${link}s`)],
    [mounts(`/x${link}`)],
  ]),
]);
