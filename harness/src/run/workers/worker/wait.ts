import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

/** Timers of Node fire on whole milliseconds, and late: the last ones are waited for turn by turn. */
const CLOSE_MS = 4;

/** Waits until a moment of this process's monotonic clock, to some microseconds. */
export async function waitUntil(atMs: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const left = atMs - performance.now();
    if (left <= 0) return;
    if (left > CLOSE_MS) await sleep(left - CLOSE_MS, undefined, { signal });
    else await turn();
  }
}
