import { firstLine } from './first-line';
import type { ContainerStatus, Pod } from './shapes';
import { WORKER_CONTAINER } from './template';

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

/** All containers of a pod, in the order in which they start: a mesh or a webhook may have put some beside the worker's. */
const containersOf = ({ status }: Pod): readonly ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

/** A container as a message calls it: the worker's needs no name. */
const calledOf = ({ name }: ContainerStatus): string =>
  name === WORKER_CONTAINER ? 'the container' : `the container ${firstLine(name)}`;

const isStuck = ({ state }: ContainerStatus): boolean =>
  state?.waiting?.reason !== undefined && !PASSING.includes(state.waiting.reason);

/** What a pod waits for whose worker has not connected. */
export function waitingOf(pod: Pod): Waiting {
  const { name } = pod.metadata;
  const stuck = containersOf(pod).find(isStuck);
  if (stuck) {
    const { reason = '', message = '' } = stuck.state?.waiting ?? {};
    const why = message === '' ? reason : `${reason}: ${firstLine(message)}`;
    return { what: `for ${calledOf(stuck)} of its pod ${name} (${why})`, hopeless: true };
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
  const ended = endedOf(pod);
  if (ended) {
    const { exitCode, reason = '', message = '' } = ended.state?.terminated ?? {};
    const why = ['Error', 'Completed', ''].includes(reason) ? '' : `, ${reason}`;
    const words = lastWords(message);
    const of = ended.name === WORKER_CONTAINER ? '' : ` of ${calledOf(ended)}`;
    return `ended with exit code ${exitCode}${of}${why}${where}${words && `: ${words}`}`;
  }
  if (status?.phase !== 'Failed' && status?.phase !== 'Succeeded') return undefined;
  const { reason = 'for no reason that is told', message = '' } = status;
  return `was ended: ${reason}${where}${message && `: ${firstLine(message)}`}`;
}

/** The container whose end is its worker's: its own, or one that failed before that could start. */
function endedOf(pod: Pod): ContainerStatus | undefined {
  const containers = containersOf(pod);
  const own = containers.find(({ name }) => name === WORKER_CONTAINER);
  if (own?.state?.terminated) return own;
  if (pod.status?.phase !== 'Failed' || pod.status.reason !== undefined) return undefined;
  return containers.find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
}

/** What a worker said last. */
function lastWords(message: string): string {
  const last = message.trimEnd().split('\n').at(-1) ?? '';
  return firstLine(last.replace(/^kvmini: /, ''));
}

/** The image that a pod runs, as the node calls it; empty where that is not known. */
export const imageIdOf = (pod: Pod, container: string): string =>
  pod.status?.containerStatuses?.find(({ name }) => name === container)?.imageID ?? '';

/**
 * Whether two images, as nodes call them, are known to be different. A pulled one is `REPOSITORY@DIGEST`, whose digest
 * counts: nodes pull one image by several mirrors. An imported one is the digest of its configuration, which says
 * nothing beside that of a manifest.
 */
export function isOtherImage(one: string, other: string): boolean {
  const [a, b] = [one, other].map((id) => id.replace(/^[a-z-]+:\/\//, ''));
  if (!a || !b || a.includes('@') !== b.includes('@')) return false;
  return a.split('@').at(-1) !== b.split('@').at(-1);
}
