import { printableList } from 'kvmini-contract/printable';
import type { Results } from '../results/schema';
import { gpusTogether } from '../target/replicas/gpus';
import type { Products } from '../target/replicas/products';

/** What the replicas of a run cost. */
export type Cost = NonNullable<Results['cost']>;

/** What GPUs cost where one price is that of all. */
export function costAtOnePrice(gpus: ReadonlyMap<string, number>, perGpuHour: number): Cost {
  const all = gpusTogether(gpus);
  return { perGpuHour, gpus: all, perHour: perGpuHour * all };
}

/**
 * What GPUs cost by a table of products.
 *
 * @param gpus how many each pod has, by its name
 * @returns why that is not known
 */
export function costByProduct(
  gpus: ReadonlyMap<string, number>,
  { byPod, why }: Products,
  prices: Readonly<Record<string, number>>,
): Cost | string {
  const counts = new Map<string, number>();
  for (const [pod, count] of gpus) {
    const named = byPod.get(pod) ?? [];
    if (named.length === 0)
      return `nothing says which GPUs ${pod} has${why === undefined ? '' : ` (${why})`}`;
    const product = named.find((each) => Object.hasOwn(prices, each));
    if (product === undefined)
      return `benchmark.prices has no price for ${printableList(named)}, the GPUs of ${pod}`;
    counts.set(product, (counts.get(product) ?? 0) + count);
  }
  const products = [...counts].map(([product, count]) => ({
    ...{ product, gpus: count, perGpuHour: prices[product] ?? 0 },
  }));
  const all = products.reduce((sum, each) => sum + each.gpus, 0);
  const perHour = products.reduce((sum, each) => sum + each.gpus * each.perGpuHour, 0);
  return { perGpuHour: perHour / all, gpus: all, perHour, products };
}
