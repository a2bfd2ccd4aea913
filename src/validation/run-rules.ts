import { BUILT_IN_PROFILES } from 'kvmini-contract/built-in-profiles';
import { MOUNTED_PROFILES, MOUNTS, VARIABLES } from 'kvmini-contract/pod-layout';
import type { Profile, ProfileLoad } from 'kvmini-contract/profile';
import type { KvminiValues } from '../values/generated/kvmini-values';
import type { OwnRunProps } from '../values/run';
import { type LocatedIssue, mismatch, unknownWord } from './issues';
import { describe } from './received';

/** What a run is made of, each part right by itself. */
export interface RunParts {
  readonly own: OwnRunProps;
  /** The load that `bench` asks for. */
  readonly load: ProfileLoad;
  /** The values of the release. */
  readonly release: KvminiValues;
  /** Where the results go: a claim of the run's own, or the harness's. */
  readonly persistence: KvminiValues['persistence'];
  readonly hasOwnClaim: boolean;
  /** The variables of the pod beside the chart's. */
  readonly extraEnv: KvminiValues['extraEnv'];
}

type RunRule = (parts: RunParts) => readonly LocatedIssue[];

const conflict = (at: string, expected: string, found: unknown, more = '') => [
  mismatch('conflict', at.split('.'), expected, describe(found, at.split('.')), more),
];

const OF_A_SCHEDULE = [
  'timeZone',
  'startingDeadlineSeconds',
  'successfulJobsHistoryLimit',
  'failedJobsHistoryLimit',
] as const;

/** What only a CronJob has. */
const scheduled: RunRule = ({ own }) =>
  own.schedule !== undefined
    ? []
    : OF_A_SCHEDULE.filter((name) => own[name] !== undefined).flatMap((name) =>
        conflict(name, 'nothing without a schedule: a Job runs once', own[name]),
      );

const baseline: RunRule = ({ own, persistence }) => [
  ...(own.maxRegression !== undefined && own.baseline === undefined
    ? conflict('maxRegression', 'nothing without a baseline', own.maxRegression)
    : []),
  ...(own.baseline !== undefined && !persistence.enabled
    ? conflict(
        'baseline',
        'nothing where no results are kept',
        own.baseline,
        '; give the run a claim, or set persistence.enabled of the release to true',
      )
    : []),
];

/** A volume that one pod may have is the harness's own. */
const claim: RunRule = ({ persistence, hasOwnClaim, release }) => {
  const isTaken = release.replicaCount > 0 && persistence.accessMode === 'ReadWriteOncePod';
  if (hasOwnClaim || !persistence.enabled || !isTaken) return [];
  return conflict(
    'claim',
    "a claim of the run's own, such as {size: 10Gi}: persistence.accessMode of the release is ReadWriteOncePod, so its volume is the harness's pod's alone",
    undefined,
    '; or set that to ReadWriteOnce or ReadWriteMany',
  );
};

const pods: RunRule = ({ own, load, release }) => {
  if (own.pods === undefined) return [];
  const isOnClaim = load.dataset === MOUNTS.data || load.dataset?.startsWith(`${MOUNTS.data}/`);
  return [
    ...(release.workers.enabled
      ? []
      : conflict(
          'pods',
          'nothing where the harness may make no pods',
          own.pods,
          '; set workers.enabled of the release to true',
        )),
    ...(load.workers === undefined
      ? []
      : conflict('bench.workers', 'nothing with pods: each of them is one worker', load.workers)),
    ...(isOnClaim
      ? conflict(
          'bench.dataset',
          `a file that all pods have, so none below ${MOUNTS.data}`,
          load.dataset,
          '; mount a ConfigMap with extraVolumes and extraVolumeMounts of the release',
        )
      : []),
  ];
};

/** Variables that name a server, beside the values that do. */
const NAMING: readonly string[] = [VARIABLES.service, 'KVMINI_URL'];

const target: RunRule = ({ own, release, extraEnv }) => {
  const { service, url } = own.target ?? {};
  if (service !== undefined && url !== undefined)
    return conflict('target.url', 'nothing beside target.service: a server has one address', url);
  const isNamed =
    (service ?? url ?? release.global.isvc.name) !== '' ||
    release.extraEnvFrom.length > 0 ||
    extraEnv.some(({ name }) => NAMING.includes(name));
  if (isNamed) return [];
  const expected = 'the server to measure, as target.service or target.url';
  return [
    mismatch(
      'missing',
      ['target'],
      expected,
      'nothing',
      '; or set global.isvc.name of the release',
    ),
  ];
};

const FILE = /\/|\.(ya?ml|json)$/;

/** A profile is one that the pod has, as far as the values say which it has. */
const profile: RunRule = ({ own, release }) => {
  const { profile: name } = own;
  const isMounted = ({ mountPath }: { mountPath: string }) =>
    mountPath === MOUNTED_PROFILES || mountPath.startsWith(`${MOUNTED_PROFILES}/`);
  if (name === undefined || FILE.test(name) || release.extraVolumeMounts.some(isMounted)) return [];
  const known = Object.keys({ ...BUILT_IN_PROFILES, ...release.benchmark.profiles });
  return known.includes(name) ? [] : [unknownWord(['profile'], 'a profile', name, known)];
};

/** Whether the profile that a run begins with has a rate; `undefined` where only the pod knows it. */
function hasRate({ own, release }: RunParts): boolean | undefined {
  const name = own.profile ?? release.benchmark.defaultProfile;
  const given = release.benchmark.profiles[name] as Profile | undefined;
  if (given) return given.rate !== undefined;
  const text = BUILT_IN_PROFILES[name];
  return text === undefined ? undefined : /^rate:/m.test(text);
}

/** What `kvmini bench` refuses. */
const load: RunRule = (parts) => {
  const { pattern, rate, stream, slo } = parts.load;
  const isPaced = pattern !== undefined && pattern !== 'steady';
  return [
    ...(isPaced && rate === undefined && hasRate(parts) === false
      ? conflict('bench.pattern', 'steady, or a bench.rate as well', pattern)
      : []),
    ...(stream === false && (slo?.ttft ?? slo?.tpot) !== undefined
      ? conflict('bench.slo', 'no limits on ttft and tpot where bench.stream is false', slo)
      : []),
  ];
};

const RULES: readonly RunRule[] = [profile, load, target, scheduled, pods, baseline, claim];

/** Holds the parts of a run against each other. */
export const runIssues = (parts: RunParts): readonly LocatedIssue[] =>
  RULES.flatMap((rule) => rule(parts));
