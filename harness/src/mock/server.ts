import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import { listenOn } from '../listening';
import { type Asked, Engine } from './engine';
import type { Fault } from './faults';
import { MOCK_DEFAULTS, type MockOptions } from './options';
import { type CompletionRequest, promptTokens, readCompletion, refuse, tooLong } from './request';
import { TruthLog } from './truth';

const DEFAULT_TOKENS = 16;
const REFUSALS: Partial<Record<Fault, number>> = { http_429: 429, http_500: 500 };
/** What a server answers that has not loaded its model yet. */
const UNTIL_READY = /^(?:\/v1\/|\/health$)/;

/**
 * An OpenAI-compatible server with known timings, for tests, `selftest` and demonstrations.
 *
 * `GET /mock/truth` hands out the true timings of the requests since it was last asked.
 */
export class MockServer {
  private options: MockOptions;
  private readonly server: Server;
  private engine: Engine;
  private answers = 0;
  private readyAt = 0;
  /** The true timings of what it answered. */
  readonly truth = new TruthLog();

  constructor(options: Partial<MockOptions> = {}) {
    this.options = { ...MOCK_DEFAULTS, ...options };
    this.engine = new Engine(this.options, this.truth);
    this.server = createServer({ noDelay: true }, (incoming, response) => {
      this.route(incoming, response).catch(() => response.destroy());
    });
  }

  /**
   * Starts listening; resolves to the server's address.
   *
   * @param port that of its options, unless another is given
   */
  async listen(port = this.options.port): Promise<string> {
    const { host } = this.options;
    const name = isIPv6(host) ? `[${host}]` : host;
    const listening = await listenOn(this.server, port, host);
    this.readyAt = performance.now() + this.options.readyAfter;
    return `http://${name}:${listening}`;
  }

  /** Whether it takes requests yet. */
  get ready(): boolean {
    return performance.now() >= this.readyAt;
  }

  /** Begins anew, as a container that was started again: all that it counted is 0. */
  restart(changes: Partial<MockOptions> = {}): void {
    this.options = { ...this.options, ...changes };
    this.engine = new Engine(this.options, this.truth);
    this.readyAt = performance.now() + this.options.readyAfter;
    this.server.closeAllConnections();
  }

  /** Stops at once: breaks off every answer. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async route(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = performance.now();
    if (!this.ready && UNTIL_READY.test(incoming.url ?? ''))
      return refuse(response, 503, 'The model is not loaded yet');
    switch (`${incoming.method} ${incoming.url}`) {
      case 'POST /v1/chat/completions':
        return this.complete(incoming, response, true, received);
      case 'POST /v1/completions':
        return this.complete(incoming, response, false, received);
      case 'GET /metrics':
        return this.exposition(response);
      default:
        return this.tell(response, incoming.method === 'GET' ? (incoming.url ?? '') : '');
    }
  }

  /** What it says of itself. */
  private tell(response: ServerResponse, path: string): void {
    const { model, maxModelLen, serverVersion } = this.options;
    const about = { id: model, object: 'model', owned_by: 'vllm', max_model_len: maxModelLen };
    const bodies: Readonly<Record<string, () => unknown>> = {
      '/v1/models': () => ({ object: 'list', data: [about] }),
      '/version': () => ({ version: serverVersion }),
      '/mock/truth': () => this.truth.take(),
      '/health': () => ({}),
    };
    const body = bodies[path];
    if (!body) {
      refuse(response, 404, 'Not found');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body()));
  }

  private async exposition(response: ServerResponse): Promise<void> {
    if (this.options.metrics === 'none') return refuse(response, 404, 'Not found');
    const { registry } = this.engine.metrics;
    response.writeHead(200, { 'content-type': registry.contentType });
    response.end(await registry.metrics());
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
    const prompt = promptTokens(request, chat);
    const long = tooLong(prompt.length, tokens, this.options.maxModelLen);
    if (long !== undefined) return refuse(response, 400, long);
    const plan = this.engine.plan(tokens);
    const id = String(incoming.headers['x-request-id'] ?? '');
    this.engine.arrive(received);
    const refusal = plan.fault && REFUSALS[plan.fault];
    if (refusal) {
      refuse(response, refusal, 'Refused by the mock server');
      this.engine.refused(refusal, { id, received, plan });
      return;
    }
    const options = this.answerOptions(request, chat, prompt.length);
    this.engine.answer(response, { options, prompt, plan, id, received });
  }

  private answerOptions(
    request: CompletionRequest,
    chat: boolean,
    promptTokens: number,
  ): Asked['options'] {
    const { model, serverVersion, promptTokensDetails } = this.options;
    const id = `mock-${++this.answers}`;
    return {
      shape: { chat, model, id, fingerprint: `vllm-${serverVersion}-mock` },
      stream: request.stream === true,
      usage: request.stream_options?.include_usage === true,
      promptTokens,
      details: promptTokensDetails,
    };
  }
}
