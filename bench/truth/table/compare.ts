import { median, nearest, percentiles } from '../percentiles';
import type { Reported, Tool } from '../tools/tool';
import type { Truth } from '../truth';

/** One figure of one run: what the tool said, what was true, and how far that is apart. */
export interface Off {
  readonly said: number;
  readonly real: number;
  /** In the figure's own unit: milliseconds, percent of what is true, or a count. */
  readonly off: number;
}

/** The figures in which what was said is held against what was true, each in its unit. */
export const UNITS = {
  ttft: 'ms',
  tpot: '%',
  e2e: 'ms',
  waited: 'ms',
  throughput: '%',
  tokenThroughput: '%',
  outputTokens: '',
  errors: '',
  sent: 'ms',
} as const;

/** The name of such a figure. */
export type Compared = keyof typeof UNITS;

const minus = (said: number | undefined, real: number | undefined): Off | undefined =>
  said === undefined || real === undefined ? undefined : { said, real, off: said - real };

function percent(said: number | undefined, real: number | undefined): Off | undefined {
  const both = minus(said, real);
  return both && { ...both, off: (both.off / both.real) * 100 };
}

/** Against the nearest of the usual definitions of a percentile: which one a tool takes is its own affair. */
const atPercentile = (said: number | undefined, values: readonly number[], of: number) =>
  said === undefined ? undefined : nearest(percentiles(values, of), said);

/**
 * The most by which a time of sending, as a tool tells it, is off at the 99th percentile.
 *
 * Its clock has another zero: the median of all differences is taken for that. A request arrives a moment after it was
 * sent; what is the same for all of them falls away with the zero.
 */
export function sendTimesOff(sent: readonly number[], arrivals: readonly number[]): number {
  if (sent.length !== arrivals.length) return Number.POSITIVE_INFINITY;
  const apart = sent.map((each, i) => each - (arrivals[i] ?? Number.NaN));
  const zero = median(apart);
  const sizes = apart.map((each) => Math.abs(each - zero));
  return percentiles(sizes, 99)[0] ?? Number.NaN;
}

function sentOff(sent: readonly number[] | undefined, truth: Truth): Off | undefined {
  if (sent === undefined) return undefined;
  return { said: sent.length, real: truth.requests, off: sendTimesOff(sent, truth.arrivals) };
}

/** Without a figure from the schedule, its latency is what a reader takes for the time that users waited. */
const saidWaited = ({ e2eFromSchedule, e2e }: Reported): number | undefined =>
  e2eFromSchedule?.p99 ?? e2e?.p99;

/** Holds what a tool said of a run against what was true; a figure that it does not tell is `undefined`. */
export function compare(
  said: Reported,
  truth: Truth,
  { ttftOver }: Pick<Tool, 'ttftOver'>,
): Record<Compared, Off | undefined> {
  const ttfts = ttftOver === 'all' ? truth.ttft : truth.ttftOfSuccesses;
  const waited = saidWaited(said);
  return {
    ttft: minus(said.ttft?.p50, atPercentile(said.ttft?.p50, ttfts, 50)),
    tpot: percent(said.tpot?.p50, atPercentile(said.tpot?.p50, truth.tpot, 50)),
    e2e: minus(said.e2e?.p50, atPercentile(said.e2e?.p50, truth.e2e, 50)),
    waited: minus(waited, atPercentile(waited, truth.e2eFromSchedule, 99)),
    throughput: percent(said.throughput, truth.throughput),
    tokenThroughput: percent(said.tokenThroughput, truth.tokenThroughput),
    outputTokens: minus(said.outputTokens, truth.outputTokens),
    errors: minus(said.errors, truth.errors),
    sent: sentOff(said.sent, truth),
  };
}
