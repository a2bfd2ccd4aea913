import type { RequestRow } from '../request/row';
import { Distribution, type Summary } from './distribution';
import { MEASURES } from './measures';

/** The attempts of one worker, and how late it sent them. */
export interface WorkerCount {
  readonly worker: number;
  readonly requests: number;
  readonly errors: number;
  /** Its schedule delay, in milliseconds. */
  readonly delay: Summary;
}

/** Counts attempts by the worker that sent them. */
export class WorkerCounter {
  private readonly counts = new Map<
    number,
    { requests: number; errors: number; delay: Distribution }
  >();

  /** Adds an attempt; one whose row names no worker is in no count. */
  add(row: RequestRow): void {
    const { worker, outcome } = row;
    if (worker === undefined) return;
    let count = this.counts.get(worker);
    if (!count) {
      count = { requests: 0, errors: 0, delay: new Distribution() };
      this.counts.set(worker, count);
    }
    count.requests++;
    if (outcome === 'error') count.errors++;
    for (const value of MEASURES.scheduleDelay.values(row)) count.delay.add(value);
  }

  /** By worker; nothing where no row names one. */
  list(): WorkerCount[] {
    return [...this.counts]
      .sort(([one], [other]) => one - other)
      .map(([worker, { delay, ...count }]) => ({ worker, ...count, delay: delay.summary() }));
  }
}
