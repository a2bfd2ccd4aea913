import type { Dispatcher } from 'undici';
import { LongTimer } from '../long-timer';
import { type AnswerReader, StreamReader, WholeReader } from './reader';
import { reasonOfError, reasonOfStatus } from './reason';
import { type Phase, type Reason, type RequestRow, toMicrosecond } from './row';

/** The reason with which requests are broken off when the run is. */
export class RunCutOff extends Error {}

class RequestTimeout extends Error {}

/** What is known of a request before it is sent. */
export interface Dispatched {
  readonly index: number;
  readonly phase: Phase;
  /** Milliseconds since the run began. */
  readonly scheduledMs: number;
  readonly stream: boolean;
  /** Milliseconds until it is given up. */
  readonly timeoutMs: number;
}

/** Who is told what becomes of a request. */
export interface RequestEvents {
  /** Called each time after a part of the answer was read. */
  heard(): void;
  /** Gets the row once, when the exchange is over, whatever became of it. */
  ended(row: RequestRow): void;
}

/** One request and its answer: notes when what happened, and makes its row. */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly reader: AnswerReader;
  private readonly timer: LongTimer;
  private controller: Dispatcher.DispatchController | undefined;
  private sent: number | undefined;
  private status: number | undefined;
  private broken: Reason | 'cut_off' | undefined;
  private over = false;

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly request: Dispatched,
    private readonly now: () => number,
    private readonly events: RequestEvents,
  ) {
    this.reader = request.stream ? new StreamReader() : new WholeReader();
    this.timer = new LongTimer(() => this.giveUp(), request.timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.broken) controller.abort(new RequestTimeout());
    else this.sent = this.now();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, bytes: Buffer): void {
    if (this.status === undefined || reasonOfStatus(this.status)) return;
    const flaw = this.reader.data(bytes, this.now());
    if (flaw) {
      this.broken = flaw;
      controller.abort(new Error(flaw));
    }
    this.events.heard();
  }

  onResponseEnd(): void {
    this.finish(this.failure());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof RunCutOff) this.finish('cut_off');
    else this.finish(this.wholeAnyway() ? undefined : (this.broken ?? reasonOfError(error)));
  }

  private giveUp(): void {
    this.broken = 'timeout';
    if (this.controller) this.controller.abort(new RequestTimeout());
    else this.finish('timeout');
  }

  /** A stream that had its finish reason is complete, however its connection ended. */
  private wholeAnyway(): boolean {
    return this.request.stream && this.failure() === undefined;
  }

  private failure(): Reason | undefined {
    return reasonOfStatus(this.status ?? 0) ?? this.reader.end(this.now());
  }

  private finish(failure: Reason | 'cut_off' | undefined): void {
    if (this.over) return;
    this.over = true;
    this.timer.clear();
    this.events.ended(this.row(failure));
  }

  private row(failure: Reason | 'cut_off' | undefined): RequestRow {
    const { tokens, promptTokens, outputTokens } = this.reader;
    const { index, phase, scheduledMs, stream } = this.request;
    return {
      index,
      phase,
      scheduledMs: toMicrosecond(scheduledMs),
      ...time('sentMs', this.sent),
      ...time('firstTokenMs', tokens.first),
      ...time('lastTokenMs', tokens.last),
      endMs: toMicrosecond(this.now()),
      chunkGapsMs: tokens.gaps.map(toMicrosecond),
      ...known('status', this.status),
      ...outcome(failure),
      ...known('promptTokens', promptTokens),
      ...known('outputTokens', outputTokens ?? (stream ? tokens.chunks : undefined)),
      usage: outputTokens !== undefined,
    };
  }
}

/** A field of the row; none where its value is not known. */
const known = <Name extends string>(name: Name, value: number | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: number };

const time = <Name extends string>(name: Name, value: number | undefined) =>
  known(name, value === undefined ? undefined : toMicrosecond(value));

function outcome(failure: Reason | 'cut_off' | undefined): Pick<RequestRow, 'outcome' | 'reason'> {
  if (failure === undefined) return { outcome: 'success' };
  return failure === 'cut_off' ? { outcome: 'unfinished' } : { outcome: 'error', reason: failure };
}
