import { createHash } from 'node:crypto';
import type { k8s } from 'cdk8s-plus-28';
import type { Run } from '../release/run';
import { type Manifest, metadata, type Plain } from './manifest';
import { runJobSpec } from './run-job-spec';

const DIGITS = 10;

const hashOf = (template: object) =>
  createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, DIGITS);

/** A run that is made once; where anything of its pod changes it is another, since a Job's can't be changed. */
export function runJob(run: Run): Manifest | undefined {
  if (run.own.schedule !== undefined) return undefined;
  const spec = runJobSpec(run);
  const { suspend } = run.own;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(run.release, `${run.name}-${hashOf(spec.template)}`),
    spec: { ...(suspend !== undefined && { suspend }), ...spec } satisfies Plain<k8s.JobSpec>,
  };
}
