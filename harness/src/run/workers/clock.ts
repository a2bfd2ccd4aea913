/** One question for the other side's clock. */
export interface ClockExchange {
  /** When it was asked and answered, in this side's clock. */
  readonly askedMs: number;
  readonly answeredMs: number;
  /** What the other side's clock said meanwhile. */
  readonly theirsMs: number;
}

/** How another clock stands to this one. */
export interface ClockReading {
  /** Their time less ours, in milliseconds. */
  readonly offsetMs: number;
  /** By how much the offset may be wrong, either way. */
  readonly boundMs: number;
}

/** How often a clock is asked for one reading. */
export const EXCHANGES = 32;

/**
 * Reads a clock by the exchange with the shortest round trip: their answer lies within it, so that its middle is wrong
 * by half of it at most, however unlike both ways are.
 *
 * @returns `undefined` where there was no exchange
 */
export function readClock(exchanges: readonly ClockExchange[]): ClockReading | undefined {
  let best: ClockReading | undefined;
  for (const { askedMs, answeredMs, theirsMs } of exchanges) {
    const boundMs = (answeredMs - askedMs) / 2;
    if (best && best.boundMs <= boundMs) continue;
    best = { offsetMs: theirsMs - (askedMs + answeredMs) / 2, boundMs };
  }
  return best;
}

/** By how many milliseconds two clocks have drifted apart for sure; 0 where both readings may be of clocks that did not. */
export function driftBetween(first: ClockReading, last: ClockReading): number {
  const moved = last.offsetMs - first.offsetMs;
  const unsure = first.boundMs + last.boundMs;
  return Math.sign(moved) * Math.max(0, Math.abs(moved) - unsure);
}

/** How far the coordinator's and the worker's times of one moment may be apart in a run whose clock was read twice. */
export const boundOver = (first: ClockReading, last: ClockReading): number =>
  first.boundMs + Math.abs(driftBetween(first, last));
