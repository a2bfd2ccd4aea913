import type { RequestRow } from '../request/row';
import type { Counted } from './counted';

/** An amount per second of the run or per attempt; results have it under the total's name. */
export interface Ratio {
  readonly amount: (run: Counted) => number | null;
  readonly per: 'second' | 'attempt';
  /** What one success adds to the amount; runs are not compared by a rate that does not say it. */
  readonly each?: (row: RequestRow) => number | undefined;
  /** Which attempts the amount counts; runs are not compared by a fraction that does not say it. */
  readonly counts?: 'failed' | 'good';
}

const ratioOf = ({ amount, per }: Ratio, run: Counted): number | null => {
  const part = amount(run);
  const whole = per === 'second' ? run.durationSeconds : run.counts.attempts;
  return part === null || !whole ? null : part / whole;
};

/** A total that follows from what was counted. */
export const ratio = (ratio: Ratio) => ({ ratio, value: (run: Counted) => ratioOf(ratio, run) });
