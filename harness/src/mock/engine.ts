import type { ServerResponse } from 'node:http';
import { Answer, type Answered, type AnswerOptions } from './answer';
import { VllmMetrics } from './metrics';
import type { MockOptions } from './options';
import { type Plan, planner } from './plan';
import { PrefixCache } from './prefix-cache';
import { Silence } from './silence';
import { Slots } from './slots';
import type { TruthLog } from './truth';

/** A request as the engine takes it. */
export interface Asked {
  readonly options: Omit<AnswerOptions, 'cachedTokens'>;
  /** The words of its prompt, which are its tokens. */
  readonly prompt: readonly string[];
  readonly plan: Plan;
  /** The request's `x-request-id`. */
  readonly id: string;
  /** When its head had been read. */
  readonly received: number;
}

/** What answers requests behind the HTTP server: its queue, its memory, and what it counts of them. */
export class Engine {
  /** Makes the plan of the next request. */
  readonly plan: (tokens: number) => Plan;
  readonly metrics: VllmMetrics;
  private readonly slots: Slots;
  private readonly silence: Silence;
  private readonly prefixes: PrefixCache | undefined;
  private held = 0;

  constructor(
    private readonly options: MockOptions,
    private readonly truth: TruthLog,
  ) {
    this.plan = planner(options);
    this.slots = new Slots(options.slots);
    this.silence = new Silence(options.pause);
    this.metrics = new VllmMetrics(options.model, options.metrics);
    this.prefixes = options.prefixCache ? new PrefixCache() : undefined;
  }

  /** Counts a request that has arrived, whatever becomes of it. */
  arrive(received: number): void {
    this.silence.arrive(received);
  }

  /** Notes a request that is refused with a status and never queued. */
  refused(status: number, { id, received, plan }: Omit<Asked, 'options' | 'prompt'>): void {
    const ended = performance.now();
    const never = { queued: ended, scheduled: ended, chunks: [], tokens: 0, late: 0 };
    const { fault } = plan;
    this.truth.add({
      ...{ id, received, ...never, firstByte: ended, ended, status, whole: false },
      ...(fault && { fault }),
    });
  }

  /** Answers as soon as it is the request's turn. */
  answer(response: ServerResponse, asked: Asked): void {
    const queued = performance.now();
    this.slots.enter(() => {
      if (response.closed) this.leave('abort');
      else this.run(response, asked, queued);
      this.count();
    });
    this.count();
  }

  private run(response: ServerResponse, asked: Asked, queued: number): void {
    const { plan, prompt } = asked;
    const { counted } = this.metrics;
    const scheduled = performance.now();
    const cachedTokens = this.prefixes?.found(prompt) ?? 0;
    counted.queries += prompt.length;
    counted.hits += cachedTokens;
    let mine = prompt.length;
    this.hold(mine);
    const answer = new Answer(response, { ...asked.options, cachedTokens }, plan, {
      perChunk: this.options.tokensPerChunk,
      word: this.options.word,
      allowed: (due) => this.silence.allowed(due),
      passage: this.options.perRequestMetrics ? { queued, scheduled } : undefined,
      sent: (tokens, isFirst, now) => {
        if (isFirst) this.metrics.started(prompt.length, { queued }, now);
        counted.output += tokens;
        mine += tokens;
        this.hold(tokens);
      },
      over: (answered) => {
        this.hold(-mine);
        this.over(answered, asked, { queued, scheduled });
      },
    });
    answer.start();
  }

  private over(
    { aborted, ...answered }: Answered,
    { id, received, plan }: Asked,
    when: { readonly queued: number; readonly scheduled: number },
  ): void {
    const { chunks, whole } = answered;
    const { fault } = plan;
    const told = { id, received, ...when, ...answered, ended: performance.now(), status: 200 };
    this.truth.add({ ...told, ...(fault && { fault }) });
    if (whole) this.metrics.answered({ ...when, chunks, tokens: plan.tokens });
    this.leave(whole ? 'length' : aborted ? 'abort' : 'error');
  }

  private hold(tokens: number): void {
    this.held += tokens;
    this.metrics.counted.cacheUsage = Math.min(1, this.held / this.options.kvTokens);
  }

  private leave(reason: 'length' | 'abort' | 'error'): void {
    this.metrics.counted.finished[reason]++;
    this.slots.leave();
    this.count();
  }

  private count(): void {
    this.metrics.counted.running = this.slots.running;
    this.metrics.counted.waiting = this.slots.waiting;
  }
}
