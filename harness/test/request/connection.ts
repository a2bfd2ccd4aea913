import type { Dispatcher } from 'undici';
import { AnswerBudget } from '../../src/request/budget';
import { Exchange, type RequestEvents } from '../../src/request/exchange';
import { FirstMessages } from '../../src/request/message';
import type { Phase, RequestRow } from '../../src/request/row';
import type { Shared } from '../../src/request/shared';
import { AnswerTexts } from '../../src/request/texts';
import { Fingerprints } from '../../src/request/told';

/** What a test may want different of a request. */
export interface Wanted {
  readonly stream?: boolean;
  readonly timeoutMs?: number;
  readonly scheduledMs?: number;
  readonly phase?: Phase;
  readonly shared?: Partial<Shared>;
}

/** A connection that does what a test says, at times that it says, as undici tells it. */
export class Connection {
  /** Milliseconds since the run began. */
  now = 0;
  heard = 0;
  readonly rows: RequestRow[] = [];
  readonly exchange: Exchange;
  readonly controller: Dispatcher.DispatchController;
  aborted = false;
  readonly shared: Shared;

  constructor(wanted: Wanted = {}) {
    const { stream = true, timeoutMs = 60_000, scheduledMs = 0, phase = 'measured' } = wanted;
    this.shared = {
      budget: new AnswerBudget(),
      texts: new AnswerTexts(),
      messages: new FirstMessages([]),
      fingerprints: new Fingerprints(),
      ...wanted.shared,
    };
    const events: RequestEvents = {
      heard: () => {
        this.heard++;
      },
      ended: (row) => this.rows.push(row),
    };
    const request = { index: 3, phase, scheduledMs, stream, timeoutMs };
    const prompt = () => 'The prompt';
    this.exchange = new Exchange({ ...request, prompt }, () => this.now, events, this.shared);
    this.controller = { abort: (error: Error) => this.abort(error) } as typeof this.controller;
  }

  /** The row, where there is exactly one. */
  get row(): RequestRow {
    const [row, ...more] = this.rows;
    if (!row || more.length > 0) throw new Error(`expected one row, found ${this.rows.length}`);
    return row;
  }

  /** The request is handed to a connected socket. */
  starts(at: number): this {
    this.now = at;
    this.exchange.onRequestStart(this.controller);
    return this;
  }

  /** The head of the answer comes in. */
  answers(status: number, headers: Record<string, string> = {}): this {
    this.exchange.onResponseStart(this.controller, status, headers);
    return this;
  }

  /** A packet comes in; says whether more is wanted. */
  gets(packet: string | Buffer, at: number): boolean {
    this.now = at;
    this.exchange.onResponseData(this.controller, Buffer.from(packet));
    return !this.aborted;
  }

  /** The answer ends as it should. */
  ends(at: number): this {
    this.now = at;
    this.exchange.onResponseEnd();
    return this;
  }

  /** The connection breaks. */
  breaks(error: Error, at: number): this {
    this.now = at;
    this.exchange.onResponseError(this.controller, error);
    return this;
  }

  private abort(error: Error): void {
    if (this.aborted) return;
    this.aborted = true;
    this.exchange.onResponseError(this.controller, error);
  }
}

/** An error as Node makes it. */
export const systemError = (code: string): Error => Object.assign(new Error(code), { code });
