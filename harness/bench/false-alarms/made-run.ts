import { randomNormal, randomUniform } from 'd3-random';
import { COMPARED, inOrder, type Sample, type SampleColumn } from '../../src/compare/sample';

/** How times are spread, as a function of a standard normal variable, in milliseconds. */
export const SHAPES = {
  lognormal: (z: number) => 100 * Math.exp(0.5 * z),
  /** Four of five are quick, as with a cache that mostly has it. */
  bimodal: (z: number) => (z < 0.8416 ? 100 : 400) * (1 + 0.1 * Math.tanh(z)),
  /** Pareto with an exponent of 2.5: its variance is finite, and hardly more than that. */
  'heavy tail': (z: number) => 60 * above(z) ** -0.4,
} as const;

/** How times are spread. */
export type Shape = keyof typeof SHAPES;

/** What runs are like. */
export interface RunKind {
  readonly requests: number;
  /** Ends the run instead of a number of requests, in milliseconds. */
  readonly durationMs?: number;
  readonly shape: Shape;
  /** Correlation of each request's times with those of the one before: AR(1). */
  readonly correlation: number;
  readonly concurrency: number;
  /** Fraction of attempts that fail. */
  readonly errors: number;
  /** By what factor runs of this kind vary between each other, as the deviation of its logarithm. */
  readonly betweenRuns: number;
  /** What all times are multiplied by. */
  readonly slower: number;
}

/** The chance that a standard normal variable is above `z` (Abramowitz and Stegun, 26.2.17). */
function above(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const sum =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * sum;
  return z > 0 ? tail : 1 - tail;
}

/** Standard normal variables of which each hangs together with the one before. */
function correlated(source: () => number, correlation: number): () => number {
  const normal = randomNormal.source(source)();
  const fresh = Math.sqrt(1 - correlation ** 2);
  let last = normal();
  return () => {
    const given = last;
    last = correlation * last + fresh * normal();
    return given;
  };
}

const NAMES = [
  ...['scheduled', 'sent', 'ended', 'succeeded', 'failed', 'good', 'ttft', 'tpot', 'endToEnd'],
  ...['ttftFromSchedule', 'endToEndFromSchedule', 'requestThroughput', 'outputTokenThroughput'],
] as readonly SampleColumn[];

const GOOD_WITHIN_MS = 400;

/** One run of a kind: what `kvmini compare` reads of a closed loop's rows, made in memory. */
export function madeRun(kind: RunKind, source: () => number): Sample {
  const requests = new Requests(kind, source);
  const rows: number[][] = [];
  for (;;) {
    const row = requests.next();
    const isOver =
      kind.durationMs === undefined
        ? rows.length >= kind.requests
        : (row[0] ?? 0) >= kind.durationMs;
    if (isOver) break;
    rows.push(row);
  }
  return sampleOf(rows);
}

/** The requests of some workers of which each sends the next one as its last one ends. */
class Requests {
  private readonly free: Float64Array;
  private readonly first: () => number;
  private readonly each: () => number;
  private readonly chance: () => number;
  private readonly factor: number;

  constructor(
    private readonly kind: RunKind,
    source: () => number,
  ) {
    this.free = new Float64Array(kind.concurrency);
    this.first = correlated(source, kind.correlation);
    this.each = correlated(source, kind.correlation);
    this.chance = randomUniform.source(source)();
    this.factor = kind.slower * Math.exp(kind.betweenRuns * randomNormal.source(source)()());
  }

  next(): number[] {
    const { free, kind, factor } = this;
    const time = SHAPES[kind.shape];
    const worker = free.indexOf(Math.min(...free));
    const at = free[worker] ?? 0;
    const ttft = factor * time(this.first());
    const tpot = (factor * time(this.each())) / 20;
    const tokens = 16 + Math.floor(32 * this.chance());
    const endToEnd = ttft + tpot * (tokens - 1);
    const fails = this.chance() < kind.errors;
    const end = at + (fails ? ttft : endToEnd);
    free[worker] = end;
    const good = !fails && endToEnd < GOOD_WITHIN_MS;
    const full = fails ? [Number.NaN, Number.NaN] : [tpot, endToEnd];
    const all = [at, at, end, +!fails, +fails, +good, ttft, ...full, ttft, full[1] ?? 0];
    return [...all, +!fails, fails ? 0 : tokens];
  }
}

function sampleOf(rows: readonly number[][]): Sample {
  // A measure that is not made here has no values.
  const unmade = COMPARED.map(({ name }) => [name, new Float64Array(rows.length).fill(Number.NaN)]);
  const made = NAMES.map((name, c) => [
    name,
    new Float64Array(rows.length).map((_, i) => rows[i]?.[c] ?? Number.NaN),
  ]);
  const columns = Object.fromEntries([...unmade, ...made]) as Sample['columns'];
  const sum = (name: SampleColumn) => columns[name].reduce((all, each) => all + each, 0);
  const [attempts, successes] = [rows.length, sum('succeeded')];
  const numbers = {
    counts: {
      ...{ attempts, successes, errors: attempts - successes, good: sum('good') },
      ...{ unfinished: 0, warmup: 0, withoutUsage: 0 },
    },
    durationSeconds: columns.ended.reduce((all, end) => Math.max(all, end), 0) / 1000,
    promptTokens: null,
    outputTokens: sum('outputTokenThroughput'),
    errorsByReason: {},
  };
  return { numbers, columns: inOrder(columns, 'scheduled') };
}
