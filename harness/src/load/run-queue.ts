import { readFileSync } from 'node:fs';
import type { GeneratorHealth } from '../results/generator';

/** Time that the load generator's thread was ready to run and had no CPU. */
export type QueueWait = Pick<GeneratorHealth, 'runQueueWait' | 'runQueueWaitSeconds'>;

/** Of the main thread, whose id is the process's. @see https://docs.kernel.org/scheduler/sched-stats.html */
const SCHEDSTAT = '/proc/self/schedstat';
const NANOSECONDS = 1e9;

/** The seconds that the thread ran, and those that it waited for a CPU, since it began. */
function look(file: string): { ran: number; waited: number } | undefined {
  try {
    const [ran = Number.NaN, waited = Number.NaN] = readFileSync(file, 'utf8')
      .trim()
      .split(/\s+/)
      .map((text) => Number(text) / NANOSECONDS);
    // A kernel that does not count says 0 of a thread that runs right now.
    return ran > 0 && waited >= 0 ? { ran, waited } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Begins to watch; the function that it returns tells for how long the thread waited for a CPU since, in seconds and as
 * a fraction of the time that passed. Nothing where the kernel does not count it.
 *
 * @param now milliseconds on the monotonic clock
 */
export function watchRunQueue(
  now: () => number = () => performance.now(),
  file: string = SCHEDSTAT,
): () => QueueWait {
  const begun = now();
  const before = look(file);
  return () => {
    const after = look(file);
    const seconds = (now() - begun) / 1000;
    if (!before || !after || seconds <= 0) return {};
    const runQueueWaitSeconds = after.waited - before.waited;
    return { runQueueWaitSeconds, runQueueWait: Math.min(1, runQueueWaitSeconds / seconds) };
  };
}
