import type { k8s } from 'cdk8s-plus-28';
import { CONTAINER } from 'kvmini-contract/pod-layout';
import type { Run } from '../release/run';
import type { Plain } from './manifest';
import { runPodTemplate } from './run-pod';

/** So long a pod may take to find a node and its image, beyond the run's own time. */
const TO_START_SECONDS = 600;

/** What `kvmini bench` ends with where it failed, could not begin, or was worse than it may be. */
const FAILED = [1, 2, 3];

const FAILURES = {
  rules: [
    // So the Job's condition says with which it ended.
    {
      action: 'FailJob',
      onExitCodes: { containerName: CONTAINER, operator: 'In', values: FAILED },
    },
    // A drained node is no failure of the run: it begins again elsewhere.
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
  ],
  // Of Kubernetes 1.28 the types want conditions in each rule, which the server does not.
} as unknown as Plain<k8s.PodFailurePolicy>;

/** What a run's Job does: one pod, once; it is as good as what `kvmini bench` ends with. */
export function runJobSpec(run: Run): Plain<k8s.JobSpec> {
  const { activeDeadlineSeconds, ttlSecondsAfterFinished } = run.own;
  const deadline = Math.ceil(run.timeoutMs / 1000) + TO_START_SECONDS;
  return {
    backoffLimit: 0,
    // A pod that finds no node would keep all later runs of a schedule from starting.
    activeDeadlineSeconds: activeDeadlineSeconds ?? deadline,
    // Without one, Argo CD and Flux keep what they made; with one they would make it again, and so run it again, for ever.
    ...(ttlSecondsAfterFinished !== undefined && { ttlSecondsAfterFinished }),
    podFailurePolicy: FAILURES,
    template: runPodTemplate(run),
  };
}
