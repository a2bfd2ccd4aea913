import { firstLine } from './first-line';
import type { ContainerStatus, Pod } from './shapes';

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Which worker a pod of an Indexed Job is. */
export const indexOf = ({ metadata: { annotations, labels } }: Pod): number =>
  Number(annotations?.[INDEX] ?? labels?.[INDEX] ?? Number.NaN);

/** What a pod waits for. */
export interface Waiting {
  readonly what: string;
  /** Whether it is of no use to wait much longer: nobody but a user can change it. */
  readonly hopeless: boolean;
}

/** Waiting that is on its way. */
const PASSING = ['ContainerCreating', 'PodInitializing'];

const statusOf = ({ status }: Pod): ContainerStatus | undefined => status?.containerStatuses?.[0];

/** What a pod waits for whose worker has not connected. */
export function waitingOf(pod: Pod): Waiting {
  const { name } = pod.metadata;
  const { reason, message = '' } = statusOf(pod)?.state?.waiting ?? {};
  if (reason !== undefined && !PASSING.includes(reason)) {
    const why = message === '' ? reason : `${reason}: ${firstLine(message)}`;
    return { what: `for the container of its pod ${name} (${why})`, hopeless: true };
  }
  const placed = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (placed?.status === 'False') {
    const why = firstLine(placed.message ?? 'unschedulable');
    return { what: `for a node for its pod ${name} (${why})`, hopeless: false };
  }
  return { what: `for its pod ${name} to start`, hopeless: false };
}

/** How a pod has ended, in words; `undefined` where it has not. */
export function endOf(pod: Pod): string | undefined {
  const { metadata, spec, status } = pod;
  const where = ` (pod ${metadata.name}${spec.nodeName === undefined ? '' : ` on ${spec.nodeName}`})`;
  const ended = statusOf(pod)?.state?.terminated;
  if (ended) {
    const { exitCode, reason = '', message = '' } = ended;
    const why = ['Error', 'Completed', ''].includes(reason) ? '' : `, ${reason}`;
    const words = lastWords(message);
    return `ended with exit code ${exitCode}${why}${where}${words && `: ${words}`}`;
  }
  if (status?.phase !== 'Failed' && status?.phase !== 'Succeeded') return undefined;
  const { reason = 'for no reason that is told', message = '' } = status;
  return `was ended: ${reason}${where}${message && `: ${firstLine(message)}`}`;
}

/** What a worker said last. */
function lastWords(message: string): string {
  const last = message.trimEnd().split('\n').at(-1) ?? '';
  return firstLine(last.replace(/^kvmini: /, ''));
}

/** The image that a pod runs, as the node calls it; empty where that is not known. */
export const imageIdOf = (pod: Pod, container: string): string =>
  pod.status?.containerStatuses?.find(({ name }) => name === container)?.imageID ?? '';
