import type { ServerResponse } from 'node:http';
import { LongTimer } from '../long-timer';
import {
  type AnswerShape,
  DONE,
  finishErrorChunk,
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
  /** Monotonic milliseconds of the answer's head. */
  readonly firstByte?: number;
  /** Monotonic milliseconds of each token-bearing chunk. */
  readonly chunks: readonly number[];
  /** Tokens in them. */
  readonly tokens: number;
  /** The most by which a chunk was later than it was due, in milliseconds. */
  readonly late: number;
  /** Whether the client got everything. */
  readonly whole: boolean;
}

const BREAKS = new Set(['stall', 'truncated', 'stream_error', 'finish_error', 'reset']);

/** What is the same for all answers of a server. */
export interface AnswerFrame {
  readonly tokensPerChunk: number;
  /** The text of a token. */
  readonly word: string;
  /** Monotonic milliseconds at which something that is due now may be sent. */
  readonly allowed: (due: number) => number;
}

/** One answer on its way: writes each chunk when the plan says, and notes when it did. */
export class Answer {
  private readonly chunks: number[] = [];
  private readonly rendered = new Map<string, string>();
  private timer: LongTimer | undefined;
  private readonly started = performance.now();
  private firstByte: number | undefined;
  private tokens = 0;
  private late = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: AnswerOptions,
    private readonly plan: Plan,
    private readonly frame: AnswerFrame,
    over: (answered: Answered) => void,
  ) {
    response.once('close', () => {
      this.timer?.clear();
      over(this.answered());
    });
  }

  /** Starts the answer. */
  start(): void {
    if (!this.options.stream) {
      this.timer = new LongTimer(() => this.sendWhole(), this.plan.due.at(-1) ?? 0);
      return;
    }
    this.firstByte = performance.now();
    this.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (this.plan.fault === 'role_only') this.sendRole();
    else this.response.flushHeaders();
    this.next();
  }

  private answered(): Answered {
    const { chunks, tokens, late, firstByte } = this;
    const whole = this.response.writableFinished && !this.breaks();
    return { chunks, tokens, late, whole, ...(firstByte !== undefined && { firstByte }) };
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
    this.wait(this.started + due);
  }

  /** A pause may begin while it waits. */
  private wait(due: number): void {
    const at = this.frame.allowed(due);
    this.timer = new LongTimer(
      () => {
        if (this.frame.allowed(at) > at) return this.wait(at);
        this.late = Math.max(this.late, performance.now() - at);
        this.sendDue();
      },
      Math.max(0, at - performance.now()),
    );
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
    const tokens = Math.min(this.frame.tokensPerChunk, this.plan.tokens - this.tokens);
    const last = this.chunks.length === this.plan.due.length - 1;
    const text = this.render(tokens, firstHalf, last);
    this.chunks.push(performance.now());
    this.tokens += tokens;
    this.response.write(text);
  }

  /** Most chunks of an answer are alike: the server must not be what limits a benchmark. */
  private render(tokens: number, firstHalf: boolean, last: boolean): string {
    const key = `${tokens} ${firstHalf} ${last}`;
    const known = this.rendered.get(key);
    if (known !== undefined) return known;
    const at = { fault: this.plan.fault, firstHalf, last };
    const text = tokenChunk(this.options.shape, this.frame.word.repeat(tokens), at);
    this.rendered.set(key, text);
    return text;
  }

  private breakOff(): void {
    if (this.plan.fault === 'truncated') this.response.end();
    if (this.plan.fault === 'stream_error') this.response.end(STREAM_ERROR + DONE);
    if (this.plan.fault === 'finish_error') {
      this.response.write(finishErrorChunk(this.options.shape));
      this.finish(this.tokens);
    }
    if (this.plan.fault === 'reset') this.response.socket?.resetAndDestroy();
  }

  private finish(tokens = this.plan.tokens): void {
    const usage = this.options.usage && this.plan.fault !== 'no_usage';
    this.response.end((usage ? usageChunk(this.options.shape, this.usage(tokens)) : '') + DONE);
  }

  private sendWhole(): void {
    const body = wholeAnswer(
      this.options.shape,
      this.frame.word.repeat(this.plan.tokens),
      this.usage(),
      this.plan.fault === 'no_usage',
    );
    this.firstByte = performance.now();
    this.chunks.push(this.firstByte);
    this.tokens = this.plan.tokens;
    this.response.writeHead(200, { 'content-type': 'application/json' });
    this.response.end(JSON.stringify(body));
  }

  private usage(tokens = this.plan.tokens) {
    return { promptTokens: this.options.promptTokens, tokens };
  }
}
