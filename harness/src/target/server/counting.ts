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
  /** The last value of each: a scrape that leaves some out does not make them begin at 0. */
  private readonly known = new Map<Series, number>();
  private readonly sums = new Map<Series, number>();
  /** What fell though its process is the same, or was no number at first: nobody knows what these grew by. */
  private readonly odd = new Set<Series>();
  readonly gauges = new Map<ServerGauge, Gauged>();
  scrapes = 0;
  restarts = 0;

  /** @param fromZero whether it began during the run, so that all that it counted is of it */
  constructor(private readonly fromZero = false) {}

  /** What a series grew by; `undefined` where the server does not have it, or did not say so to the last. */
  grown(series: Series): number | undefined {
    const isKnown = isNumber(this.last?.values.get(series)) && !this.odd.has(series);
    return isKnown ? this.sums.get(series) : undefined;
  }

  /** When its process began, in seconds of its clock. */
  get startedAt(): number | undefined {
    return this.last?.startedAt;
  }

  /** Takes a scrape. */
  take(scraped: Scraped): void {
    this.scrapes++;
    const isAnew = this.beganAnew(scraped);
    if (isAnew) {
      this.restarts++;
      for (const series of this.known.keys()) this.known.set(series, 0);
    }
    for (const series of COUNTING) this.count(series, scraped.values.get(series));
    for (const name of SERVER_GAUGES) this.gauge(name, scraped.values.get(name));
    this.last = scraped;
  }

  private count(series: Series, now: number | undefined): void {
    if (now === undefined) return;
    const isFirst = this.last === undefined && !this.fromZero;
    const before = this.known.get(series) ?? (isFirst ? now : 0);
    if (!isNumber(now)) {
      if (isFirst) this.odd.add(series);
      return;
    }
    if (now < before) this.odd.add(series);
    this.known.set(series, now);
    this.sums.set(series, (this.sums.get(series) ?? 0) + now - before);
  }

  private gauge(name: ServerGauge, value: number | undefined): void {
    if (!isNumber(value)) return;
    const gauged = this.gauges.get(name) ?? { sum: 0, count: 0, max: 0 };
    gauged.sum += value;
    gauged.count++;
    gauged.max = Math.max(gauged.max, value);
    this.gauges.set(name, gauged);
  }

  /** A process that says when it began tells so itself; of others a counter falls. */
  private beganAnew({ values, startedAt }: Scraped): boolean {
    const { startedAt: before } = this.last ?? {};
    if (before !== undefined && startedAt !== undefined) return before !== startedAt;
    return COUNTING.some((series) => {
      const now = values.get(series);
      return isNumber(now) && now < (this.known.get(series) ?? 0);
    });
  }
}

const isNumber = (value: number | undefined): value is number =>
  value !== undefined && !Number.isNaN(value);
