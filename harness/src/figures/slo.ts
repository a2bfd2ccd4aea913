import type { RequestRow } from '../request/row';
import { MEASURES } from './measures';

/** Limits that a good request meets, in milliseconds. */
export interface Slo {
  readonly ttftMs?: number;
  readonly tpotMs?: number;
  readonly e2eMs?: number;
  /** The least fraction of attempts that must be good for the run to meet its SLO. */
  readonly good: number;
}

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
