import { milliseconds } from 'kvmini-contract/duration';
import { loadFlags } from 'kvmini-contract/flags';
import { keepsAll } from 'kvmini-contract/kept-runs';
import { runPodName } from 'kvmini-contract/pod-layout';
import type { Profile, ProfileLoad } from 'kvmini-contract/profile';
import { loadOf } from 'kvmini-contract/profile-load';
import type { Labels } from '../chart/labels';
import { runName } from '../chart/names';
import { checkRun, type RunValues } from '../validation/run';
import { runIssues } from '../validation/run-rules';
import { ValuesError, type ValuesIssue } from '../validation/values-error';
import type { ValuesWarning } from '../validation/values-warning';
import { DNS_LABEL } from '../values/formats';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { isNever } from '../values/kubernetes/cron';
import { formatPath } from '../values/path';
import type { OwnRunProps } from '../values/run';
import type { Release } from './release';

/** What a run is made from. */
export interface RunSource {
  /** The props, of whatever type. */
  readonly props: object & RunValues & { readonly name?: unknown };
  /** The release of the harness, or what is wrong with it. */
  readonly release: Release | ValuesError;
}

/** A run by manifests, with everything resolved that its objects are made of. */
export interface Run {
  /** The name of its CronJob, what the Job's begins with, and what its runs are called together. */
  readonly name: string;
  /** The props that are its own. */
  readonly own: OwnRunProps;
  /** The release as the run's pod sees it: with the claim and the variables of the run. */
  readonly release: Release;
  /** The release of the harness. */
  readonly harness: Release;
  /** Labels of its objects and pods; no selector of the release finds these. */
  readonly labels: Labels;
  /** The claim that is made for it: none where it uses another. */
  readonly claim: KvminiValues['persistence'] | undefined;
  /** Whether its pod must be on the harness's node, which alone has the volume. */
  readonly isBesideHarness: boolean;
  /** Arguments of `kvmini bench`. */
  readonly args: readonly string[];
  /** How long the run may take. */
  readonly timeoutMs: number;
  /** What is probably not meant. */
  readonly warnings: readonly ValuesWarning[];
}

/** The claim that a release's pod uses. */
const claimOf = ({ fullname, values }: Release) =>
  values.persistence.existingClaim || `${fullname}-data`;

/** Where the results of a run go. */
interface Storage {
  readonly persistence: KvminiValues['persistence'];
  readonly hasOwnClaim: boolean;
}

function storageOf({ props }: RunSource, values: KvminiValues, harness: Release): Storage {
  const own = values.persistence;
  const isHarness = props.claim === undefined || own.existingClaim === claimOf(harness);
  return isHarness
    ? { persistence: harness.values.persistence, hasOwnClaim: false }
    : { persistence: own, hasOwnClaim: true };
}

/** The variables of the release, and those of the run in place of their namesakes. */
function variables(harness: Release, own: KvminiValues['extraEnv']): KvminiValues['extraEnv'] {
  const names = own.map(({ name }) => name);
  return [...harness.values.extraEnv.filter(({ name }) => !names.includes(name)), ...own];
}

/** The timeout that counts in the pod: the run's own, its profile's where the values have that, or the release's. */
function timeoutOf({ profile }: OwnRunProps, load: ProfileLoad, { benchmark }: KvminiValues) {
  const base = benchmark.profiles[profile ?? benchmark.defaultProfile] as Profile | undefined;
  return load.timeout ?? base?.timeout ?? benchmark.timeout;
}

/** The kubelet reads `$(NAME)` in arguments as a variable. */
const literal = (argument: string) => argument.replaceAll('$', '$$$$');

/** On the harness's claim `serve` removes old runs; on another one nobody would. */
function prunesItself({ values }: Release, { hasOwnClaim, persistence }: Storage): boolean {
  return hasOwnClaim && persistence.enabled && !keepsAll(values.benchmark.prune);
}

function argumentsOf(
  name: string,
  { own, load, harness, storage }: Parts,
  timeout: string,
): readonly string[] {
  const { profile, target = {}, pods, baseline, maxRegression } = own;
  const flags = {
    'run-name': name,
    profile,
    namespace: target.namespace,
    service: target.service,
    url: target.url,
    model: target.model,
    baseline,
    'max-regression': maxRegression,
    pods,
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  const flagged = given.map(([flag, value]) => `--${flag}=${value}`);
  return [
    ...flagged,
    ...(prunesItself(harness, storage) ? ['--prune'] : []),
    ...loadFlags({ ...load, timeout }),
  ].map(literal);
}

function nameIssues(harness: Release, given: string): ValuesIssue[] {
  const name = runName(harness.fullname, given);
  if (DNS_LABEL.test(name)) return [];
  const message = `leads to the name ${name}, which no CronJob may have; choose another`;
  return [{ code: 'wrong-format', path: 'name', message }];
}

/** Whether the harness has no rights where the target is. */
function isOutOfReach({ namespace, values }: Release, { target = {} }: OwnRunProps): boolean {
  const reached = [undefined, namespace, values.global.isvc.namespace];
  const { rbac } = values;
  return (
    rbac.create &&
    rbac.scope === 'namespace' &&
    target.url === undefined &&
    !reached.includes(target.namespace)
  );
}

function warningsOf(harness: Release, own: OwnRunProps, { persistence }: Storage): ValuesWarning[] {
  const name = runName(harness.fullname, own.name);
  const all: [boolean, string, string][] = [
    [
      !name.endsWith(own.name),
      'name',
      `cut to ${name}: another run whose name begins alike would be called so as well; choose a shorter one`,
    ],
    [
      own.schedule !== undefined && isNever(own.schedule),
      'schedule',
      'names a day that no month of it has, so it never starts',
    ],
    [
      isOutOfReach(harness, own),
      'target.namespace',
      'rbac.scope is namespace, so the harness may look only in its own namespace and in global.isvc.namespace; give target.url, or use rbac.scope cluster',
    ],
    [!persistence.enabled, 'claim', 'results go with the pod; give the run a claim to keep them'],
  ];
  return all
    .filter(([applies]) => applies)
    .map(([, path, message]) => ({ code: 'may-fail', path, message }));
}

/**
 * Resolves a run, or says everything that is wrong with it, and with its release.
 *
 * @throws {@link ValuesError}
 */
export function resolveRun(source: RunSource): Run {
  const { props, release } = source;
  const { own, values, issues, warnings } = checkRun(props);
  const ofRelease = release instanceof ValuesError ? release.issues : [];
  const all = [...ofRelease.map((one) => ({ ...one, path: `release.${one.path}` })), ...issues];
  const subject = `the run "${props.name}"`;
  if (!own || !values || all.length > 0) throw new ValuesError(subject, all);
  const harness = release as Release;
  const storage = storageOf(source, values, harness);
  const { load, notes } = loadOf(values.benchmark.profiles.bench as Profile);
  const extraEnv = variables(harness, values.extraEnv);
  const parts = { own, load, release: harness.values, extraEnv, ...storage };
  const conflicts = [
    ...nameIssues(harness, own.name),
    ...runIssues(parts).map(({ at, ...issue }) => ({ path: formatPath(at), ...issue })),
  ];
  if (conflicts.length > 0) throw new ValuesError(subject, conflicts);
  const told = notes.map((message) => ({ code: 'no-effect' as const, path: 'bench', message }));
  return {
    ...resolved(source, { own, load, values, harness, storage, extraEnv }),
    warnings: [...warnings, ...told, ...warningsOf(harness, own, storage)],
  };
}

interface Parts {
  readonly own: OwnRunProps;
  readonly load: ProfileLoad;
  readonly values: KvminiValues;
  readonly harness: Release;
  readonly storage: Storage;
  readonly extraEnv: KvminiValues['extraEnv'];
}

function resolved({ props }: RunSource, parts: Parts): Omit<Run, 'warnings'> {
  const { own, load, values, harness, storage, extraEnv } = parts;
  const { persistence, hasOwnClaim } = storage;
  const name = runName(harness.fullname, own.name);
  const makesClaim = hasOwnClaim && persistence.enabled && persistence.existingClaim === '';
  const timeout = timeoutOf(own, load, harness.values);
  const labels = labelsOf(harness, own);
  return {
    name,
    own,
    harness,
    labels,
    claim: makesClaim ? persistence : undefined,
    isBesideHarness:
      !hasOwnClaim &&
      persistence.enabled &&
      persistence.accessMode === 'ReadWriteOnce' &&
      harness.values.replicaCount > 0,
    args: argumentsOf(name, parts, timeout),
    timeoutMs: milliseconds(timeout),
    release: {
      ...harness,
      labels,
      values: {
        ...harness.values,
        persistence: makesClaim ? { ...persistence, existingClaim: `${name}-data` } : persistence,
        resources: props.resources === undefined ? harness.values.resources : values.resources,
        extraEnv,
      },
    },
  };
}

/** The labels of the release with another name, so that none of its selectors takes the run's pods. */
function labelsOf({ labels }: Release, { name }: OwnRunProps): Labels {
  const own = labels['app.kubernetes.io/name'] ?? '';
  return {
    ...labels,
    'app.kubernetes.io/name': runPodName(own),
    'app.kubernetes.io/component': name,
  };
}
