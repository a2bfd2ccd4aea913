import type { Reason, RequestRow } from '../request/row';
import type { Slo } from '../settings/settings';
import { type AddressCount, AddressCounter } from './addresses';
import type { Counted, Counts } from './counted';
import { Distribution, type Summary } from './distribution';
import { isAttempt, MEASURE_NAMES, MEASURES, type MeasureName } from './measures';
import { isGood } from './slo';
import { type RateName, ratesOf } from './totals';

/** The figures of a run; rates are per second. */
export interface RunFigures extends Counted, Readonly<Record<RateName, number | null>> {
  readonly distributions: Readonly<Record<MeasureName, Summary>>;
  /** Attempts by the address to which they went; none where rows do not tell. */
  readonly addresses?: AddressCount[];
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
  private readonly addresses = new AddressCounter();
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
    if (isAttempt(row)) this.attempt(row);
    else if (row.phase === 'warmup') this.warmup++;
    else this.unfinished++;
  }

  /** The figures of what was added so far. */
  figures(): RunFigures {
    const seconds = (this.lastEnd - this.firstSent) / 1000;
    const duration = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
    const { promptTokens, outputTokens } = this;
    const counted: Counted = {
      counts: this.counts(),
      ...{ durationSeconds: duration, promptTokens, outputTokens },
      errorsByReason: { ...this.errorsByReason },
    };
    return {
      ...counted,
      ...ratesOf(counted),
      distributions: this.summaries(),
      addresses: this.addresses.list(),
    };
  }

  private attempt(row: RequestRow): void {
    this.attempts++;
    this.addresses.add(row);
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
