import type { AnswerReader } from './reader';
import {
  type Phase,
  type Reason,
  type RequestOutcome,
  type RequestRow,
  toMicrosecond,
} from './row';

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

/** Makes the row of a request: what is not known has no field in it. */
export function makeRow(
  { index, phase, scheduledMs }: Omit<Dispatched, 'prompt'>,
  { tokens, promptTokens, outputTokens, finishReason, told }: AnswerReader,
  { sent, status, failure, message, endMs, address, fingerprint }: Ending,
): RequestRow {
  const row = { index, phase, scheduledMs: toMicrosecond(scheduledMs) } as Row;
  setTime(row, 'sentMs', sent);
  setTime(row, 'firstTokenMs', tokens.first);
  setTime(row, 'lastTokenMs', tokens.last);
  row.endMs = toMicrosecond(endMs);
  row.chunkGapsMs = tokens.gaps.map(toMicrosecond);
  set(row, 'chunks', tokens.chunks > tokens.gaps.length + 1 ? tokens.chunks : undefined);
  set(row, 'status', status);
  row.outcome = outcomeOf(failure);
  set(row, 'reason', failure === 'cut_off' ? undefined : failure);
  set(row, 'message', message);
  set(row, 'finishReason', finishReason);
  set(row, 'promptTokens', promptTokens);
  set(row, 'outputTokens', outputTokens);
  Object.assign(row, told);
  row.usage = outputTokens !== undefined;
  set(row, 'address', address);
  set(row, 'fingerprint', fingerprint);
  return row;
}

/** A row that is being made, field by field and in their order: spreading one object a field takes longer. */
type Row = { -readonly [Name in keyof RequestRow]: RequestRow[Name] };

function set<Name extends keyof Row>(row: Row, name: Name, value: Row[Name] | undefined): void {
  if (value !== undefined) row[name] = value;
}

function setTime(row: Row, name: 'sentMs' | 'firstTokenMs' | 'lastTokenMs', value?: number): void {
  if (value !== undefined) row[name] = toMicrosecond(value);
}

function outcomeOf(failure: Ending['failure']): RequestOutcome {
  if (failure === undefined) return 'success';
  return failure === 'cut_off' ? 'unfinished' : 'error';
}
