import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { KvminiHarness, type KvminiHarnessProps, KvminiRun, ValuesError } from '../src';
import type { Rendered } from './support/render';

const TARGET = { url: 'http://demo:8000' };

const newChart = () => new Chart(new App(), 'c', { namespace: 'benchmark' });

/** A run of a harness that is deployed by others; props may be wrong. */
function runOf(props: object = {}, release: KvminiHarnessProps = {}, id = 'nightly'): KvminiRun {
  return new KvminiRun(newChart(), id, { release, target: TARGET, ...props } as never);
}

const jobOf = (run: KvminiRun): Rendered => (run.job ?? run.cronJob)?.toJson();
const podOf = (run: KvminiRun): Rendered => jobOf(run).spec.template.spec;
const argsOf = (run: KvminiRun): string[] => podOf(run).containers[0].args;

/** What is wrong with a run, a line each. */
function problems(props: object, release: KvminiHarnessProps = {}, id?: string): string[] {
  try {
    runOf(props, release, id);
    return [];
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

const RWOP = { values: { persistence: { accessMode: 'ReadWriteOncePod' as const } } };
const WORKERS = { values: { workers: { enabled: true } } };

test.each<[string, object, KvminiHarnessProps, RegExp]>([
  ['schedule', { schedule: '0 24 * * *' }, {}, /^schedule: .*\(hour: 24 is above 23\)$/],
  [
    'a zone in the schedule',
    { schedule: 'TZ=UTC 0 3 * * *' },
    {},
    /^schedule: .*\(a time zone in it, which is a field of its own\)$/,
  ],
  ['timeZone', { schedule: '@daily', timeZone: 'CEST+2' }, {}, /^timeZone: expected a time zone/],
  ['timeZone alone', { timeZone: 'Etc/UTC' }, {}, /^timeZone: expected nothing without a schedule/],
  [
    'history alone',
    { failedJobsHistoryLimit: 1 },
    {},
    /^failedJobsHistoryLimit: .* without a schedule/,
  ],
  ['ttl', { ttlSecondsAfterFinished: -1 }, {}, /^ttlSecondsAfterFinished: .* from 0, found/],
  ['deadline', { activeDeadlineSeconds: 0 }, {}, /^activeDeadlineSeconds: .* from 1, found/],
  ['pods', { pods: 257 }, WORKERS, /^pods: expected a whole number from 1 to 256, found/],
  [
    'pods without the right',
    { pods: 2 },
    {},
    /^pods: .*; set workers\.enabled of the release to true$/,
  ],
  ['pods and workers', { pods: 2, bench: { workers: 2 } }, WORKERS, /^bench\.workers: .*with pods/],
  ['a file of one pod', { pods: 2, bench: { dataset: '/data/a' } }, WORKERS, /^bench\.dataset: /],
  [
    'baseline',
    { baseline: 'latest_good' },
    {},
    /^baseline: expected latest-good, latest, the name/,
  ],
  [
    'baseline without storage',
    { baseline: 'latest-good', claim: { enabled: false } },
    {},
    /^baseline: expected nothing where no results are kept/,
  ],
  [
    'maxRegression',
    { baseline: 'latest', maxRegression: '5 %' },
    {},
    /^maxRegression: expected a fr/,
  ],
  ['maxRegression alone', { maxRegression: 0.05 }, {}, /^maxRegression: expected nothing without/],
  ['no target', { target: undefined }, {}, /^target: expected the server to measure/],
  [
    'two targets',
    { target: { ...TARGET, service: 'a' } },
    {},
    /^target\.url: expected nothing besid/,
  ],
  ['service', { target: { service: 'pod/a' } }, {}, /^target\.service: expected NAME, isvc\/NAME/],
  ['url', { target: { url: 'ftp://a' } }, {}, /^target\.url: expected an address of http/],
  [
    'a key of target',
    { target: { ...TARGET, modle: 'a' } },
    {},
    /^target\.modle: .*target\.model\?$/,
  ],
  ['a prop', { pod: 2 }, {}, /^pod: unknown key; did you mean pods\?$/],
  ['a field of bench', { bench: { rates: 2 } }, {}, /^bench\.rates: .*did you mean bench\.rate\?$/],
  ['bench', { bench: 7 }, {}, /^bench: expected a map, found the number 7$/],
  [
    'pattern',
    { bench: { pattern: 'poisson' } },
    {},
    /^bench\.pattern: .* or a bench\.rate as well/,
  ],
  ['profile', { profile: 'smok' }, {}, /^profile: .*; did you mean smoke\?$/],
  ['claim', { claim: { size: '0' } }, {}, /^claim\.size: expected more than 0/],
  ['a claim of one pod', {}, RWOP, /^claim: expected a claim of the run's own, .*ReadWriteOncePod/],
  [
    'extraEnv',
    { extraEnv: [{ name: 'KVMINI_SERVICE', value: 'a' }] },
    {},
    /^extraEnv\[0\]\.name: /,
  ],
  ['resources', { resources: { requests: { cpu: '3' } } }, {}, /^resources\.requests\.cpu: /],
  ['its release', {}, { values: { image: { tag: 'a b' } } }, /^release\.image\.tag: expected/],
  ['the name of the release', {}, { releaseName: 'A' }, /^release\.releaseName: expected/],
])('what is wrong is named: %s', (_, props, release, line) => {
  expect(problems(props, release)).toEqual([expect.stringMatching(line)]);
});

test('what is right at the limit is taken', () => {
  const all = {
    schedule: '59 23 31 12 6',
    timeZone: 'America/Argentina/Buenos_Aires',
    pods: 256,
    ttlSecondsAfterFinished: 0,
    startingDeadlineSeconds: 0,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 0,
    activeDeadlineSeconds: 1,
    suspend: true,
    baseline: '2026-11-26_03-00-00-2',
    maxRegression: 0,
    profile: '/profiles/mine.yaml',
  };
  expect(problems(all, WORKERS)).toEqual([]);
  expect(problems({ claim: { size: '1Gi', accessMode: 'ReadWriteOncePod' } }, RWOP)).toEqual([]);
  expect(problems({}, { values: { ...RWOP.values, replicaCount: 0 } })).toEqual([]);
  expect(problems({ bench: { pattern: 'poisson' }, profile: 'burst' })).toEqual([]);
  const named = { values: { global: { isvc: { name: 'demo' } } } };
  expect(problems({ target: undefined }, named)).toEqual([]);
});

test('all problems come at once, also those of the release', () => {
  const release = { values: { image: { tag: 7 } } } as never;
  const found = problems({ schedule: '* * * *', bench: { rate: 0 }, claim: 1 }, release, 'A');
  expect(found.map((line) => line.split(':')[0])).toEqual([
    ...['release.image.tag', 'name', 'schedule', 'claim', 'bench.rate'],
  ]);
});

describe('the name', () => {
  const nameOf = (id: string, fullnameOverride: string) =>
    runOf({ schedule: '@daily' }, { values: { fullnameOverride } }, id).name;

  test('is that of the release and of the run, cut as Helm cuts', () => {
    expect(nameOf('nightly', 'kvmini')).toBe('kvmini-nightly');
    expect(nameOf('kvmini-nightly', 'kvmini')).toBe('kvmini-nightly');
    expect(nameOf('n'.repeat(47), 'kvmi')).toBe(`kvmi-${'n'.repeat(47)}`);
    expect(nameOf('n'.repeat(48), 'kvmi')).toBe(`kvmi-${'n'.repeat(47)}`);
    // The dash at the end of 52 characters goes.
    expect(nameOf('nightly', 'k'.repeat(51))).toBe('k'.repeat(51));
  });

  test('a cut one is warned of', () => {
    const { warnings } = runOf({}, { values: { fullnameOverride: 'k'.repeat(45) } });
    expect(warnings).toEqual([
      expect.objectContaining({
        path: 'name',
        message: expect.stringMatching(/^cut to k{45}-nightl:/),
      }),
    ]);
  });
});

test("a Job's name ends in a hash of its pod, which follows whatever is in it", () => {
  const names = [
    runOf(),
    runOf(),
    runOf({ bench: { rate: 1 } }),
    runOf({}, { values: { image: { tag: '2' } } }),
    runOf({ ttlSecondsAfterFinished: 9, suspend: true, activeDeadlineSeconds: 7 }),
  ].map((run) => jobOf(run).metadata.name);
  for (const name of names) expect(name).toMatch(/^kvmini-harness-nightly-[0-9a-f]{10}$/);
  expect(names[1]).toBe(names[0]);
  expect(names[4]).toBe(names[0]);
  expect(new Set(names).size).toBe(3);
  const longest = runOf({}, { values: { fullnameOverride: 'k'.repeat(63) } });
  expect(jobOf(longest).metadata.name).toHaveLength(63);
});

test('arguments reach the program as they are, whatever the kubelet reads as a variable', () => {
  const bench = {
    extraBody: { a: '$(HOME) $$' },
    stream: false,
    prompt_tokens: 7,
    tools: [{ name: 't' }],
  };
  const args = argsOf(runOf({ bench }));
  expect(args).toContain('--no-stream');
  expect(args).toContain('--prompt-tokens=7');
  expect(args).toContain(
    '--extra-body={"tools":[{"type":"function","function":{"name":"t"}}],"a":"$$(HOME) $$$$"}',
  );
});

test('the timeout is that of bench, of the profile, or of the release; the Job has ten minutes more', () => {
  const mine = { values: { benchmark: { timeout: '2h', profiles: { mine: { timeout: '30m' } } } } };
  const of = (props: object) => {
    const run = runOf(props, mine);
    return [
      argsOf(run).find((arg) => arg.startsWith('--timeout')),
      jobOf(run).spec.activeDeadlineSeconds,
    ];
  };
  expect(of({ bench: { timeout: '90s' }, profile: 'mine' })).toEqual(['--timeout=90s', 690]);
  expect(of({ profile: 'mine' })).toEqual(['--timeout=30m', 2_400]);
  expect(of({})).toEqual(['--timeout=2h', 7_800]);
  // The Job counts whole seconds, and must not end before the run does.
  expect(of({ bench: { timeout: '1500ms' } })).toEqual(['--timeout=1500ms', 602]);
  const byDefault = { ...mine.values.benchmark, defaultProfile: 'mine' };
  expect(argsOf(runOf({}, { values: { benchmark: byDefault } }))).toContain('--timeout=30m');
});

test.each([
  [{}, [3, 3]],
  [{ successfulJobsHistoryLimit: 0 }, [0, 3]],
  [{ failedJobsHistoryLimit: 9 }, [3, 9]],
])(
  'of Jobs that ended three of each kind are kept where nothing else is said: %j',
  (props, kept) => {
    const { spec } = runOf({ schedule: '@daily', ...props }).cronJob?.toJson() ?? {};
    expect([spec.successfulJobsHistoryLimit, spec.failedJobsHistoryLimit]).toEqual(kept);
  },
);

describe('the volume', () => {
  const TERM = {
    labelSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'kvmini',
        'app.kubernetes.io/instance': 'kvmini-harness',
      },
    },
    topologyKey: 'kubernetes.io/hostname',
  };
  const GPU = { key: 'gpu', operator: 'Exists' as const };
  const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
  const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
  const claimOf = (run: KvminiRun) => podOf(run).volumes[0].persistentVolumeClaim?.claimName;

  test("of the harness is on the harness's node, and so is the run, whatever keeps pods apart", () => {
    const zone = { topologyKey: 'zone', labelSelector: { matchLabels: { app: 'cache' } } };
    const preferred = [{ weight: 1, podAffinityTerm: zone }];
    const nodeAffinity = { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [GPU] }] } };
    const affinity = {
      nodeAffinity,
      podAffinity: { [REQUIRED]: [zone] },
      podAntiAffinity: { [REQUIRED]: [TERM], [PREFERRED]: preferred },
    };
    const run = runOf({}, { values: { affinity } });
    expect(claimOf(run)).toBe('kvmini-harness-data');
    expect(podOf(run).affinity).toEqual({
      nodeAffinity,
      podAffinity: { [REQUIRED]: [zone, TERM] },
      podAntiAffinity: { [PREFERRED]: preferred },
    });
  });

  test.each<[string, object, object, string | undefined]>([
    [
      'which many nodes may have',
      {},
      { persistence: { accessMode: 'ReadWriteMany' } },
      'kvmini-harness-data',
    ],
    ['of a harness without pods', {}, { replicaCount: 0 }, 'kvmini-harness-data'],
    ['of its own', { claim: {} }, {}, 'kvmini-harness-nightly-data'],
    ['that is there', { claim: { existingClaim: 'mine' } }, {}, 'mine'],
    ['that is none', { claim: { enabled: false } }, {}, undefined],
  ])('%s leaves it free where it runs', (_, props, values, name) => {
    const run = runOf(props, { values });
    expect([claimOf(run), podOf(run).affinity]).toEqual([name, undefined]);
    const made = name === 'kvmini-harness-nightly-data' ? name : undefined;
    expect(run.persistentVolumeClaim?.name).toBe(made);
  });

  test('old runs on it are removed by the run itself, as benchmark.prune says', () => {
    const prunes = (props: object, prune: object) =>
      argsOf(runOf(props, { values: { benchmark: { prune } } })).includes('--prune');
    expect(prunes({ claim: {} }, { keep: 50 })).toBe(true);
    expect(prunes({ claim: { existingClaim: 'mine' } }, { olderThan: '30d' })).toBe(true);
    expect(prunes({ claim: {} }, {})).toBe(false);
    // The harness's serve removes those on its claim; without a claim there is nothing to remove.
    expect(prunes({}, { keep: 50 })).toBe(false);
    expect(prunes({ claim: { enabled: false } }, { keep: 50 })).toBe(false);
  });

  test("named as the harness's own claim is the harness's", () => {
    const run = runOf({ claim: { existingClaim: 'kvmini-harness-data' } });
    expect(podOf(run).affinity.podAffinity[REQUIRED]).toEqual([TERM]);
  });
});

test('what runs beside the harness and what asks it is not in the run', () => {
  const probe = { exec: { command: ['true'] } };
  const run = runOf(
    {},
    {
      values: {
        ...{ extraContainers: [{ name: 'log', image: 'log' }], startupProbe: probe },
        lifecycle: { preStop: probe },
        initContainers: [{ name: 'first', image: 'first' }],
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
        ],
      },
    },
  );
  const pod = podOf(run);
  expect(pod.containers.map(({ name }: Rendered) => name)).toEqual(['kvmini']);
  expect(pod.initContainers).toHaveLength(1);
  expect(pod).not.toHaveProperty('topologySpreadConstraints');
  for (const field of ['ports', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'])
    expect(pod.containers[0]).not.toHaveProperty(field);
});

test("variables of the run take the place of the release's", () => {
  const extraEnv = ['KVMINI_MAX_ERROR_RATE', 'A'].map((name) => ({ name, value: 'release' }));
  const own = [{ name: 'KVMINI_MAX_ERROR_RATE', value: '1%' }];
  const { env } = podOf(runOf({ extraEnv: own }, { values: { extraEnv } })).containers[0];
  const isOfHarness = ({ name }: Rendered) => ['A', ...own.map((each) => each.name)].includes(name);
  expect(env.filter(isOfHarness)).toEqual([{ name: 'A', value: 'release' }, ...own]);
});

describe('warnings', () => {
  const told = (props: object, release: KvminiHarnessProps = {}) =>
    runOf(props, release).warnings.map(({ path }) => path);

  test.each<[string, readonly string[]]>([
    ['0 0 30 2 *', ['schedule']],
    ['0 0 31 4,6,9,11 *', ['schedule']],
    ['0 0 29 2 *', []],
    ['0 0 31 * *', []],
    ['0 0 30 2 1', []],
  ])('of a schedule that never comes: %s', (schedule, paths) => {
    expect(told({ schedule })).toEqual(paths);
  });

  test('of results that go with the pod, and of what a run cannot set', () => {
    expect(told({ claim: { enabled: false } })).toEqual(['claim']);
    expect(told({ bench: { vllm_features: { a: 1 } } })).toEqual(['bench']);
  });

  const OWN = { rbac: { scope: 'namespace' as const } };
  test.each<[string, object, object, readonly string[]]>([
    ['elsewhere', { service: 'a', namespace: 'far' }, OWN, ['target.namespace']],
    ['with an address', { ...TARGET, namespace: 'far' }, OWN, []],
    ["in the harness's namespace", { service: 'a', namespace: 'benchmark' }, OWN, []],
    ['without a namespace', { service: 'a' }, { ...OWN, global: { isvc: { namespace: 'b' } } }, []],
    [
      'in that of the values',
      { service: 'a', namespace: 'far' },
      { ...OWN, global: { isvc: { namespace: 'far' } } },
      [],
    ],
    [
      'with rights of somebody else',
      { service: 'a', namespace: 'far' },
      { rbac: { scope: 'namespace', create: false } },
      [],
    ],
    ['with rights everywhere', { service: 'a', namespace: 'far' }, {}, []],
  ])('of a target out of reach: one %s', (_, target, values, paths) => {
    expect(told({ target }, { values })).toEqual(paths);
  });
});

describe('in one app', () => {
  test('two runs of one name are refused, and so is an object of the same name', () => {
    const chart = newChart();
    const release = new KvminiHarness(chart, 'kvmini-harness');
    const add = (id: string, name: string) =>
      new KvminiRun(chart, id, { release, name, schedule: '@daily', target: TARGET });
    const first = add('a', 'nightly');
    expect(() => add('b', 'nightly')).toThrow(
      /^kvmini in c has 1 problem.*\n {2}name: CronJob kvmini-harness-nightly in namespace benchmark is made by the run at c\/a already; .* a run by name$/,
    );
    expect(chart.node.tryFindChild('b')).toBeUndefined();
    add('b', 'weekly');
    expect(ApiObject.of(first)).toBe(first.cronJob);
    new ApiObject(chart, 'own', {
      ...{ apiVersion: 'batch/v1', kind: 'CronJob' },
      metadata: { name: 'kvmini-harness-weekly' },
    });
    expect(chart.node.validate().concat(chart.node.root.node.validate()).join()).toMatch(
      /is made by the run at c\/b, and by c\/own as well/,
    );
  });

  test('the run of a release that others deploy is in its namespace, else in that of the chart', () => {
    const namespaceOf = (namespace?: string) => runOf({}, { namespace }).job?.metadata.namespace;
    expect([namespaceOf('elsewhere'), namespaceOf()]).toEqual(['elsewhere', 'benchmark']);
  });

  test('it comes after the harness, and needs nothing of one that others deploy', () => {
    const chart = newChart();
    const runs = new Construct(chart, 'before');
    const harness = new KvminiHarness(chart, 'z');
    new KvminiRun(runs, 'a', { release: harness, target: TARGET });
    expect(chart.toJson().at(-1).kind).toBe('Job');
    expect(runOf().node.root.node.findAll().filter(ApiObject.isApiObject)).toHaveLength(1);
  });
});
