import type { Reason } from '../../src/request/row';
import type { Piece } from './wire';

/** What a server answers, and what must be made of it however its bytes are split into packets. */
export interface Answer {
  readonly name: string;
  readonly stream: boolean;
  readonly status: number;
  readonly body: readonly Piece[];
  /** Whether the connection is reset after the body. */
  readonly reset: boolean;
  readonly expected: Expected;
}

/** What the row of a request must say; `undefined` means that it says nothing of it. */
export interface Expected {
  readonly outcome: 'success' | Reason;
  /** Token-bearing chunks that were heard. */
  readonly chunks: number;
  readonly promptTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** Whether the server said how many output tokens there are. */
  readonly usage: boolean;
}

/** A row of a table: name, body, and what must be made of it. */
export type Row = readonly [name: string, body: readonly Piece[], expected: Expected];

/** What a server says of its tokens. */
interface Said {
  readonly prompt?: number;
  readonly output?: number;
}

/** Without usage the output tokens are unknown: chunks are no tokens. */
function expected(outcome: Expected['outcome'], chunks: number, said: Said): Expected {
  const usage = said.output !== undefined;
  return { outcome, chunks, promptTokens: said.prompt, outputTokens: said.output, usage };
}

/** A stream that is a success with so many token-bearing chunks. */
export const ok = (chunks: number, said: Said = {}): Expected => expected('success', chunks, said);

/** A stream that fails after so many token-bearing chunks. */
export const fails = (reason: Reason, chunks = 0, said: Said = {}): Expected =>
  expected(reason, chunks, said);

/** A stream with status 200, out of a row. */
export const streamed = ([name, body, expected]: Row): Answer => ({
  ...{ name, stream: true, status: 200, body, reset: false, expected },
});
