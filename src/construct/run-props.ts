import type { KvminiValuesInput } from '../values/values-input';

/** Where the results of a run go, as `persistence` says it of the harness. */
export type KvminiRunClaim = NonNullable<KvminiValuesInput['persistence']>;

/** What a run sends, as a profile says it: `rate`, `requests`, `duration`, `slo` and so on. */
export type KvminiRunBench = NonNullable<
  NonNullable<NonNullable<KvminiValuesInput['benchmark']>['profiles']>[string]
>;

/** The server that a run measures. */
export interface KvminiRunTarget {
  /**
   * NAME, `isvc/NAME`, `llmisvc/NAME` or `svc/NAME:PORT`.
   *
   * @default `global.isvc.name` of the release
   */
  readonly service?: string | undefined;
  /**
   * Its namespace.
   *
   * @default `global.isvc.namespace` of the release
   */
  readonly namespace?: string | undefined;
  /**
   * Address of the server, instead of looking it up.
   *
   * @default it is looked up
   */
  readonly url?: string | undefined;
  /**
   * Model to ask for.
   *
   * @default the first one served
   */
  readonly model?: string | undefined;
}

/** What makes a run a CronJob, and how many of its Jobs are kept. */
export interface KvminiRunSchedule {
  /**
   * When it runs, as cron has it: `0 3 * * *`; it is then a CronJob.
   *
   * @default it is a Job, which runs once
   */
  readonly schedule?: string | undefined;
  /**
   * Time zone of the schedule, such as `Europe/Berlin`.
   *
   * @default that of the cluster's controllers, mostly UTC
   */
  readonly timeZone?: string | undefined;
  /**
   * Whether nothing starts until it is `false` again.
   *
   * @default false
   */
  readonly suspend?: boolean | undefined;
  /**
   * Seconds after its time until which a run may still start.
   *
   * @default there is no end
   */
  readonly startingDeadlineSeconds?: number | undefined;
  /**
   * Jobs that are kept, of those that ended with 0.
   *
   * @default 3
   */
  readonly successfulJobsHistoryLimit?: number | undefined;
  /**
   * Jobs that are kept, of those that failed.
   *
   * @default 3
   */
  readonly failedJobsHistoryLimit?: number | undefined;
  /**
   * Seconds after which a Job that has ended is removed; what applies manifests again and again would make it again.
   *
   * @default it stays
   */
  readonly ttlSecondsAfterFinished?: number | undefined;
  /**
   * Seconds after which a Job is ended, with the time until its pod starts.
   *
   * @default the timeout of the run and ten minutes
   */
  readonly activeDeadlineSeconds?: number | undefined;
}

/** What a run does, and where; `release` is beside it. */
export interface KvminiRunSettings extends KvminiRunSchedule {
  /**
   * What the run is called: a DNS label; its objects are `<full name of the release>-<name>`, cut to 52 characters.
   *
   * @default the construct's id
   */
  readonly name?: string | undefined;
  /**
   * The profile that it begins with: a name, or the path of a file in the pod.
   *
   * @default `benchmark.defaultProfile` of the release
   */
  readonly profile?: string | undefined;
  /**
   * What of the profile is else, by the fields of a profile.
   *
   * @default the profile as it is
   */
  readonly bench?: KvminiRunBench | undefined;
  /**
   * The server that it measures.
   *
   * @default that of the release
   */
  readonly target?: KvminiRunTarget | undefined;
  /**
   * Pods that send the load, each a worker; the release needs `workers.enabled`.
   *
   * @default the run's own pod sends it
   */
  readonly pods?: number | undefined;
  /**
   * What it is compared with: a run's name, or `latest-good`, the newest run of this one's name that ended with 0.
   *
   * @default nothing
   */
  readonly baseline?: string | undefined;
  /**
   * How much worse a figure may be before the Job fails: `5%`, or 0.05.
   *
   * @default 5%
   */
  readonly maxRegression?: number | string | undefined;
  /**
   * A claim of its own, by the values of `persistence`; `existingClaim` names one that is there.
   *
   * @default the harness's
   */
  readonly claim?: KvminiRunClaim | undefined;
  /**
   * CPU and memory of its pod, over the chart's defaults.
   *
   * @default those of the release
   */
  readonly resources?: KvminiValuesInput['resources'] | undefined;
  /**
   * Variables of its pod, beside those of the release and in place of their namesakes; each flag of `kvmini bench` has one.
   *
   * @default those of the release
   */
  readonly extraEnv?: KvminiValuesInput['extraEnv'] | undefined;
}
