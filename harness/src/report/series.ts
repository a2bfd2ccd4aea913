import { MEASURES, type MeasureName } from '../figures/measures';
import type { RequestRow } from '../request/row';

const BINS = 60;

/** The figures of a request that are plotted. */
export const PLOTTED = [
  'ttft',
  'tpot',
  'endToEnd',
  'endToEndFromSchedule',
  'scheduleDelay',
] as const satisfies readonly MeasureName[];

/** The name of a figure that is plotted. */
export type Plotted = (typeof PLOTTED)[number];

/**
 * All measured requests as columns, which take a tenth of the memory of an object a request; what a
 * request does not have is `NaN`.
 */
export interface Points {
  /** When each was sent, in seconds of the load. */
  readonly at: readonly number[];
  /** Milliseconds. */
  readonly values: Readonly<Record<Plotted, readonly number[]>>;
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
  readonly points: Points;
  readonly rates: readonly RateBin[];
}

/** Gathers what the plots show from a run's rows. */
export async function gatherSeries(rows: AsyncIterable<RequestRow>): Promise<Series> {
  const columns = new Columns();
  for await (const row of rows) {
    if (row.phase === 'measured' && row.outcome !== 'unfinished') columns.add(row);
  }
  const { begun, values } = columns;
  const at = columns.sent.map((sent, i) => {
    const time = Number.isNaN(sent) ? (columns.scheduled[i] ?? begun) : sent;
    return (time - begun) / 1000;
  });
  return { points: { at, values }, rates: rateBins(columns) };
}

/** Times in milliseconds of the run, `NaN` where there is none. */
class Columns {
  readonly scheduled: number[] = [];
  readonly sent: number[] = [];
  readonly succeeded: number[] = [];
  readonly failed: number[] = [];
  readonly values = Object.fromEntries(PLOTTED.map((name) => [name, [] as number[]])) as Record<
    Plotted,
    number[]
  >;
  begun = Number.POSITIVE_INFINITY;
  ended = Number.NEGATIVE_INFINITY;

  add(row: RequestRow): void {
    this.begun = Math.min(this.begun, row.scheduledMs);
    this.ended = Math.max(this.ended, row.endMs);
    this.scheduled.push(row.scheduledMs);
    this.sent.push(row.sentMs ?? Number.NaN);
    (row.outcome === 'error' ? this.failed : this.succeeded).push(row.endMs);
    for (const name of PLOTTED) {
      this.values[name].push(MEASURES[name].values(row)[0] ?? Number.NaN);
    }
  }
}

function rateBins({ begun, ended, ...times }: Columns): RateBin[] {
  if (times.scheduled.length === 0) return [];
  const width = (Math.max(ended, begun + 1) - begun) / 1000 / BINS;
  const perSecond = (each: readonly number[]) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const time of each) {
      if (Number.isNaN(time)) continue;
      const bin = Math.min(BINS - 1, Math.floor((time - begun) / 1000 / width));
      bins[bin] = (bins[bin] ?? 0) + 1 / width;
    }
    return bins;
  };
  const scheduled = perSecond(times.scheduled);
  const sent = perSecond(times.sent);
  const succeeded = perSecond(times.succeeded);
  const failed = perSecond(times.failed);
  return Array.from({ length: BINS }, (_, i) => ({
    from: i * width,
    to: (i + 1) * width,
    scheduled: scheduled[i] ?? 0,
    sent: sent[i] ?? 0,
    succeeded: succeeded[i] ?? 0,
    failed: failed[i] ?? 0,
  }));
}
