import type { BenchSettings } from '../../settings/settings';
import { openLoop } from '../../workload/arrivals';
import { arrivalsIn, countIn, type Share } from '../../workload/partition';

type Load = Pick<BenchSettings, 'rate' | 'pattern' | 'burstiness' | 'seed' | 'requests'>;

/**
 * How many measured requests a worker may have sent of which nothing was heard for a while: at a rate those that were due,
 * else all of its share; `undefined` where neither says it.
 *
 * @param elapsedMs since the load began
 */
export function mostSent(share: Share, load: Load, elapsedMs: number): number | undefined {
  const { rate, pattern, burstiness, seed, requests } = load;
  const planned = requests === undefined ? undefined : countIn(share, requests);
  if (rate === undefined) return planned;
  const arrivals = arrivalsIn(share, openLoop({ rate, pattern, burstiness, seed }));
  let due = 0;
  while (due < (planned ?? Number.POSITIVE_INFINITY) && arrivals.due(elapsedMs) <= elapsedMs) {
    arrivals.take();
    due++;
  }
  return due;
}
