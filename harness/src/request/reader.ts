import type { FinishReason } from './row';
import type { TokenTimes } from './token-times';
import type { Told } from './told';

/** What is wrong with an answer whose head was fine. */
export type Flaw =
  | 'malformed'
  | 'server_error'
  | 'truncated'
  | 'too_large'
  | 'empty'
  | 'not_streamed'
  | 'not_sse';

/** Reads the body of one answer while it comes in, and holds no more of it than it must. */
export interface AnswerReader {
  /** Times of the first and last token-bearing chunk and the gaps between all of them. */
  readonly tokens: TokenTimes;
  readonly promptTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly told: Told;
  readonly fingerprint: string | undefined;
  readonly finishReason: FinishReason | undefined;
  /** What the server says of its error. */
  readonly message: string | undefined;
  /** Whether the answer is whole, though its body may go on. */
  readonly finished: boolean;
  /** Whether the marker came that ends a stream. */
  readonly done: boolean;
  /** Takes what came in at `now`; returns a flaw that makes the rest worthless. */
  data(bytes: Buffer, now: number): Flaw | undefined;
  /** Says whether the answer was whole when it ended at `now`; it may be asked again. */
  end(now: number): Flaw | undefined;
  /** Gives all memory back; nothing is read any more. */
  close(): void;
}

/** Told how many bytes a reader holds more, or with a negative number less. */
export type Grew = (bytes: number) => void;

/** Finish reasons with which a server says that it failed. */
export const isFailure = (reason: FinishReason | undefined): boolean =>
  reason === 'error' || reason === 'abort';
