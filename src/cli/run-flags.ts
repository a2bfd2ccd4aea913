import type { Command } from 'commander';
import { DEFAULT_RELEASE } from '../chart/chart';
import { addReleaseFlags, collect, type ReleaseFlags } from './release-flags';

/** The flags of `run`: of its release, and a flag for each prop of a run. */
export interface RunFlags extends ReleaseFlags {
  readonly release: string;
  readonly runFile?: string;
  readonly bench?: readonly string[];
  readonly claim?: readonly string[];
  readonly target?: readonly string[];
  readonly resources?: readonly string[];
  readonly suspend?: boolean;
  /** Props that are texts and numbers, by their names. */
  readonly [prop: string]: unknown;
}

/** Flags whose value is a text. */
export const TEXTS = ['profile', 'schedule', 'timeZone', 'baseline', 'maxRegression'] as const;

/** Flags whose value is a number. */
export const NUMBERS = [
  ...['pods', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds', 'startingDeadlineSeconds'],
  ...['successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
] as const;

/** Flags that are written as `--set` is. */
export const MAPS = ['bench', 'claim', 'target', 'resources'] as const;

/** Gives a command the flags of a run, and those of its release. */
export function addRunFlags(command: Command): Command {
  command
    .option('--release <name>', 'name of the release of the harness', DEFAULT_RELEASE.releaseName)
    .option(
      '--run-file <file>',
      'props of the run in a YAML file: bench, schedule, claim and so on',
    )
    .option('--profile <name>', 'profile to begin with: a name, or a file in the pod')
    .option(
      '--bench <a.b=c,…>',
      'what is else than in the profile, as rate=5,slo.ttft=200ms',
      collect,
    )
    .option('--target <a=b,…>', 'server to measure: service, namespace, url, model', collect)
    .option('--pods <count>', 'pods that send the load; needs the value workers.enabled')
    .option('--baseline <run>', 'run to compare with: latest-good, or the name of one')
    .option('--max-regression <fraction>', 'how much worse a figure may be, as 5%')
    .option(
      '--claim <a.b=c,…>',
      'claim of its own, by the values of persistence, as size=10Gi',
      collect,
    )
    .option('--resources <a.b=c,…>', 'CPU and memory of its pod, as requests.cpu=2', collect)
    .option('--schedule <cron>', 'when it runs, as "0 3 * * *": a CronJob; without it a Job')
    .option('--time-zone <zone>', 'time zone of the schedule, as Europe/Berlin')
    .option('--suspend', 'nothing starts until it is applied without this')
    .option('--starting-deadline-seconds <count>', 'how late a run may start')
    .option(
      '--successful-jobs-history-limit <count>',
      'Jobs that are kept, of those that ended with 0',
    )
    .option('--failed-jobs-history-limit <count>', 'Jobs that are kept, of those that failed')
    .option('--ttl-seconds-after-finished <count>', 'when a Job that has ended is removed')
    .option(
      '--active-deadline-seconds <count>',
      'when a Job is ended, with the time until it starts',
    );
  return addReleaseFlags(command);
}
