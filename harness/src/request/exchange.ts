import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type AnswerReader, StreamReader, WholeReader } from './reader';
import { reasonOfError, reasonOfStatus } from './reason';
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
}

/** Who is told what becomes of a request. */
export interface RequestEvents {
  /** Called each time after a part of the answer was read. */
  heard(): void;
  /** Gets the row once, when the exchange is over, whatever became of it. */
  ended(row: RequestRow): void;
}

/** One request and its answer: notes when what happened, and makes its row. */
export class Exchange {
  private readonly reader: AnswerReader;
  private readonly timer: NodeJS.Timeout;
  private sent: number | undefined;
  private status: number | undefined;
  private over = false;

  /**
   * @param now milliseconds since the run began, on the monotonic clock
   * @param http the request, of which nothing has been sent
   */
  constructor(
    private readonly request: Dispatched,
    private readonly now: () => number,
    private readonly http: ClientRequest,
    private readonly events: RequestEvents,
  ) {
    this.reader = request.stream ? new StreamReader() : new WholeReader();
    this.timer = setTimeout(() => this.breakOff('timeout'), request.timeoutMs);
    http.once('socket', (socket) => this.connected(socket));
    http.once('response', (response) => this.answered(response));
    http.on('error', (error) => this.failed(error));
  }

  /** Breaks it off, since the run is. */
  cutOff(): void {
    this.breakOff('cut_off');
  }

  /** A new connection's `connect` comes right before what waits for it is written. */
  private connected(socket: Socket): void {
    const send = () => {
      this.sent = this.now();
    };
    if (!socket.connecting) send();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', send);
  }

  private answered(response: IncomingMessage): void {
    this.status = response.statusCode ?? 0;
    const refused = reasonOfStatus(this.status) !== undefined;
    response.on('data', (bytes: Buffer) => {
      if (!refused) this.read(bytes);
    });
    response.once('end', () => this.finish(this.failure()));
    response.on('error', (error) => this.failed(error));
  }

  private read(bytes: Buffer): void {
    if (this.over) return;
    const flaw = this.reader.data(bytes, this.now());
    if (flaw) this.breakOff(flaw);
    this.events.heard();
  }

  private failed(error: Error): void {
    this.finish(this.wholeAnyway() ? undefined : reasonOfError(error));
  }

  private breakOff(failure: Reason | 'cut_off'): void {
    this.http.destroy();
    this.finish(failure !== 'cut_off' && this.wholeAnyway() ? undefined : failure);
  }

  /** A stream that had its finish reason is complete, however its connection ended. */
  private wholeAnyway(): boolean {
    return this.request.stream && this.status !== undefined && this.failure() === undefined;
  }

  private failure(): Reason | undefined {
    return reasonOfStatus(this.status ?? 0) ?? this.reader.end(this.now());
  }

  private finish(failure: Reason | 'cut_off' | undefined): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.events.ended(this.row(failure));
  }

  private row(failure: Reason | 'cut_off' | undefined): RequestRow {
    const { tokens, promptTokens, outputTokens } = this.reader;
    const { index, phase, scheduledMs } = this.request;
    return {
      index,
      phase,
      scheduledMs: toMicrosecond(scheduledMs),
      ...time('sentMs', this.sent),
      ...time('firstTokenMs', tokens.first),
      ...time('lastTokenMs', tokens.last),
      endMs: toMicrosecond(this.now()),
      chunkGapsMs: tokens.gaps.map(toMicrosecond),
      ...(this.status === undefined ? {} : { status: this.status }),
      ...outcome(failure),
      ...(promptTokens === undefined ? {} : { promptTokens }),
      outputTokens: outputTokens ?? tokens.chunks,
      usage: outputTokens !== undefined,
    };
  }
}

type TimeField = 'sentMs' | 'firstTokenMs' | 'lastTokenMs';

const time = (name: TimeField, value: number | undefined): Partial<Record<TimeField, number>> =>
  value === undefined ? {} : { [name]: toMicrosecond(value) };

function outcome(failure: Reason | 'cut_off' | undefined): Pick<RequestRow, 'outcome' | 'reason'> {
  if (failure === undefined) return { outcome: 'success' };
  return failure === 'cut_off' ? { outcome: 'unfinished' } : { outcome: 'error', reason: failure };
}
