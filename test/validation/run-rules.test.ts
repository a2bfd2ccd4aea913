import { describe, expect, test } from 'vitest';
import { resolveValues } from '../../src/validation/resolve';
import { type RunParts, runIssues } from '../../src/validation/run-rules';
import type { KvminiValues } from '../../src/values/generated/kvmini-values';

function values(user: object): KvminiValues {
  const resolved = resolveValues(user);
  expect(resolved.issues).toEqual([]);
  return resolved.values as KvminiValues;
}

/** The parts of a run, as they may be given: all that is left out is right. */
interface Given {
  readonly own?: object;
  readonly load?: object;
  readonly release?: object;
  readonly claim?: object;
  readonly extraEnv?: readonly object[];
}

function parts({ own = {}, load = {}, release = {}, claim, extraEnv = [] }: Given): RunParts {
  const of = values(release);
  return {
    own: { target: { url: 'http://a' }, ...own },
    load,
    release: of,
    persistence: claim ? values({ persistence: claim }).persistence : of.persistence,
    hasOwnClaim: claim !== undefined,
    extraEnv,
  } as RunParts;
}

const RWOP = { persistence: { accessMode: 'ReadWriteOncePod' } };
const WORKERS = { workers: { enabled: true } };
const NO_TARGET = { target: undefined };
const MISSING =
  'missing target: expected the server to measure, as target.service or target.url, found nothing; or set global.isvc.name of the release';
const UNKNOWN = (name: string, known: string, meant = '') =>
  `unknown-name profile: expected a profile (${known}), found the string "${name}"${meant}`;
const BUILT_IN = 'standard, burst, sustained, smoke';

const ROWS: Readonly<Record<string, readonly (readonly [Given, ...string[]])[]>> = {
  'only a schedule has them': [
    ...[
      'timeZone',
      'startingDeadlineSeconds',
      'successfulJobsHistoryLimit',
      'failedJobsHistoryLimit',
    ].flatMap((name): [Given, ...string[]][] => [
      [{ own: { schedule: '@daily', [name]: 1 } }],
      [
        { own: { [name]: 1 } },
        `conflict ${name}: expected nothing without a schedule: a Job runs once, found the number 1`,
      ],
    ]),
  ],
  'what is compared with what is kept': [
    [{ own: { baseline: 'latest', maxRegression: 0 } }],
    [{ own: { baseline: 'latest' }, claim: {}, release: { persistence: { enabled: false } } }],
    [
      { own: { maxRegression: 0 } },
      'conflict maxRegression: expected nothing without a baseline, found the number 0',
    ],
    [
      { own: { baseline: 'latest' }, release: { persistence: { enabled: false } } },
      'conflict baseline: expected nothing where no results are kept, found the string "latest"; give the run a claim, or set persistence.enabled of the release to true',
    ],
  ],
  'a volume that one pod may have': [
    [{ release: { persistence: { accessMode: 'ReadWriteOnce' } } }],
    [{ release: { ...RWOP, replicaCount: 0 } }],
    [{ release: { persistence: { ...RWOP.persistence, enabled: false } } }],
    [{ release: RWOP, claim: RWOP.persistence }],
    [
      { release: RWOP },
      "conflict claim: expected a claim of the run's own, such as {size: 10Gi}: persistence.accessMode of the release is ReadWriteOncePod, so its volume is the harness's pod's alone, found nothing; or set that to ReadWriteOnce or ReadWriteMany",
    ],
  ],
  'pods of a run': [
    [{ own: { pods: 2 }, release: WORKERS, load: { dataset: '/database/a' } }],
    [{ load: { workers: 2, dataset: '/data/a' } }],
    [
      { own: { pods: 2 } },
      'conflict pods: expected nothing where the harness may make no pods, found the number 2; set workers.enabled of the release to true',
    ],
    [
      { own: { pods: 2 }, release: WORKERS, load: { workers: 3 } },
      'conflict bench.workers: expected nothing with pods: each of them is one worker, found the number 3',
    ],
    ...['/data', '/data/a'].map((dataset): [Given, string] => [
      { own: { pods: 2 }, release: WORKERS, load: { dataset } },
      `conflict bench.dataset: expected a file that all pods have, so none below /data, found the string "${dataset}"; mount a ConfigMap with extraVolumes and extraVolumeMounts of the release`,
    ]),
  ],
  'the server to measure': [
    [{ own: { target: { service: 'a' } } }],
    [{ own: NO_TARGET, release: { global: { isvc: { name: 'a' } } } }],
    [{ own: NO_TARGET, release: { extraEnvFrom: [{ configMapRef: { name: 'a' } }] } }],
    [{ own: NO_TARGET, extraEnv: [{ name: 'A' }, { name: 'KVMINI_URL' }] }],
    [{ own: NO_TARGET, extraEnv: [{ name: 'KVMINI_SERVICE' }] }],
    [{ own: NO_TARGET, extraEnv: [{ name: 'KVMINI' }] }, MISSING],
    [{ own: NO_TARGET }, MISSING],
    [{ own: { target: {} } }, MISSING],
    [
      { own: { target: { service: 'a', url: 'http://b' } } },
      'conflict target.url: expected nothing beside target.service: a server has one address, found a string',
    ],
  ],
  'a profile that the pod has': [
    ...['smoke', 'a/b', 'a.yaml', 'a.yml', 'a.json', 'mine'].map((profile): [Given] => [
      { own: { profile }, release: { benchmark: { profiles: { mine: {} } } } },
    ]),
    [{ own: { profile: 'smok' } }, UNKNOWN('smok', BUILT_IN, '; did you mean smoke?')],
    [{ own: { profile: 'a.yamlx' } }, UNKNOWN('a.yamlx', BUILT_IN)],
    [
      { own: { profile: 'none' }, release: { benchmark: { profiles: { mine: {} } } } },
      UNKNOWN('none', `${BUILT_IN}, mine`),
    ],
    // What the user mounts there is not known here.
    ...['/profiles', '/profiles/mine'].map((mountPath): [Given] => [
      { own: { profile: 'qqq' }, release: { extraVolumeMounts: [{ name: 'data', mountPath }] } },
    ]),
    ...['/profiles2', '/x/profiles'].map((mountPath): [Given, string] => [
      { own: { profile: 'qqq' }, release: { extraVolumeMounts: [{ name: 'data', mountPath }] } },
      UNKNOWN('qqq', BUILT_IN),
    ]),
  ],
  'a pattern has a rate': [
    [{ load: { pattern: 'steady' } }],
    [{ load: { pattern: 'poisson', rate: 1 } }],
    // The default profile has none, and another one may have.
    [{ load: { pattern: 'poisson' }, own: { profile: 'burst' } }],
    [{ load: { pattern: 'poisson' }, own: { profile: '/mounted.yaml' } }],
    [
      {
        load: { pattern: 'poisson' },
        release: { benchmark: { profiles: { standard: { rate: 1 } } } },
      },
    ],
    [{ load: { pattern: 'poisson' }, release: { benchmark: { defaultProfile: 'burst' } } }],
    ...[
      {},
      { own: { profile: 'smoke' } },
      { own: { profile: 'mine' }, release: { benchmark: { profiles: { mine: {} } } } },
    ].map((given): [Given, string] => [
      { ...given, load: { pattern: 'poisson' } },
      'conflict bench.pattern: expected steady, or a bench.rate as well, found the string "poisson"',
    ]),
  ],
  'limits on what streams': [
    [{ load: { stream: true, slo: { ttft: 1, tpot: 1 } } }],
    [{ load: { slo: { ttft: 1 } } }],
    [{ load: { stream: false, slo: { latency: 1 } } }],
    [{ load: { stream: false } }],
    ...['ttft', 'tpot'].map((name): [Given, string] => [
      { load: { stream: false, slo: { [name]: 1 } } },
      'conflict bench.slo: expected no limits on ttft and tpot where bench.stream is false, found a map',
    ]),
  ],
};

describe.each(Object.entries(ROWS))('%s', (_, rows) => {
  test.each(rows.map((row, index) => [index, row] as const))(
    'row %i',
    (_index, [given, ...lines]) => {
      const found = runIssues(parts(given));
      expect(found.map(({ code, at, message }) => `${code} ${at.join('.')}: ${message}`)).toEqual(
        lines,
      );
    },
  );
});
