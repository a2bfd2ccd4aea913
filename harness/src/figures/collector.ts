import type { Reason, RequestRow } from '../request/row';
import type { Slo } from '../settings/settings';
import { Distribution, type Summary } from './distribution';
import { MEASURE_NAMES, MEASURES, type MeasureName } from './measures';
import { isGood } from './slo';

/** How many requests there were of each kind. */
export interface Counts {
  /** Measured requests that ended by themselves. */
  readonly attempts: number;
  /** Attempts with a 2xx status and a complete answer. */
  readonly successes: number;
  readonly errors: number;
  /** Successes that met every limit of the SLO; `null` where there is none. */
  readonly good: number | null;
  /** Measured requests that the end of the run cut off: in no figure. */
  readonly unfinished: number;
  /** Requests of the warm-up: in no figure. */
  readonly warmup: number;
  /** Successes for which the server gave no usage: their chunks were counted where they were streamed. */
  readonly withoutUsage: number;
}

/** The figures of a run, as `docs` and the report define them; rates are per second. */
export interface RunFigures {
  readonly counts: Counts;
  /** From the first request sent to the last one ended; `null` where none was sent. */
  readonly durationSeconds: number | null;
  readonly requestThroughput: number | null;
  readonly outputTokenThroughput: number | null;
  readonly goodput: number | null;
  readonly goodFraction: number | null;
  readonly errorRate: number | null;
  /** Of all successes; `null` where those of one success are unknown. */
  readonly promptTokens: number | null;
  /** Of all successes; `null`, as their throughput, where those of one success are unknown. */
  readonly outputTokens: number | null;
  readonly errorsByReason: Partial<Record<Reason, number>>;
  readonly distributions: Readonly<Record<MeasureName, Summary>>;
}

/** A sum with one unknown part is unknown: what is known of it would be taken for the whole. */
const plus = (sum: number | null, part: number | undefined): number | null =>
  sum === null || part === undefined ? null : sum + part;

/** Gathers the figures of a run from its rows, in memory that does not grow with their number. */
export class FigureCollector {
  private readonly distributions = Object.fromEntries(
    MEASURE_NAMES.map((name) => [name, new Distribution()]),
  ) as Record<MeasureName, Distribution>;
  private readonly errorsByReason: Partial<Record<Reason, number>> = {};
  private attempts = 0;
  private successes = 0;
  private good = 0;
  private unfinished = 0;
  private warmup = 0;
  private withoutUsage = 0;
  private promptTokens: number | null = 0;
  private outputTokens: number | null = 0;
  private firstSent = Number.POSITIVE_INFINITY;
  private lastEnd = Number.NEGATIVE_INFINITY;

  /** @param slo the limits that make a request good, where the run has some */
  constructor(private readonly slo?: Slo) {}

  /** Adds a request. */
  add(row: RequestRow): void {
    if (row.phase === 'warmup') this.warmup++;
    else if (row.outcome === 'unfinished') this.unfinished++;
    else this.attempt(row);
  }

  /** The figures of what was added so far. */
  figures(): RunFigures {
    const seconds = (this.lastEnd - this.firstSent) / 1000;
    const duration = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
    const perSecond = (amount: number | null) =>
      duration === null || amount === null ? null : amount / duration;
    const ofAttempts = (amount: number) => (this.attempts === 0 ? null : amount / this.attempts);
    return {
      counts: this.counts(),
      durationSeconds: duration,
      requestThroughput: perSecond(this.successes),
      outputTokenThroughput: perSecond(this.outputTokens),
      goodput: this.slo ? perSecond(this.good) : null,
      goodFraction: this.slo ? ofAttempts(this.good) : null,
      errorRate: ofAttempts(this.attempts - this.successes),
      promptTokens: this.promptTokens,
      outputTokens: this.outputTokens,
      errorsByReason: { ...this.errorsByReason },
      distributions: this.summaries(),
    };
  }

  private attempt(row: RequestRow): void {
    this.attempts++;
    this.firstSent = Math.min(this.firstSent, row.sentMs ?? this.firstSent);
    this.lastEnd = Math.max(this.lastEnd, row.endMs);
    if (row.outcome === 'success') this.success(row);
    else this.failure(row.reason ?? 'other');
    for (const name of MEASURE_NAMES) {
      for (const value of MEASURES[name].values(row)) this.distributions[name].add(value);
    }
  }

  private success(row: RequestRow): void {
    this.successes++;
    this.promptTokens = plus(this.promptTokens, row.promptTokens);
    this.outputTokens = plus(this.outputTokens, row.outputTokens);
    if (!row.usage) this.withoutUsage++;
    if (this.slo && isGood(row, this.slo)) this.good++;
  }

  private failure(reason: Reason): void {
    this.errorsByReason[reason] = (this.errorsByReason[reason] ?? 0) + 1;
  }

  private counts(): Counts {
    const { attempts, successes, unfinished, warmup, withoutUsage } = this;
    const good = this.slo ? this.good : null;
    const errors = attempts - successes;
    return { attempts, successes, errors, good, unfinished, warmup, withoutUsage };
  }

  private summaries(): Record<MeasureName, Summary> {
    return Object.fromEntries(
      MEASURE_NAMES.map((name) => [name, this.distributions[name].summary()]),
    ) as Record<MeasureName, Summary>;
  }
}
