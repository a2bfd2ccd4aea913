import { MEASURES } from '../figures/measures';
import type { RequestRow } from '../request/row';

const BINS = 60;

/** One measured request, as the plots need it; times in milliseconds, `at` in seconds of the load. */
export interface Point {
  readonly at: number;
  readonly ttft: number | undefined;
  readonly endToEnd: number | undefined;
  readonly endToEndFromSchedule: number | undefined;
  readonly tpot: number | undefined;
  readonly scheduleDelay: number | undefined;
  readonly failed: boolean;
}

/** Requests per second in one slice of the load. */
export interface RateBin {
  readonly from: number;
  readonly to: number;
  readonly scheduled: number;
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** What the plots show of a run. */
export interface Series {
  readonly points: readonly Point[];
  readonly rates: readonly RateBin[];
}

/** Gathers what the plots show from a run's rows. */
export async function gatherSeries(rows: AsyncIterable<RequestRow>): Promise<Series> {
  const points: Point[] = [];
  const times: Times[] = [];
  let begun = Number.POSITIVE_INFINITY;
  for await (const row of rows) {
    if (row.phase !== 'measured' || row.outcome === 'unfinished') continue;
    begun = Math.min(begun, row.scheduledMs);
    points.push(pointOf(row));
    const { scheduledMs, sentMs, endMs } = row;
    times.push({ scheduledMs, sentMs, endMs, failed: row.outcome === 'error' });
  }
  const shifted = points.map((point) => ({ ...point, at: point.at - begun / 1000 }));
  return { points: shifted, rates: rateBins(times, begun) };
}

interface Times {
  readonly scheduledMs: number;
  readonly sentMs: number | undefined;
  readonly endMs: number;
  readonly failed: boolean;
}

function pointOf(row: RequestRow): Point {
  const [ttft] = MEASURES.ttft.values(row);
  const [endToEnd] = MEASURES.endToEnd.values(row);
  const [endToEndFromSchedule] = MEASURES.endToEndFromSchedule.values(row);
  const [tpot] = MEASURES.tpot.values(row);
  const [scheduleDelay] = MEASURES.scheduleDelay.values(row);
  const at = (row.sentMs ?? row.scheduledMs) / 1000;
  const failed = row.outcome === 'error';
  return { at, ttft, endToEnd, endToEndFromSchedule, tpot, scheduleDelay, failed };
}

function rateBins(times: readonly Times[], begun: number): RateBin[] {
  if (times.length === 0) return [];
  const end = times.reduce((last, each) => Math.max(last, each.endMs), begun + 1);
  const width = (end - begun) / 1000 / BINS;
  const count = { scheduled: empty(), sent: empty(), succeeded: empty(), failed: empty() };
  const note = (name: keyof typeof count, time: number | undefined) => {
    if (time === undefined) return;
    const bin = Math.min(BINS - 1, Math.floor((time - begun) / 1000 / width));
    count[name][bin] = (count[name][bin] ?? 0) + 1 / width;
  };
  for (const each of times) {
    note('scheduled', each.scheduledMs);
    note('sent', each.sentMs);
    note(each.failed ? 'failed' : 'succeeded', each.endMs);
  }
  return Array.from({ length: BINS }, (_, i) => ({
    from: i * width,
    to: (i + 1) * width,
    scheduled: count.scheduled[i] ?? 0,
    sent: count.sent[i] ?? 0,
    succeeded: count.succeeded[i] ?? 0,
    failed: count.failed[i] ?? 0,
  }));
}

const empty = () => new Array<number>(BINS).fill(0);
