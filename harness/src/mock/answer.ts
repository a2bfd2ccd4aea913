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
import type { Passage } from './metrics';
import type { Plan } from './plan';

/** What a request asked for, as the mock server understood it. */
export interface AnswerOptions {
  readonly shape: AnswerShape;
  readonly stream: boolean;
  readonly usage: boolean;
  readonly promptTokens: number;
  /** Prompt tokens that came from the prefix cache. */
  readonly cachedTokens: number;
  /** Whether the usage says so. */
  readonly details: boolean;
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
  /** Whether the client broke it off. */
  readonly aborted: boolean;
}

/** How an answer is sent, and who is told. */
export interface Sending {
  readonly perChunk: number;
  /** The text of a token. */
  readonly word: string;
  /** Monotonic milliseconds at which something that is due then may be sent. */
  readonly allowed: (due: number) => number;
  /** When the request passed through the engine, where its metrics are in the answer. */
  readonly passage: Pick<Passage, 'queued' | 'scheduled'> | undefined;
  /** Told of each chunk: its tokens, and when it was sent. */
  readonly sent: (tokens: number, isFirst: boolean, now: number) => void;
  readonly over: (answered: Answered) => void;
}

const BREAKS = new Set(['stall', 'truncated', 'stream_error', 'finish_error', 'reset']);

/** One answer on its way: writes each chunk when the plan says, and notes when it did. */
export class Answer {
  private readonly chunks: number[] = [];
  private readonly rendered = new Map<string, string>();
  private reasoning = 0;
  private timer: LongTimer | undefined;
  private readonly started = performance.now();
  private firstByte: number | undefined;
  private tokens = 0;
  private late = 0;

  constructor(
    private readonly response: ServerResponse,
    private readonly options: AnswerOptions,
    private readonly plan: Plan,
    private readonly sending: Sending,
  ) {
    response.once('close', () => {
      this.timer?.clear();
      sending.over(this.answered());
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
    const isOver = this.response.writableFinished;
    const ends = {
      whole: isOver && !this.breaks(),
      aborted: !isOver && this.plan.fault !== 'reset',
    };
    return { chunks, tokens, late, ...ends, ...(firstByte !== undefined && { firstByte }) };
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

  /** A silence may begin while it waits. */
  private wait(due: number): void {
    const at = this.sending.allowed(due);
    this.timer = new LongTimer(
      () => {
        if (this.sending.allowed(at) > at) return this.wait(at);
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
    const tokens = Math.min(this.sending.perChunk, this.plan.tokens - this.tokens);
    const last = this.chunks.length === this.plan.due.length - 1;
    const text = this.render(tokens, firstHalf, last);
    if (firstHalf && this.plan.fault === 'reasoning') this.reasoning += tokens;
    this.note(tokens);
    this.response.write(text);
  }

  private note(tokens: number): void {
    const now = performance.now();
    this.sending.sent(tokens, this.chunks.length === 0, now);
    this.chunks.push(now);
    this.tokens += tokens;
  }

  /** Most chunks of an answer are alike: the server must not be what limits a benchmark. */
  private render(tokens: number, firstHalf: boolean, last: boolean): string {
    const key = `${tokens} ${firstHalf} ${last}`;
    const known = this.rendered.get(key);
    if (known !== undefined) return known;
    const at = { fault: this.plan.fault, firstHalf, last };
    const text = tokenChunk(this.options.shape, this.sending.word.repeat(tokens), at);
    this.rendered.set(key, text);
    return text;
  }

  private breakOff(): void {
    if (this.plan.fault === 'truncated') this.response.end();
    if (this.plan.fault === 'stream_error') this.response.end(STREAM_ERROR + DONE);
    if (this.plan.fault === 'finish_error') {
      this.response.write(finishErrorChunk(this.options.shape));
      this.finish();
    }
    if (this.plan.fault === 'reset') this.response.socket?.resetAndDestroy();
  }

  private finish(): void {
    const usage = this.options.usage && this.plan.fault !== 'no_usage';
    const { shape } = this.options;
    this.response.end((usage ? usageChunk(shape, this.usage(), this.metrics()) : '') + DONE);
  }

  private sendWhole(): void {
    this.note(this.plan.tokens);
    this.firstByte = this.chunks[0];
    const noUsage = this.plan.fault === 'no_usage';
    const usage = noUsage ? undefined : this.usage();
    const text = this.sending.word.repeat(this.plan.tokens);
    const body = wholeAnswer(this.options.shape, text, usage, this.metrics());
    this.response.writeHead(200, { 'content-type': 'application/json' });
    this.response.end(JSON.stringify(body));
  }

  private usage() {
    const { promptTokens, cachedTokens, details } = this.options;
    return {
      ...{ promptTokens, tokens: this.tokens },
      ...(details && { cachedTokens }),
      ...(this.reasoning > 0 && { reasoningTokens: this.reasoning }),
    };
  }

  /** As vLLM writes them: its time to the first token is without that in the queue. */
  private metrics() {
    const { passage } = this.sending;
    const [first, last] = [this.chunks[0], this.chunks.at(-1)];
    if (!passage || first === undefined || last === undefined) return undefined;
    const { queued, scheduled } = passage;
    return {
      time_to_first_token_ms: first - scheduled,
      generation_time_ms: last - first,
      queue_time_ms: scheduled - queued,
      mean_itl_ms: this.plan.tokens > 1 ? (last - first) / (this.plan.tokens - 1) : null,
    };
  }
}
