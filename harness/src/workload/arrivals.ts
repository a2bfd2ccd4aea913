import { randomExponential, randomGamma } from 'd3-random';
import type { Pattern } from 'kvmini-contract/profile';
import { seededRandom } from './random';

/** When requests are to be sent, in milliseconds since the load began. */
export interface Arrivals {
  /** When the next request is due; the same until `take`. */
  due(now: number): number;
  /** Goes on to the one after. */
  take(): void;
}

/** Closed loop: the next request is always due, and waits only for a free worker. */
export const CLOSED_LOOP: Arrivals = { due: (now) => now, take: () => {} };

/** What an open loop's schedule is made of. */
export interface OpenLoop {
  /** Requests per second. */
  readonly rate: number;
  readonly pattern: Pattern;
  /** Shape of the gamma gaps of `bursty`: their coefficient of variation is 1 / √burstiness. */
  readonly burstiness: number;
  readonly seed: number;
}

/** Open loop: requests are due at times that do not depend on the answers. */
export function openLoop(options: OpenLoop): Arrivals {
  const gap = gaps(options);
  let next = 0;
  return {
    due: () => next,
    take: () => {
      next += gap();
    },
  };
}

/** Draws gaps in milliseconds. */
function gaps({ rate, pattern, burstiness, seed }: OpenLoop): () => number {
  const mean = 1000 / rate;
  const source = seededRandom(seed);
  if (pattern === 'steady') return () => mean;
  if (pattern === 'poisson') return randomExponential.source(source)(1 / mean);
  return randomGamma.source(source)(burstiness, mean / burstiness);
}
