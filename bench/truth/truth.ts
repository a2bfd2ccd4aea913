import { gaps, variation } from './percentiles';
import type { Log, LoggedRequest } from './servers/log';

/** What was true of a run, by the server's own log; times in milliseconds. */
export interface Truth {
  readonly requests: number;
  readonly successes: number;
  readonly errors: number;
  /** A value a request; those of all requests that had a first token, and of the successes alone. */
  readonly ttft: readonly number[];
  readonly ttftOfSuccesses: readonly number[];
  readonly tpot: readonly number[];
  readonly e2e: readonly number[];
  /** From when a request was due by an even schedule that begins with the first one, to its first and last token. */
  readonly ttftFromSchedule: readonly number[];
  readonly e2eFromSchedule: readonly number[];
  /** A second, from the first arrival to the last end. */
  readonly throughput: number;
  readonly tokenThroughput: number;
  readonly outputTokens: number;
  /** When each request arrived, from the first one on. */
  readonly arrivals: readonly number[];
  /** Coefficient of variation of the gaps between arrivals. */
  readonly variation: number;
  /** Arrivals a second. */
  readonly sendRate: number;
}

const firstToken = ({ chunksMs, receivedMs }: LoggedRequest): number[] =>
  chunksMs.slice(0, 1).map((at) => at - receivedMs);

const lastToken = ({ chunksMs, receivedMs }: LoggedRequest): number[] =>
  chunksMs.slice(-1).map((at) => at - receivedMs);

/** Over tokens that came after those of the first chunk would be another figure: this one is over all but one. */
function timePerToken({ chunksMs, tokens }: LoggedRequest): number[] {
  const [first, last] = [chunksMs[0], chunksMs.at(-1)];
  if (first === undefined || last === undefined || tokens < 2 || chunksMs.length < 2) return [];
  return [(last - first) / (tokens - 1)];
}

/**
 * Computes what was true.
 *
 * @param probes requests that a tool sends before its load
 * @param rate requests a second of the even schedule
 */
export function truthOf(log: Log, probes: number, rate: number): Truth {
  const requests = log.requests.slice(probes);
  const whole = requests.filter((each) => each.whole);
  const begin = requests[0]?.receivedMs ?? Number.NaN;
  const seconds = (Math.max(...requests.map(({ endMs }) => endMs)) - begin) / 1000;
  const outputTokens = whole.reduce((sum, { tokens }) => sum + tokens, 0);
  const arrivals = requests.map(({ receivedMs }) => receivedMs - begin);
  const late = new Map(requests.map((each, i) => [each, (arrivals[i] ?? 0) - (i * 1000) / rate]));
  const waited = (value: (request: LoggedRequest) => number[]) =>
    whole.flatMap((each) => value(each).map((ms) => ms + (late.get(each) ?? 0)));
  return {
    requests: requests.length,
    successes: whole.length,
    errors: requests.length - whole.length,
    ttft: requests.flatMap(firstToken),
    ttftOfSuccesses: whole.flatMap(firstToken),
    tpot: whole.flatMap(timePerToken),
    e2e: whole.flatMap(lastToken),
    ttftFromSchedule: waited(firstToken),
    e2eFromSchedule: waited(lastToken),
    throughput: whole.length / seconds,
    tokenThroughput: outputTokens / seconds,
    outputTokens,
    arrivals,
    variation: variation(gaps(arrivals)),
    sendRate: (1000 * (arrivals.length - 1)) / (arrivals.at(-1) ?? Number.NaN),
  };
}
