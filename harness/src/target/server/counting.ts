import type { Scraped } from './exposition';
import { SERVER_COUNTS, SERVER_GAUGES, SERVER_TIMES, type Series, type ServerGauge } from './names';

const COUNTING: readonly Series[] = [
  ...SERVER_COUNTS,
  ...SERVER_TIMES.flatMap((name) => [`${name}Sum`, `${name}Count`] as const),
];

/** Sum, count and maximum of a gauge. */
export interface Gauged {
  sum: number;
  count: number;
  max: number;
}

/** What one replica counted since it was first scraped: counters that fall began anew. */
export class Counting {
  private last: Scraped | undefined;
  private readonly sums = new Map<Series, number>();
  readonly gauges = new Map<ServerGauge, Gauged>();
  scrapes = 0;
  restarts = 0;

  /** @param fromZero whether it began during the run, so that all that it counted is of it */
  constructor(private readonly fromZero = false) {}

  /** What a series grew by; `undefined` where the server does not have it. */
  grown(series: Series): number | undefined {
    return this.sums.get(series);
  }

  /** When its process began, in seconds of its clock. */
  get startedAt(): number | undefined {
    return this.last?.startedAt;
  }

  /** Takes a scrape. */
  take(scraped: Scraped): void {
    this.scrapes++;
    const isAnew = this.last !== undefined && beganAnew(this.last, scraped);
    if (isAnew) this.restarts++;
    for (const series of COUNTING) this.count(series, scraped, isAnew);
    for (const name of SERVER_GAUGES) this.gauge(name, scraped.values.get(name));
    this.last = scraped;
  }

  private count(series: Series, scraped: Scraped, isAnew: boolean): void {
    const now = scraped.values.get(series);
    if (now === undefined) return;
    const before = this.last?.values.get(series);
    const from = isAnew ? 0 : (before ?? (this.last || this.fromZero ? 0 : now));
    this.sums.set(series, (this.sums.get(series) ?? 0) + Math.max(0, now - from));
  }

  private gauge(name: ServerGauge, value: number | undefined): void {
    if (value === undefined) return;
    const gauged = this.gauges.get(name) ?? { sum: 0, count: 0, max: 0 };
    gauged.sum += value;
    gauged.count++;
    gauged.max = Math.max(gauged.max, value);
    this.gauges.set(name, gauged);
  }
}

/** A process that says when it began tells so itself; of others a counter falls. */
function beganAnew(before: Scraped, now: Scraped): boolean {
  if (before.startedAt !== undefined && now.startedAt !== undefined)
    return before.startedAt !== now.startedAt;
  return COUNTING.some(
    (series) => (now.values.get(series) ?? 0) < (before.values.get(series) ?? 0),
  );
}
