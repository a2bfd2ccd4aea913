import type { RunFigures } from '../figures/collector';
import type { EndedOutcome } from '../results/schema';

/** How a run came to its end, and why where it was not its own. */
export interface RunEnd {
  readonly outcome: EndedOutcome;
  readonly reason: string | null;
}

/** Why a run is cut off, as the reason of its abort signal. */
export class CutOff extends Error {
  constructor(readonly end: RunEnd) {
    super(end.reason ?? end.outcome);
  }
}

/** Judges a run that came to its own end: it failed where not one request succeeded. */
export function judge({ counts, errorsByReason }: RunFigures): RunEnd {
  if (counts.successes > 0) return { outcome: 'done', reason: null };
  const reasons = Object.entries(errorsByReason).map(([reason, count]) => `${count} × ${reason}`);
  const why = reasons.length > 0 ? reasons.join(', ') : 'none was sent';
  return { outcome: 'failed', reason: `no request succeeded: ${why}` };
}
