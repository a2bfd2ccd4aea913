import type { BenchSettings } from '../settings/settings';
import { countIn, placesIn } from '../workload/partition';

/** The share of one worker of a run. */
export interface WorkerShare {
  readonly worker: number;
  /** Measured requests; null where a duration ends the load. */
  readonly requests: number | null;
  readonly warmup: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

/** What each worker of a run would send. */
export const workerShares = (settings: BenchSettings): WorkerShare[] => {
  const { workers: of, requests, warmup, concurrency } = settings;
  return Array.from({ length: of }, (_, worker) => ({
    worker,
    requests: requests === undefined ? null : countIn({ worker, of }, requests),
    warmup: countIn({ worker, of }, warmup),
    concurrency: placesIn({ worker, of }, concurrency),
  }));
};

/** A share as a line of a dry run. */
export function shareLine(share: WorkerShare, _: number, { length }: { length: number }): string {
  const { worker, requests, warmup, concurrency } = share;
  const every = `each request whose index is ${worker} modulo ${length}`;
  const count = requests === null ? every : `${every}, which are ${requests}`;
  const warm = warmup > 0 ? `, and ${warmup} of the warm-up` : '';
  return `${`worker ${worker}`.padEnd(18)}${count}${warm}; ${concurrency} at once`;
}
