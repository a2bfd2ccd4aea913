import type { CrewOrder } from '../launch';
import type { Made } from './api';
import type { Fields, Pod } from './shapes';
import { ORDER, type PodWishes, podTemplate, workerLabels } from './template';

/** So long the Job of a run stays whose coordinator is gone, after its workers have ended themselves. */
const KEPT_SECONDS = 60;
/** So long the pods may be there beyond the run's own time. */
const GRACE_SECONDS = 60;

/** With its owner an object goes; no right on finalizers is needed where the owner's removal waits for nothing. */
const ownedBy = ({ apiVersion, kind, metadata: { name, uid } }: Made) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: false, blockOwnerDeletion: false }],
});

/** What a run's Job is made of. */
export interface JobOf {
  readonly name: string;
  /** The coordinator's own. */
  readonly pod: Pod;
  readonly wishes: PodWishes;
  readonly of: number;
  readonly timeoutMs: number;
}

/** The Indexed Job of a run's workers, suspended until its Secret is there; it goes with the coordinator's pod. */
export function workersJob({ name, pod, wishes, of, timeoutMs }: JobOf): Fields {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      labels: workerLabels(pod),
      ...ownedBy({ apiVersion: 'v1', kind: 'Pod', metadata: pod.metadata }),
    },
    spec: {
      suspend: true,
      completionMode: 'Indexed',
      ...{ completions: of, parallelism: of },
      // No index is ever sent by a second pod.
      backoffLimit: 0,
      podReplacementPolicy: 'Failed',
      ttlSecondsAfterFinished: KEPT_SECONDS,
      activeDeadlineSeconds: Math.ceil(timeoutMs / 1000) + GRACE_SECONDS,
      template: podTemplate(pod, wishes, name),
    },
  };
}

/** The Secret with what the workers of a Job are told; it goes with the Job, whose name it has. */
export function orderSecret(job: Made, pod: Pod, order: CrewOrder): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: job.metadata.name,
      labels: workerLabels(pod),
      ...ownedBy({ apiVersion: 'batch/v1', kind: 'Job', metadata: job.metadata }),
    },
    immutable: true,
    stringData: { [ORDER.key]: JSON.stringify(order) },
  };
}

/** Has a Job make its pods. */
export const RESUMED: Fields = { spec: { suspend: false } };
