import type { AnswerReader } from './reader';
import { type Phase, type Reason, type RequestRow, toMicrosecond } from './row';

/** What is known of a request before it is sent. */
export interface Dispatched {
  readonly index: number;
  readonly phase: Phase;
  /** Milliseconds since the run began. */
  readonly scheduledMs: number;
  readonly stream: boolean;
  /** Milliseconds until it is given up. */
  readonly timeoutMs: number;
  /** The text of what is asked; it is never shown. */
  readonly prompt: () => string;
}

/** How an exchange came out. */
export interface Ending {
  readonly sent: number | undefined;
  readonly status: number | undefined;
  readonly failure: Reason | 'cut_off' | undefined;
  readonly message: string | undefined;
  /** Milliseconds since the run began. */
  readonly endMs: number;
  /** Where the request went; `undefined` where that is not known. */
  readonly address: string | undefined;
  /** That of the server, where it is another than that of the answer before. */
  readonly fingerprint: string | undefined;
}

/** Makes the row of a request. */
export function makeRow(
  { index, phase, scheduledMs }: Omit<Dispatched, 'prompt'>,
  { tokens, promptTokens, outputTokens, finishReason, told }: AnswerReader,
  { sent, status, failure, message, endMs, address, fingerprint }: Ending,
): RequestRow {
  return {
    index,
    phase,
    scheduledMs: toMicrosecond(scheduledMs),
    ...time('sentMs', sent),
    ...time('firstTokenMs', tokens.first),
    ...time('lastTokenMs', tokens.last),
    endMs: toMicrosecond(endMs),
    chunkGapsMs: tokens.gaps.map(toMicrosecond),
    ...known('chunks', tokens.chunks > tokens.gaps.length + 1 ? tokens.chunks : undefined),
    ...known('status', status),
    ...outcome(failure),
    ...known('message', message),
    ...known('finishReason', finishReason),
    ...known('promptTokens', promptTokens),
    ...known('outputTokens', outputTokens),
    ...told,
    usage: outputTokens !== undefined,
    ...known('address', address),
    ...known('fingerprint', fingerprint),
  };
}

/** A field of the row; none where its value is not known. */
const known = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };

const time = <Name extends string>(name: Name, value: number | undefined) =>
  known(name, value === undefined ? undefined : toMicrosecond(value));

function outcome(failure: Ending['failure']): Pick<RequestRow, 'outcome' | 'reason'> {
  if (failure === undefined) return { outcome: 'success' };
  return failure === 'cut_off' ? { outcome: 'unfinished' } : { outcome: 'error', reason: failure };
}
