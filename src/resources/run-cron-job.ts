import type { k8s } from 'cdk8s-plus-28';
import type { Run } from '../release/run';
import { type Manifest, metadata, type Plain } from './manifest';
import { runJobSpec } from './run-job-spec';

/** Kubernetes keeps one failed Job: too few to see since when a run fails. */
const KEPT = 3;

/** A run by a schedule; while one is under way, no other begins. */
export function runCronJob(run: Run): Manifest | undefined {
  const { schedule, timeZone, suspend, startingDeadlineSeconds, ...kept } = run.own;
  if (schedule === undefined) return undefined;
  const { successfulJobsHistoryLimit = KEPT, failedJobsHistoryLimit = KEPT } = kept;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata(run.release, run.name),
    spec: {
      schedule,
      ...(timeZone !== undefined && { timeZone }),
      ...(suspend !== undefined && { suspend }),
      ...(startingDeadlineSeconds !== undefined && { startingDeadlineSeconds }),
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit,
      failedJobsHistoryLimit,
      jobTemplate: {
        metadata: { labels: run.labels },
        spec: runJobSpec(run),
      },
    } satisfies Plain<k8s.CronJobSpec>,
  };
}
