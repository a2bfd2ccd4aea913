import type { PodState } from './pods';

/** Whole GPUs and other accelerators; parts of one, as `nvidia.com/mig-1g.10gb`, have no price of a GPU. */
const WHOLE = new Set([
  ...['nvidia.com/gpu', 'amd.com/gpu', 'gpu.intel.com/i915', 'gpu.intel.com/xe'],
  ...['habana.ai/gaudi', 'google.com/tpu', 'aws.amazon.com/neuron'],
]);

/** How many GPUs pods have together, by how many each has. */
export const gpusTogether = (byPod: ReadonlyMap<string, number>): number =>
  [...byPod.values()].reduce((sum, count) => sum + count, 0);

/**
 * How many GPUs each of these pods has, by its name.
 *
 * @returns `undefined` where one of them asks for none that is known: the number is never guessed
 */
export function gpusByPod(
  pods: readonly PodState[] | undefined,
): ReadonlyMap<string, number> | undefined {
  if (!pods || pods.length === 0) return undefined;
  const each = new Map(pods.map((pod) => [pod.name, wholeGpus(pod)]));
  const areKnown = [...each.values()].every((count) => Number.isInteger(count) && count > 0);
  return areKnown ? each : undefined;
}

const wholeGpus = ({ containers }: PodState): number =>
  containers
    .flatMap(({ limits }) => Object.entries(limits))
    .filter(([name]) => WHOLE.has(name))
    .reduce((sum, [, count]) => sum + Number(count), 0);
