import { MOST_WORKERS } from 'kvmini-contract/profile';
import { type Cores, coresAllowed } from './cores';

/** How many workers a run has, as it is asked for. */
export type AskedWorkers = number | 'auto';

/** How many workers a run is to have, and from where that is. */
export interface Workers {
  readonly workers: number;
  /** Where the machine decides: what says so. */
  readonly origin?: string;
}

/** Takes `auto` for as many workers as there are cores. */
export function workersOf(asked: AskedWorkers, cores: () => Cores = coresAllowed): Workers {
  if (asked !== 'auto') return { workers: asked };
  const { cores: count, from } = cores();
  return { workers: Math.min(count, MOST_WORKERS), origin: `auto: ${from}` };
}

/** Workers without a request under way do nothing: there are no more than may have one. */
export function withoutIdle(
  workers: number,
  concurrency: number,
  flag = '--workers',
): { workers: number; notes: string[] } {
  if (concurrency >= workers) return { workers, notes: [] };
  const busy = concurrency === 1 ? 'one worker' : `${concurrency} workers`;
  return {
    workers: concurrency,
    notes: [
      `${flag} ${workers}: with --concurrency ${concurrency} only ${busy} could have a request under way, so there are no more`,
    ],
  };
}
