import { type Row, table } from '../../support/issues';

const profile = (defaultProfile: string, profiles: object = {}) => ({
  benchmark: { defaultProfile, profiles },
});

table('the default profile is there', [
  ...['standard', 'burst', 'sustained', 'smoke'].map((name): Row => [profile(name)]),
  [profile('mine', { mine: {} })],
  [profile('standard', { mine: {} })],
  [
    profile('standrad'),
    'unknown-name benchmark.defaultProfile: expected a profile (standard, burst, sustained, smoke), found the string "standrad"; did you mean standard?',
  ],
  [
    profile('nightly', { mine: {} }),
    'unknown-name benchmark.defaultProfile: expected a profile (standard, burst, sustained, smoke, mine), found the string "nightly"',
  ],
  [profile('Standard'), 'unknown-name benchmark.defaultProfile'],
  [profile('toString'), 'unknown-name benchmark.defaultProfile'],
]);

const own = (mine: object) => ({ benchmark: { profiles: { mine } } });

table('profiles agree with themselves, and may be written as those of kserve-vllm-mini are', [
  [
    own({
      ...{ pattern: 'steady', requests: 7, max_tokens: 12, use_cases: ['evenings'] },
      ...{ characteristics: { burstiness: 'none' }, vllm_features: { device: 'cpu' } },
      ...{ test_schema: '{"type":"object"}', tools: [{ name: 'tide' }] },
    }),
  ],
  [own({ extraBody: { max_tokens: null, max_completion_tokens: 5, temperature: 0 } })],
  [
    own({ max_tokens: 5, maxTokens: 6 }),
    'conflict benchmark.profiles.mine.max_tokens: expected nothing else when maxTokens is given: both are the same setting, found a number',
  ],
  [
    own({ extra_body: { max_tokens: 5 } }),
    'conflict benchmark.profiles.mine.extra_body.max_tokens: expected null, which takes it away, since maxTokens decides it, found a number',
  ],
  [own({ test_schema: '[]' }), 'conflict benchmark.profiles.mine.test_schema'],
  [own({ test_schema: 'type: object' }), 'conflict benchmark.profiles.mine.test_schema'],
  [
    own({ max_token: 5 }),
    'unknown-key benchmark.profiles.mine.max_token: unknown key; did you mean benchmark.profiles.mine.maxTokens?',
  ],
  [own({ extraBody: { model: 'x' } }), 'wrong-format benchmark.profiles.mine.extraBody.model'],
]);

interface Pod {
  readonly mounts?: readonly object[];
  readonly volumes?: readonly object[];
  readonly readOnlyRoot?: boolean | null;
}

const output = (
  outputDir: string,
  { mounts = [], volumes = [], readOnlyRoot = true }: Pod = {},
) => ({
  benchmark: { outputDir },
  securityContext: { readOnlyRootFilesystem: readOnlyRoot },
  extraVolumes: volumes,
  extraVolumeMounts: mounts,
});

const at = 'benchmark.outputDir';
const DATA = '/data, /tmp';

const refused = (outputDir: string, pod: Pod = {}, places = DATA): Row => [
  output(outputDir, pod),
  `conflict ${at}: expected a path below a writable mount (${places}), found the string "${outputDir}"`,
];

table('results go to a mount of the chart that can be written to', [
  ...['/data', '/data/', '/data/results', '//data//results', '/tmp', '/tmp/x/y'].map(
    (path): Row => [output(path)],
  ),
  ...['/', '/results', '/database', '/dat', '/opt', '/opt/kvmini', '/opt/kvmini/x'].map((path) =>
    refused(path),
  ),
  refused('/var/run/secrets/kubernetes.io/serviceaccount/x'),
  refused('/opt/kvmini2'),
]);

table('without a mount, the root file system decides', [
  [output('/results', { readOnlyRoot: false })],
  [output('/results', { readOnlyRoot: null })],
  [output('/', { readOnlyRoot: false })],
  refused('/results', { readOnlyRoot: true }),
  refused('/opt/kvmini/x', { readOnlyRoot: false }),
]);

const dots = (outputDir: string): Row => [
  output(outputDir),
  `wrong-format ${at}: expected a path without "." and "..", found the string "${outputDir}"`,
];

table('a path has no way up', [
  ...['/data/../etc', '/data/..', '/..', '/data/./x', '/data/.', '/./data'].map(dots),
  [output('/data/..x')],
  [output('/data/.x')],
  [output('/data/x..')],
  [output('/data/x.y/...')],
]);

const mounted = (mount: object, source: object = { emptyDir: {} }): Pod => ({
  mounts: [{ name: 'a', mountPath: '/more', ...mount }],
  volumes: [{ name: 'a', ...source }],
});

const claim = { claimName: 'mine' };

table('a volume that is mounted besides', [
  [output('/more/results', mounted({}))],
  [output('/more', mounted({}))],
  [output('/more', mounted({ readOnly: false }))],
  refused('/more', mounted({ readOnly: true })),
  refused('/moreover', mounted({}), `${DATA}, /more`),
  refused('/mor', mounted({}), `${DATA}, /more`),
  refused('/more', mounted({}, { configMap: { name: 'c' } })),
  refused('/more', mounted({}, { secret: { secretName: 's' } })),
  refused('/more', mounted({}, { downwardAPI: {} })),
  refused('/more', mounted({}, { projected: { sources: [] } })),
  refused('/more', mounted({}, { image: { reference: 'a/b' } })),
  refused('/more', mounted({ readOnly: false }, { configMap: { name: 'c' } })),
  [output('/more', mounted({}, { persistentVolumeClaim: claim }))],
  [output('/more', mounted({}, { persistentVolumeClaim: { ...claim, readOnly: false } }))],
  refused('/more', mounted({}, { persistentVolumeClaim: { ...claim, readOnly: true } })),
  refused('/more', mounted({}, { nfs: { server: 'a', path: '/', readOnly: true } })),
  [output('/more', mounted({}, { hostPath: { path: '/x' } }))],
  [output('/more', mounted({}, { emptyDir: {}, configMap: undefined }))],
]);

table('a volume of the chart that is mounted again', [
  [output('/more', { mounts: [{ name: 'data', mountPath: '/more' }] })],
  [output('/more', { mounts: [{ name: 'tmp', mountPath: '/more' }] })],
  refused('/more', { mounts: [{ name: 'config', mountPath: '/more' }] }),
  refused('/more', { mounts: [{ name: 'service-account', mountPath: '/more' }] }),
  refused('/more', { mounts: [{ name: 'data', mountPath: '/more', readOnly: true }] }),
]);

/** A mount in a mount: the first can be written to, the second can't. */
const nested = (writable: string, readOnly: string): Pod => ({
  volumes: [
    { name: 'a', emptyDir: {} },
    { name: 'b', emptyDir: {} },
  ],
  mounts: [
    { name: 'a', mountPath: writable },
    { name: 'b', mountPath: readOnly, readOnly: true },
  ],
});

table('the innermost mount decides', [
  [output('/x/y/z', nested('/x/y', '/x'))],
  refused('/x/z', nested('/x/y', '/x'), `${DATA}, /x/y`),
  refused('/x/y/z', nested('/x', '/x/y'), `${DATA}, /x`),
  [output('/x/z', nested('/x', '/x/y'))],
  [output('/x/yz', nested('/x', '/x/y'))],
  refused('/data/locked/x', nested('/x', '/data/locked'), `${DATA}, /x`),
  [output('/opt/kvmini/out/x', nested('/opt/kvmini/out', '/x'))],
  refused('/y', nested('/x', '/'), `${DATA}, /x`),
  [output('/y', nested('/', '/x'))],
  [output('/data/y', nested('/x', '/'))],
  refused('/x/', nested('/', '/x//'), `${DATA}, /`),
]);

table('a mount without its volume is one mistake', [
  [
    output('/more', { mounts: [{ name: 'nowhere', mountPath: '/more' }] }),
    'unknown-name extraVolumeMounts[0].name',
  ],
]);
