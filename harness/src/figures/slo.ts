import type { RequestRow } from '../request/row';
import type { Slo } from '../settings/settings';
import type { Counted, RunNumbers } from './counted';
import { inTerminal } from './format';
import { cameAtOnce, MEASURES } from './measures';
import { TOTALS } from './totals';

const within = (times: readonly number[], limit: number | undefined) =>
  limit === undefined || times.every((time) => time <= limit);

/**
 * Whether a request was good: it succeeded and met every limit.
 *
 * A limit on the first token is missed by an answer without tokens. One on the time per output
 * token is met by an answer too short to have one, and missed where nobody can tell: by an answer
 * that came all at once, and by one whose tokens are not known.
 */
export function isGood(row: RequestRow, slo: Slo): boolean {
  if (row.outcome !== 'success') return false;
  if (slo.ttftMs !== undefined && row.firstTokenMs === undefined) return false;
  if (slo.tpotMs !== undefined && !hasTpot(row)) return false;
  return (
    within(MEASURES.ttft.values(row), slo.ttftMs) &&
    within(MEASURES.tpot.values(row), slo.tpotMs) &&
    within(MEASURES.endToEnd.values(row), slo.e2eMs)
  );
}

const hasTpot = (row: RequestRow): boolean => row.outputTokens !== undefined && !cameAtOnce(row);

/** Whether enough of a run's attempts were good; `null` where there were none. */
export function metSlo(run: Counted, { good }: Slo): boolean | null {
  const fraction = TOTALS.goodFraction.value(run);
  return fraction === null ? null : fraction >= good;
}

/** Says that a run missed its SLO, and by how much; `undefined` where it did not. */
export function missedSlo(run: RunNumbers): string | undefined {
  if (run.slo?.met !== false) return undefined;
  const { percent } = inTerminal;
  const good = percent(TOTALS.goodFraction.value(run));
  return `SLO missed: ${good} of the requests were good, the goal is ${percent(run.slo.good)}`;
}
