import type { Reason, RequestRow } from '../request/row';
import { ERROR_WINDOW } from '../settings/layer';
import { reasonsText } from './end';
import type { RunObserver } from './observer';

/** Ends a run that can't succeed: looks at the last 100 requests that finished, those of the warm-up too. */
export class ErrorLimit implements RunObserver {
  /** Of the last finished requests, the reasons of those that failed. */
  private readonly last: (Reason | undefined)[] = [];
  private failed = 0;
  private reported = false;

  /**
   * @param limit so many failed ones of the last 100 end the run
   * @param reached called once with the reason why it ends
   */
  constructor(
    private readonly limit: number,
    private readonly reached: (reason: string) => void,
  ) {}

  row({ outcome, reason = 'other' }: RequestRow): void {
    if (outcome === 'unfinished' || this.reported) return;
    this.add(outcome === 'error' ? reason : undefined);
    if (this.last.length > ERROR_WINDOW && this.last.shift()) this.failed--;
    if (this.failed < this.limit) return;
    this.reported = true;
    this.reached(
      `stopped by --stop-on-errors: ${this.failed} of the last ${this.last.length} finished requests failed: ${this.reasons()}`,
    );
  }

  private add(reason: Reason | undefined): void {
    this.last.push(reason);
    if (reason) this.failed++;
  }

  private reasons(): string {
    const counts: Partial<Record<Reason, number>> = {};
    for (const reason of this.last) if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
    return reasonsText(counts);
  }
}
