import type { ServerResponse } from 'node:http';
import { LongTimer } from '../long-timer';
import {
  type AnswerShape,
  DONE,
  MALFORMED,
  roleChunk,
  STREAM_ERROR,
  tokenChunk,
  usageChunk,
  wholeAnswer,
} from './chunks';
import type { Plan } from './plan';

/** What a request asked for, as the mock server understood it. */
export interface AnswerOptions {
  readonly shape: AnswerShape;
  readonly stream: boolean;
  readonly usage: boolean;
  readonly promptTokens: number;
}

/** What is known of an answer once it is over. */
export interface Answered {
  /** Monotonic milliseconds of each token-bearing chunk. */
  readonly chunks: readonly number[];
  /** Whether the client got everything. */
  readonly whole: boolean;
}

const WORD = 'word ';
const BREAKS = new Set(['stall', 'truncated', 'stream_error', 'reset']);

/** One answer on its way: writes each chunk when the plan says, and notes when it did. */
export class Answer {
  private readonly chunks: number[] = [];
  private readonly rendered = new Map<string, string>();
  private timer: LongTimer | undefined;
  private readonly started = performance.now();

  constructor(
    private readonly response: ServerResponse,
    private readonly options: AnswerOptions,
    private readonly plan: Plan,
    private readonly perChunk: number,
    over: (answered: Answered) => void,
  ) {
    response.once('close', () => {
      this.timer?.clear();
      over({ chunks: this.chunks, whole: response.writableFinished && !this.breaks() });
    });
  }

  /** Starts the answer. */
  start(): void {
    if (!this.options.stream) {
      this.timer = new LongTimer(() => this.sendWhole(), this.plan.due.at(-1) ?? 0);
      return;
    }
    this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (this.plan.fault === 'role_only') this.sendRole();
    else this.response.flushHeaders();
    this.next();
  }

  private breaks(): boolean {
    return BREAKS.has(this.plan.fault ?? '') || this.plan.fault === 'malformed';
  }

  private next(): void {
    const due = this.plan.due[this.chunks.length];
    if (due === undefined) {
      this.finish();
      return;
    }
    const wait = this.started + due - performance.now();
    this.timer = new LongTimer(() => this.sendDue(), Math.max(0, wait));
  }

  private sendDue(): void {
    const { fault, due } = this.plan;
    const half = this.chunks.length >= due.length / 2;
    if (half && BREAKS.has(fault ?? '')) {
      this.breakOff();
      return;
    }
    if (this.chunks.length === 0 && this.options.shape.chat && fault !== 'role_only')
      this.sendRole();
    if (half && fault === 'malformed') this.response.write(MALFORMED);
    this.sendTokens(!half);
    this.next();
  }

  private sendRole(): void {
    this.response.write(roleChunk(this.options.shape));
  }

  private sendTokens(firstHalf: boolean): void {
    const sent = this.chunks.length * this.perChunk;
    const tokens = Math.min(this.perChunk, this.plan.tokens - sent);
    const last = this.chunks.length === this.plan.due.length - 1;
    const text = this.render(tokens, firstHalf, last);
    this.chunks.push(performance.now());
    this.response.write(text);
  }

  /** Most chunks of an answer are alike: the server must not be what limits a benchmark. */
  private render(tokens: number, firstHalf: boolean, last: boolean): string {
    const key = `${tokens} ${firstHalf} ${last}`;
    const known = this.rendered.get(key);
    if (known !== undefined) return known;
    const at = { fault: this.plan.fault, firstHalf, last };
    const text = tokenChunk(this.options.shape, WORD.repeat(tokens), at);
    this.rendered.set(key, text);
    return text;
  }

  private breakOff(): void {
    if (this.plan.fault === 'truncated') this.response.end();
    if (this.plan.fault === 'stream_error') this.response.end(STREAM_ERROR + DONE);
    if (this.plan.fault === 'reset') this.response.socket?.resetAndDestroy();
  }

  private finish(): void {
    const usage = this.options.usage && this.plan.fault !== 'no_usage';
    this.response.end((usage ? usageChunk(this.options.shape, this.usage()) : '') + DONE);
  }

  private sendWhole(): void {
    const body = wholeAnswer(
      this.options.shape,
      WORD.repeat(this.plan.tokens),
      this.usage(),
      this.plan.fault === 'no_usage',
    );
    this.chunks.push(performance.now());
    this.response.writeHead(200, { 'content-type': 'application/json' });
    this.response.end(JSON.stringify(body));
  }

  private usage() {
    return { promptTokens: this.options.promptTokens, tokens: this.plan.tokens };
  }
}
