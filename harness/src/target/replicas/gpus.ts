import type { PodState } from './pods';

/** Whole GPUs and other accelerators; parts of one, as `nvidia.com/mig-1g.10gb`, have no price of a GPU. */
const WHOLE = new Set([
  ...['nvidia.com/gpu', 'amd.com/gpu', 'gpu.intel.com/i915', 'gpu.intel.com/xe'],
  ...['habana.ai/gaudi', 'google.com/tpu', 'aws.amazon.com/neuron'],
]);

/**
 * How many GPUs these pods have together.
 *
 * @returns `undefined` where one of them asks for none that is known: the number is never guessed
 */
export function gpusOf(pods: readonly PodState[] | undefined): number | undefined {
  if (!pods || pods.length === 0) return undefined;
  const each = pods.map(({ containers }) =>
    containers
      .flatMap(({ limits }) => Object.entries(limits))
      .filter(([name]) => WHOLE.has(name))
      .reduce((sum, [, count]) => sum + Number(count), 0),
  );
  return each.every((count) => Number.isInteger(count) && count > 0)
    ? each.reduce((sum, count) => sum + count, 0)
    : undefined;
}
