import type { Dispatcher } from 'undici';
import { LongTimer } from '../long-timer';
import { BOUNDS } from './bounds';
import type { Share } from './budget';
import { HeldBytes } from './held-bytes';
import { messageOfBody } from './message';
import type { AnswerReader, Flaw } from './reader';
import { describe, reasonOfError, reasonOfStatus } from './reason';
import type { Reason, RequestRow } from './row';
import { type Dispatched, makeRow } from './row-of';
import type { Shared } from './shared';
import { StreamReader } from './stream-reader';
import type { OpenText } from './texts';
import { WholeReader } from './whole-reader';

/** So long may the body of a failed answer take: its status says enough. */
const ERROR_BODY_MS = 250;
/** So long may a body take to end behind its `[DONE]` before the request's place is given to the next one. */
const PLACE_MS = 10;
/** So long may it take before its connection is closed. */
const CONNECTION_MS = 250;
/** A stream that says nothing for so long after its finish reason is over; others may still send their usage. */
const SILENCE_MS = 10_000;

/** The reason with which requests are broken off when the run is. */
export class RunCutOff extends Error {}

/** Why an exchange breaks off its connection. */
class BrokenOff extends Error {}

/** The connection that carries a request. */
export interface CarryingConnection {
  /** Where it goes, once that is known. */
  readonly place: { readonly address: string } | undefined;
  /** Whether another request was sent over it before. */
  readonly reused: boolean;
  /** Whether a byte of the answer has come. */
  readonly heard: boolean;
}

/** Notified of what becomes of a request. */
export interface RequestEvents {
  /** Called each time after a part of the answer was read. */
  heard(): void;
  /** Gets the row once, when the exchange is over, whatever became of it. */
  ended(row: RequestRow): void;
}

type Failure = Reason | 'cut_off' | undefined;

/** One request and its answer: notes when what happened, and makes its row. */
export class Exchange implements Dispatcher.DispatchHandler {
  private readonly reader: AnswerReader;
  private readonly share: Share;
  private readonly text: OpenText;
  private readonly timeout: LongTimer;
  private ending: NodeJS.Timeout | undefined;
  private silence: NodeJS.Timeout | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private sent: number | undefined;
  private heardAt = 0;
  private status: number | undefined;
  /** The begin of the body of a failed answer. */
  private errorBody: HeldBytes | undefined;
  private broken: Reason | undefined;
  private message: string | undefined;
  /** The row of an answer that is whole, though its body may go on. */
  private settled: RequestRow | undefined;
  private over = false;
  private connection: CarryingConnection | undefined;

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly request: Dispatched,
    private readonly now: () => number,
    private readonly events: RequestEvents,
    private readonly shared: Shared,
  ) {
    this.share = shared.budget.share(() => this.breakOff('too_large'));
    this.text = shared.texts.open();
    const grew = (bytes: number) => this.share.take(bytes);
    this.reader = request.stream
      ? new StreamReader(grew, this.text)
      : new WholeReader(grew, this.text);
    this.timeout = new LongTimer(() => this.giveUp(), request.timeoutMs);
  }

  /** Called with the connection before the request is sent. */
  carriedBy(connection: CarryingConnection): void {
    this.connection = connection;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.over) controller.abort(new BrokenOff());
    else this.sent = this.now();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined> = {},
  ): void {
    // Early hints and the like come before the head of the answer.
    if (status < 200) return;
    this.status = status;
    const { 'content-type': type = 'none', 'content-encoding': encoding = '' } = headers;
    this.message = `status ${status}, content type ${type}`;
    const reason = reasonOfStatus(status);
    if (reason) {
      this.errorBody = new HeldBytes();
      this.wait(ERROR_BODY_MS, () => this.breakOff(reason));
    } else if (encoding !== '' && encoding !== 'identity') {
      this.message = `the answer is compressed (content encoding ${encoding}), though that was not asked for`;
      this.breakOff(this.request.stream ? 'not_sse' : 'malformed');
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, bytes: Buffer): void {
    if (this.over || this.settled || this.status === undefined) return;
    if (this.errorBody) {
      const room = BOUNDS.errorBody - this.errorBody.length;
      this.errorBody.append(bytes.subarray(0, room));
      return;
    }
    this.heardAt = this.now();
    const flaw = this.reader.data(bytes, this.heardAt);
    if (flaw) this.breakOff(flaw);
    else if (this.reader.done) this.settle();
    else if (this.reader.finished) this.awaitSilence();
    this.events.heard();
  }

  onResponseEnd(): void {
    if (this.settled) this.deliver(this.settled);
    else this.finish(this.failure());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.settled) this.deliver(this.settled);
    else if (error instanceof RunCutOff) this.finish('cut_off');
    else this.finish(this.failureOf(error));
  }

  /** Where not a byte of an answer had come on a connection that was kept, the server had closed it before. */
  private reasonOf(error: Error): Reason {
    const reason = reasonOfError(error);
    const unheard = this.connection?.reused === true && !this.connection.heard;
    return reason === 'reset' && unheard ? 'closed_idle' : reason;
  }

  private failureOf(error: Error): Reason | undefined {
    if (this.broken && this.broken !== 'timeout') return this.broken;
    if (this.errorBody) return this.failure();
    if (this.request.stream && this.status !== undefined) {
      // A stream that had its finish reason is complete, however its connection ended; a body of JSON is whole or not.
      const flaw = this.failure();
      if (flaw === undefined || WHOLE_FLAWS.includes(flaw)) return flaw;
    }
    this.message = describe(error);
    return this.broken ?? this.reasonOf(error);
  }

  private failure(): Reason | undefined {
    return reasonOfStatus(this.status ?? 0) ?? this.reader.end(this.now());
  }

  private giveUp(): void {
    const error = new BrokenOff(`no whole answer within ${this.request.timeoutMs / 1000} s`);
    this.broken = 'timeout';
    if (this.controller) this.controller.abort(error);
    else {
      this.message = error.message;
      this.finish('timeout');
    }
  }

  private breakOff(flaw: Reason): void {
    this.broken ??= flaw;
    this.reader.close();
    this.controller?.abort(new BrokenOff(flaw));
  }

  private wait(milliseconds: number, then: () => void): void {
    this.stopWaiting();
    this.ending = setTimeout(then, milliseconds);
  }

  private awaitSilence(): void {
    if (this.silence) this.silence.refresh();
    else this.silence = setTimeout(() => this.settle(), SILENCE_MS);
  }

  /** The answer is whole: its place is free as soon as the body ends, or a moment later. */
  private settle(): void {
    const row = this.makeRow(this.failure(), this.heardAt);
    this.settled = row;
    this.wait(PLACE_MS, () => {
      this.deliver(row);
      this.wait(CONNECTION_MS, () => this.controller?.abort(new BrokenOff()));
      this.ending?.unref();
    });
  }

  private stopWaiting(): void {
    this.timeout.clear();
    clearTimeout(this.ending);
  }

  private deliver(row: RequestRow): void {
    this.stopWaiting();
    if (this.over) return;
    this.over = true;
    // In the order of the rows: that is how the tokens of both find together.
    if (row.phase === 'measured' && row.outcome === 'success' && !row.usage) this.text.keep(row);
    else this.text.drop();
    this.events.ended(row);
  }

  private finish(failure: Failure): void {
    if (!this.over) this.deliver(this.makeRow(failure, this.now()));
  }

  private makeRow(failure: Failure, endMs: number): RequestRow {
    clearTimeout(this.silence);
    const { reader, request, sent, status } = this;
    const message =
      failure === undefined || failure === 'cut_off' ? undefined : this.messageFor(failure);
    const address = this.connection?.place?.address;
    const fingerprint = this.shared.fingerprints.newly(reader.fingerprint);
    const ending = { sent, status, failure, message, endMs, address, fingerprint };
    const row = makeRow(request, reader, ending);
    reader.close();
    this.share.close();
    return row;
  }

  private messageFor(reason: Reason): string | undefined {
    const { phase, prompt } = this.request;
    const body = this.errorBody?.take().toString('utf8');
    const said = body === undefined ? (this.reader.message ?? this.message) : messageOfBody(body);
    return this.shared.messages.of(phase, reason, said, prompt);
  }
}

/** What is wrong with a body that is JSON: it is known before the body ends. */
const WHOLE_FLAWS: readonly (Reason | Flaw)[] = ['server_error', 'not_streamed'];
