import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { listenOn } from '../listening';
import { Answer, type Answered, type AnswerFrame, type AnswerOptions } from './answer';
import type { Fault } from './faults';
import { VllmMetrics } from './metrics';
import { MOCK_DEFAULTS, type MockOptions } from './options';
import { type Plan, planner } from './plan';
import { type CompletionRequest, countPromptTokens, readCompletion, refuse } from './request';
import { Slots } from './slots';
import { TruthLog } from './truth';

const DEFAULT_TOKENS = 16;
const REFUSALS: Partial<Record<Fault, number>> = { http_429: 429, http_500: 500 };

/**
 * An OpenAI-compatible server with known timings, for tests, `selftest` and demonstrations.
 *
 * `GET /mock/truth` hands out the true timings of the requests since it was last asked.
 */
export class MockServer {
  private readonly options: MockOptions;
  private readonly server: Server;
  private readonly plan: (tokens: number) => Plan;
  private readonly slots: Slots;
  private readonly metrics: VllmMetrics;
  private readonly frame: AnswerFrame;
  private answers = 0;
  private arrived = 0;
  private pausedFrom = Number.POSITIVE_INFINITY;
  /** The true timings of what it answered. */
  readonly truth = new TruthLog();

  constructor(options: Partial<MockOptions> = {}) {
    this.options = { ...MOCK_DEFAULTS, ...options };
    this.plan = planner(this.options);
    this.slots = new Slots(this.options.slots);
    this.metrics = new VllmMetrics(this.options.model);
    const { tokensPerChunk, word } = this.options;
    this.frame = { tokensPerChunk, word, allowed: (due) => this.allowed(due) };
    this.server = createServer({ noDelay: true }, (incoming, response) => {
      this.route(incoming, response).catch(() => response.destroy());
    });
  }

  /** Starts listening; resolves to the server's address. */
  async listen(): Promise<string> {
    const { host, port } = this.options;
    const name = isIPv6(host) ? `[${host}]` : host;
    return `http://${name}:${await listenOn(this.server, port, host)}`;
  }

  /** Stops at once: breaks off every answer. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async route(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = performance.now();
    switch (`${incoming.method} ${incoming.url}`) {
      case 'POST /v1/chat/completions':
        return this.complete(incoming, response, true, received);
      case 'POST /v1/completions':
        return this.complete(incoming, response, false, received);
      case 'GET /v1/models':
        return this.json(response, {
          object: 'list',
          data: [{ id: this.options.model, object: 'model', owned_by: 'vllm' }],
        });
      case 'GET /mock/truth':
        return this.json(response, this.truth.take());
      case 'GET /health':
        return this.json(response, {});
      case 'GET /metrics':
        return this.exposition(response);
      default:
        refuse(response, 404, 'Not found');
    }
  }

  private json(response: ServerResponse, body: unknown): void {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  private async exposition(response: ServerResponse): Promise<void> {
    this.showQueue();
    response.writeHead(200, { 'content-type': this.metrics.registry.contentType });
    response.end(await this.metrics.registry.metrics());
  }

  private async complete(
    incoming: IncomingMessage,
    response: ServerResponse,
    chat: boolean,
    received: number,
  ): Promise<void> {
    const request = await readCompletion(incoming, chat);
    if (typeof request === 'string') return refuse(response, 400, request);
    if (request.model !== this.options.model) return refuse(response, 404, 'No such model');
    const tokens = request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_TOKENS;
    const plan = this.plan(tokens);
    const id = String(incoming.headers['x-request-id'] ?? '');
    if (++this.arrived === this.options.pause.after) this.pausedFrom = received;
    const refusal = plan.fault && REFUSALS[plan.fault];
    if (refusal) return this.refuseLogged(response, refusal, { id, received, plan });
    this.slots.enter(() =>
      this.answer(response, this.answerOptions(request, chat), plan, id, received),
    );
  }

  /** What is due in the pause is sent at its end. */
  private allowed(due: number): number {
    const end = this.pausedFrom + this.options.pause.length;
    return due >= this.pausedFrom && due < end ? end : due;
  }

  private refuseLogged(
    response: ServerResponse,
    status: number,
    { id, received, plan }: { id: string; received: number; plan: Plan },
  ): void {
    refuse(response, status, 'Refused by the mock server');
    const ended = performance.now();
    const { fault } = plan;
    const none = { chunks: [], tokens: 0, late: 0, whole: false, firstByte: ended };
    this.truth.add({ id, received, ...none, ended, status, ...(fault && { fault }) });
  }

  private answerOptions(request: CompletionRequest, chat: boolean): AnswerOptions {
    return {
      shape: { chat, model: this.options.model, id: `mock-${++this.answers}` },
      stream: request.stream === true,
      usage: request.stream_options?.include_usage === true,
      promptTokens: countPromptTokens(request, chat),
    };
  }

  private answer(
    response: ServerResponse,
    options: AnswerOptions,
    plan: Plan,
    id: string,
    received: number,
  ): void {
    this.metrics.queue.observe(
      { model_name: this.options.model },
      (performance.now() - received) / 1000,
    );
    if (response.closed) {
      this.slots.leave();
      return;
    }
    const answer = new Answer(response, options, plan, this.frame, (answered) => {
      this.slots.leave();
      const { fault } = plan;
      const ended = performance.now();
      this.truth.add({ id, received, ...answered, ended, status: 200, ...(fault && { fault }) });
      this.count(answered, received, options.promptTokens);
    });
    answer.start();
  }

  private count({ whole, chunks, tokens }: Answered, received: number, promptTokens: number): void {
    if (!whole) return;
    const times = chunks.map((at) => at - received);
    this.metrics.answered(times, promptTokens, tokens);
  }

  private showQueue(): void {
    this.metrics.running.set({ model_name: this.options.model }, this.slots.running);
    this.metrics.waiting.set({ model_name: this.options.model }, this.slots.waiting);
  }
}
