import { availableParallelism } from 'node:os';
import { expect } from 'vitest';
import type { MockServer } from '../../../src/mock/server';
import type { RequestRow } from '../../../src/request/row';

/** Others use this machine too: one of so many runs is quiet enough. */
export const TRIES = 6;
/** One a core: what has to wait for the others begins later. */
export const WORKERS = Math.min(3, Math.max(2, availableParallelism()));
/** From this part of the time on that was waited for a CPU, the program itself says so, and a start within 2 ms is luck. */
const BUSY = 0.02;

/** When the server got the first request of each worker, in its own clock. */
export function firstOfEach(server: MockServer): number[] {
  const first: number[] = [];
  for (const { id, received } of server.truth.take()) {
    if (!id.includes('-measured-')) continue;
    const worker = Number(id.split('-').at(-1)) % WORKERS;
    first[worker] = Math.min(first[worker] ?? Number.POSITIVE_INFINITY, received);
  }
  return first;
}

/** Times of all rows are of one clock, that of the run: none is hours off. */
export function expectOneClock(rows: readonly RequestRow[]): void {
  for (const row of rows) {
    const times = [0, row.scheduledMs, row.sentMs ?? 0, row.endMs, 120_000];
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
}

/**
 * Whether no run began within 2 ms since none had a CPU: no setup of a machine cures that, so it fails nowhere.
 *
 * @param late by how much the workers of each run began apart, beyond the bound of their clocks
 * @param waited which part of the time each run waited for a CPU
 */
export function isBusyMachine(late: readonly number[], waited: readonly number[]): boolean {
  const isBusy = Math.min(...late) > 2 && Math.min(...waited) > BUSY;
  if (isBusy) {
    console.warn(
      '\n!!! SKIPPED: no CPU is free: workers waited for theirs, so none can begin exactly\n',
    );
  }
  return isBusy;
}
