import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { DEFAULT_RELEASE } from './chart/chart';
import type { Labels } from './chart/labels';
import { add } from './construct/api-object';
import { refuseCollisions, rememberRun } from './construct/collisions';
import type { KvminiHarnessProps } from './construct/props';
import { releaseOf } from './construct/releases';
import type { KvminiRunSettings } from './construct/run-props';
import { toYaml } from './construct/to-yaml';
import { KvminiHarness } from './harness';
import { type Release, resolveRelease } from './release/release';
import { resolveRun } from './release/run';
import { runManifests } from './resources';
import { ValuesError } from './validation/values-error';
import { type ValuesWarning, warningLine } from './validation/values-warning';

/** Properties of {@link KvminiRun}. */
export interface KvminiRunProps extends KvminiRunSettings {
  /**
   * The harness whose image, settings, account and volume the run has: the construct, or the props of one that is
   * deployed by others; its `releaseName` is `kvmini-harness` unless set.
   */
  readonly release: KvminiHarness | KvminiHarnessProps;
}

/**
 * A run of `kvmini bench` as manifests: a Job, or with `schedule` a CronJob.
 *
 * Its Job fails where the run does, and where a figure is worse than its `baseline` allows. `ApiObject.of(run)` is the Job
 * or the CronJob.
 *
 * @example
 * new KvminiRun(chart, 'nightly', {
 *   release: harness,
 *   schedule: '0 3 * * *',
 *   bench: { rate: 5, duration: '10m' },
 *   baseline: 'latest-good',
 * });
 */
export class KvminiRun extends Construct {
  /** The name of the CronJob, what the Job's begins with, and the `--run-name` of its runs. */
  public readonly name: string;
  /** The labels of every object and of the pods; no selector of the release finds these. */
  public readonly labels: Labels;
  /** What is rendered and probably not meant; the process warns of it, too. */
  public readonly warnings: readonly ValuesWarning[];

  /** Who may connect to its pod: its workers; only with `networkPolicy.enabled` of the release. */
  public readonly networkPolicy?: ApiObject | undefined;
  /** Storage of its results; only with a `claim` that names none that is there. */
  public readonly persistentVolumeClaim?: ApiObject | undefined;
  /** The run; only without a `schedule`. Its name ends in a hash of its pod: another pod is another Job. */
  public readonly job?: ApiObject | undefined;
  /** The run by a schedule; only with a `schedule`. */
  public readonly cronJob?: ApiObject | undefined;

  /**
   * Adds a run to a cdk8s chart.
   *
   * @param scope a `Chart`, or a construct inside one
   * @param id the construct's id; it is the run's name unless `name` is given
   * @throws {@link ValuesError} with every problem of the run and of its release; nothing is added to the tree then
   */
  public constructor(scope: Construct, id: string, props: KvminiRunProps) {
    const release = releaseFor(scope, props.release);
    const run = resolveRun({ props: { ...props, name: props.name ?? id }, release });
    const own = runManifests(run);
    const all = Object.values(own).filter((manifest) => manifest !== undefined);
    refuseCollisions(scope, all, 'name');
    super(scope, id);

    this.name = run.name;
    this.labels = run.labels;
    this.warnings = run.warnings;
    for (const one of run.warnings) process.emitWarning(`${run.name}: ${warningLine(one)}`);

    this.networkPolicy = add(this, 'network-policy', own.networkPolicy);
    this.persistentVolumeClaim = add(this, 'persistent-volume-claim', own.persistentVolumeClaim);
    this.job = add(this, 'job', own.job);
    this.cronJob = add(this, 'cron-job', own.cronJob);
    this.node.defaultChild = this.job ?? this.cronJob;
    if (props.release instanceof KvminiHarness) this.node.addDependency(props.release);
    rememberRun(this);
  }
}

/** The release of a harness, or what is wrong with one that is deployed by others. */
function releaseFor(
  scope: Construct,
  harness: KvminiHarness | KvminiHarnessProps,
): Release | ValuesError {
  const known = releaseOf(harness);
  if (known) return known;
  const { releaseName = DEFAULT_RELEASE.releaseName, ...props } = harness as KvminiHarnessProps;
  const namespace = props.namespace ?? Chart.of(scope).namespace;
  try {
    return resolveRelease({ ...props, releaseName, namespace, values: props.values ?? {}, toYaml });
  } catch (error) {
    if (error instanceof ValuesError) return error;
    throw error;
  }
}
