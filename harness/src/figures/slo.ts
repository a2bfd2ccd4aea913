import type { RequestRow } from '../request/row';
import type { Slo } from '../settings/settings';
import { MEASURES } from './measures';

const within = (times: readonly number[], limit: number | undefined) =>
  limit === undefined || times.every((time) => time <= limit);

/**
 * Whether a request was good: it succeeded and met every limit.
 *
 * A limit on the first token is missed by an answer without tokens; one on the time per output
 * token is met by an answer too short to have one.
 */
export function isGood(row: RequestRow, slo: Slo): boolean {
  if (row.outcome !== 'success') return false;
  if (slo.ttftMs !== undefined && row.firstTokenMs === undefined) return false;
  return (
    within(MEASURES.ttft.values(row), slo.ttftMs) &&
    within(MEASURES.tpot.values(row), slo.tpotMs) &&
    within(MEASURES.endToEnd.values(row), slo.e2eMs)
  );
}
