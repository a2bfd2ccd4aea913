import type { RequestRow } from '../request/row';
import type { Results, RunRecord } from '../results/schema';

/** How busy all workers of a run are. */
export interface Busy {
  /** Busy part of the thread of the busiest one, from 0 to 1. */
  readonly utilization: number;
  /** What all of them hold together. */
  readonly residentBytes: number;
}

/** Someone who follows a run: the files, the progress bar, the live feed. */
export interface RunObserver {
  /** The target answers and load is about to be sent. */
  started?(run: RunRecord): void;
  /** So many more requests are on their way. */
  sent?(count: number): void;
  /** How busy the workers are, where there are several. */
  busy?(busy: Busy): void;
  /** A request has ended; `good` is `undefined` where the run has no SLO. */
  row?(row: RequestRow, good: boolean | undefined): void;
  /** The run is over, and its results are written where they can be. */
  finished?(results: Results): void;
}
