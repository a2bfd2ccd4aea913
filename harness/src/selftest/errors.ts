import { MEASURES } from '../figures/measures';
import type { Truth } from '../mock/truth';
import type { RequestRow } from '../request/row';

/** The times that are held against the truth. */
export type Tested = 'ttft' | 'chunkGap' | 'endToEnd';

/** Reported minus true, in milliseconds, sorted. */
export type Errors = Readonly<Record<Tested, readonly number[]>>;

/**
 * Holds what was reported against the server's own times.
 *
 * @param truths by the number at the end of their request ids
 */
export function reportedMinusTrue(
  rows: readonly RequestRow[],
  truths: ReadonlyMap<number, Truth>,
): Errors {
  const errors: Record<Tested, number[]> = { ttft: [], chunkGap: [], endToEnd: [] };
  for (const row of rows) {
    const truth = row.phase === 'measured' ? truths.get(row.index) : undefined;
    if (!truth) continue;
    for (const name of Object.keys(errors) as Tested[]) {
      const real = trueValues(truth)[name];
      const reported = MEASURES[name].values(row);
      if (reported.length !== real.length) continue;
      errors[name].push(...reported.map((value, i) => value - (real[i] ?? 0)));
    }
  }
  for (const values of Object.values(errors)) values.sort((a, b) => a - b);
  return errors;
}

function trueValues({ received, chunks }: Truth): Record<Tested, number[]> {
  const [first] = chunks;
  const last = chunks.at(-1);
  return {
    ttft: first === undefined ? [] : [first - received],
    chunkGap: chunks.slice(1).map((at, i) => at - (chunks[i] ?? 0)),
    endToEnd: last === undefined ? [] : [last - received],
  };
}
