import type { Busy } from '../load/busy';
import type { RequestRow } from '../request/row';
import type { Results, RunRecord } from '../results/schema';

/** Someone who follows a run: the files, the progress bar, the live feed. */
export interface RunObserver {
  /** The target answers and load is about to be sent. */
  started?(run: RunRecord): void;
  /** So many more requests are on their way. */
  sent?(count: number): void;
  /** How busy the workers are, where there are several: the busiest thread, and what all of them hold. */
  busy?(busy: Busy): void;
  /** A request has ended; `good` is `undefined` where the run has no SLO. */
  row?(row: RequestRow, good: boolean | undefined): void;
  /** The run is over, and its results are written where they can be. */
  finished?(results: Results): void;
}
