import { setImmediate as turn } from 'node:timers/promises';
import { countOf, type RequestRow } from '../request/row';
import type { KeptAnswer } from '../request/texts';

const AT_ONCE = 4;
/** After so many failures in a row nothing more is asked. */
const MOST_FAILURES = 8;
/** So long may the counting take; what is not counted then stays unknown. */
const MOST_MS = 60_000;
/** Tokens that a tokenizer may add to a text; apart from these, each is a byte at least. */
const ADDED = 8;

/** Counts the tokens of a text; `undefined` where it can't. */
export type TokenCounter = (text: string) => Promise<number | undefined>;

/** What counting needs. */
export interface CountPorts {
  readonly counter: TokenCounter;
  /** Gets each count, in the order of the answers. */
  readonly counted: (row: RequestRow, outputTokens: number) => void;
  /** Ends the counting when aborted. */
  readonly signal: AbortSignal;
  /** Milliseconds on the monotonic clock. */
  readonly now: () => number;
}

/**
 * Counts the output tokens of answers whose server gave no usage, one after the other; those that fail stay unknown.
 * A counter that gives no answer in time is not asked again: the results would wait for each of its answers.
 */
export async function countAnswers(
  answers: readonly KeptAnswer[],
  { counter, counted, signal, now }: CountPorts,
): Promise<void> {
  const late = now() + MOST_MS;
  let failures = 0;
  for (let from = 0; from < answers.length; from += AT_ONCE) {
    if (signal.aborted || failures >= MOST_FAILURES || now() > late) return;
    const some = answers.slice(from, from + AT_ONCE);
    const counts = await Promise.all(some.map((answer) => countOne(answer, counter)));
    for (const [i, { row }] of some.entries()) {
      const count = counts[i];
      failures = failuresAfter(failures, count);
      if (typeof count === 'number') counted(row, count);
    }
    // A counter of this process holds the loop up: a signal must be heard.
    await turn();
  }
}

/** @param count what became of one more text */
function failuresAfter(failures: number, count: number | 'late' | undefined): number {
  if (failures >= MOST_FAILURES || count === 'late') return MOST_FAILURES;
  return count === undefined ? failures + 1 : 0;
}

async function countOne(
  { text }: KeptAnswer,
  counter: TokenCounter,
): Promise<number | 'late' | undefined> {
  if (text.length === 0) return 0;
  try {
    const count = countOf(await counter(text.toString('utf8')));
    // What cannot be is not believed.
    return count === undefined || count === 0 || count > text.length + ADDED ? undefined : count;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'late' : undefined;
  }
}
