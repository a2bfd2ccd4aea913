import { printable } from 'kvmini-contract/printable';
import {
  chunksOf,
  FINISH_REASONS,
  type FinishReason,
  type Reason,
  type RequestRow,
} from '../request/row';
import type { Slo } from '../settings/settings';
import { type AddressCount, AddressCounter } from './addresses';
import type { Counted, Counts, FirstError } from './counted';
import { Distribution, type Summary } from './distribution';
import { cameAtOnce, isAttempt, MEASURE_NAMES, MEASURES, type MeasureName } from './measures';
import { isGood } from './slo';
import { Sum } from './sum';
import { type RateName, ratesOf } from './totals';
import { type WorkerCount, WorkerCounter } from './workers';

/** The figures of a run; rates are per second. */
export interface RunFigures extends Counted, Readonly<Record<RateName, number | null>> {
  readonly distributions: Readonly<Record<MeasureName, Summary>>;
  /** Attempts by the address to which they went; none where rows do not tell. */
  readonly addresses?: AddressCount[];
  /** Attempts by the worker that sent them; none where the rows name none. */
  readonly workers?: WorkerCount[];
}

const DETAILS = ['cachedTokens', 'reasoningTokens'] as const;

/** Gathers the figures of a run from its rows, in memory that does not grow with their number. */
export class FigureCollector {
  private readonly distributions = Object.fromEntries(
    MEASURE_NAMES.map((name) => [name, new Distribution()]),
  ) as Record<MeasureName, Distribution>;
  private readonly errorsByReason: Partial<Record<Reason, number>> = {};
  private readonly firstErrors: Partial<Record<Reason, FirstError>> = {};
  private readonly finishReasons: Partial<Record<FinishReason, number>> = {};
  private readonly addresses = new AddressCounter();
  private readonly workers = new WorkerCounter();
  private attempts = 0;
  private successes = 0;
  private good = 0;
  private unfinished = 0;
  private warmup = 0;
  private lost = 0;
  private withoutUsage = 0;
  private tokenized = 0;
  private atOnce = 0;
  private chunks = 0;
  private readonly promptTokens = new Sum();
  private readonly outputTokens = new Sum();
  private readonly details = { cachedTokens: new Sum(), reasoningTokens: new Sum() };
  private readonly told = { cachedTokens: false, reasoningTokens: false };
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

  /**
   * Takes the output tokens of a success that was added without: a tokenizer counted them.
   *
   * @param row as it was added
   */
  countTokens(row: RequestRow, outputTokens: number): void {
    const counted = { ...row, outputTokens };
    this.outputTokens.learn(outputTokens);
    this.tokenized++;
    this.atOnce += Number(cameAtOnce(counted)) - Number(cameAtOnce(row));
    this.good += this.goodness(counted) - this.goodness(row);
    for (const value of MEASURES.tpot.values(counted)) this.distributions.tpot.add(value);
  }

  /** So many requests may have been sent, and nobody knows what became of them. */
  lose(requests: number): void {
    this.lost += requests;
  }

  /** The figures of what was added so far. */
  figures(): RunFigures {
    const seconds = (this.lastEnd - this.firstSent) / 1000;
    const duration = Number.isFinite(seconds) && seconds > 0 ? seconds : null;
    const counted: Counted = {
      counts: this.counts(),
      durationSeconds: duration,
      promptTokens: this.promptTokens.value,
      outputTokens: this.outputTokens.value,
      ...this.toldDetails(),
      chunks: this.chunks,
      errorsByReason: { ...this.errorsByReason },
      firstErrors: { ...this.firstErrors },
      finishReasons: { ...this.finishReasons },
    };
    const workers = this.workers.list();
    return {
      ...counted,
      ...ratesOf(counted),
      distributions: this.summaries(),
      addresses: this.addresses.list(),
      ...(workers.length > 0 && { workers }),
    };
  }

  private toldDetails(): Pick<Counted, (typeof DETAILS)[number]> {
    const told = DETAILS.filter((name) => this.told[name]);
    return Object.fromEntries(told.map((name) => [name, this.details[name].value]));
  }

  private attempt(row: RequestRow): void {
    this.attempts++;
    this.addresses.add(row);
    this.workers.add(row);
    this.firstSent = Math.min(this.firstSent, row.sentMs ?? this.firstSent);
    this.lastEnd = Math.max(this.lastEnd, row.endMs);
    if (row.outcome === 'success') this.success(row);
    else this.failure(row);
    if (row.finishReason !== undefined) this.finished(row.finishReason);
    for (const name of MEASURE_NAMES) {
      for (const value of MEASURES[name].values(row)) this.distributions[name].add(value);
    }
  }

  private success(row: RequestRow): void {
    this.successes++;
    this.promptTokens.add(row.promptTokens);
    this.outputTokens.add(row.outputTokens);
    for (const name of DETAILS) {
      this.details[name].add(row[name]);
      this.told[name] ||= row[name] !== undefined;
    }
    this.chunks += chunksOf(row);
    if (!row.usage) this.withoutUsage++;
    if (!row.usage && row.outputTokens !== undefined) this.tokenized++;
    this.atOnce += Number(cameAtOnce(row));
    this.good += this.goodness(row);
  }

  private goodness(row: RequestRow): number {
    return Number(this.slo !== undefined && isGood(row, this.slo));
  }

  private failure({ reason = 'other', status, message }: RequestRow): void {
    this.errorsByReason[reason] = (this.errorsByReason[reason] ?? 0) + 1;
    this.firstErrors[reason] ??= {
      ...(status !== undefined && { status }),
      ...(message !== undefined && { message: printable(message) }),
    };
  }

  private finished(reason: FinishReason): void {
    const known = FINISH_REASONS.includes(reason) ? reason : 'other';
    this.finishReasons[known] = (this.finishReasons[known] ?? 0) + 1;
  }

  private counts(): Counts {
    const { attempts, successes, unfinished, warmup, withoutUsage, tokenized, atOnce, lost } = this;
    const good = this.slo ? this.good : null;
    const errors = attempts - successes;
    return {
      ...{ attempts, successes, errors, good, unfinished, lost, warmup },
      ...{ withoutUsage, tokenized, atOnce },
    };
  }

  private summaries(): Record<MeasureName, Summary> {
    return Object.fromEntries(
      MEASURE_NAMES.map((name) => [name, this.distributions[name].summary()]),
    ) as Record<MeasureName, Summary>;
  }
}
