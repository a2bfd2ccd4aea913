import type { Endpoint } from 'kvmini-contract/profile';
import { buildConnector, Pool } from 'undici';
import { VERSION } from '../version';
import type { Prompt } from '../workload/prompts';
import { readBounded } from './bounded';
import { AnswerBudget } from './budget';
import { passOverContinue } from './continue';
import { Exchange, type RequestEvents, RunCutOff, type Shared } from './exchange';
import { FirstMessages } from './message';
import type { Dispatched } from './row-of';
import { AnswerTexts } from './texts';

/** Where and how requests are sent. */
export interface ClientOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path before `/chat/completions`, for example `/v1`. */
  readonly basePath: string;
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** Milliseconds until a request is given up. */
  readonly requestTimeoutMs: number;
  /** Connections at most. */
  readonly connections: number;
  /** Whether verification of the server's certificate is skipped. */
  readonly insecure: boolean;
  /** Sent as a bearer token; never written anywhere. */
  readonly apiKey: string | undefined;
  /** Begins each `x-request-id`. */
  readonly runId: string;
}

/** A request that is due. */
export type Due = Pick<Dispatched, 'index' | 'phase' | 'scheduledMs'>;

/** Sends requests over one pool of kept-alive connections; never sends one twice. */
export class LoadClient {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly headers: Record<string, string>;
  /** The texts of answers without usage. */
  readonly texts = new AnswerTexts();
  private readonly shared: Shared;

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly options: ClientOptions,
    private readonly now: () => number,
  ) {
    this.shared = {
      budget: new AnswerBudget(),
      texts: this.texts,
      messages: new FirstMessages([options.apiKey ?? '']),
    };
    this.pool = new Pool(options.origin, {
      connections: options.connections,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: passOverContinue(
        buildConnector({
          rejectUnauthorized: !options.insecure,
          timeout: options.requestTimeoutMs,
        }),
      ),
    });
    this.path = `${options.basePath}/${options.endpoint === 'chat' ? 'chat/completions' : 'completions'}`;
    this.headers = {
      'content-type': 'application/json',
      accept: options.stream ? 'text/event-stream' : 'application/json',
      'user-agent': `kvmini/${VERSION}`,
      ...(options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {}),
    };
  }

  /** Sends one request. */
  send(due: Due, prompt: Prompt, events: RequestEvents): void {
    const { stream, requestTimeoutMs: timeoutMs, runId } = this.options;
    const dispatched = { ...due, stream, timeoutMs, prompt: () => textOfPrompt(prompt) };
    const exchange = new Exchange(dispatched, this.now, events, this.shared);
    this.pool.dispatch(
      {
        method: 'POST',
        path: this.path,
        headers: { ...this.headers, 'x-request-id': `${runId}-${due.phase}-${due.index}` },
        body: this.body(prompt),
      },
      exchange,
    );
  }

  /**
   * Asks the server something beside the load.
   *
   * @returns its answer; `undefined` where it has no 2xx status, or more than so many bytes
   * @throws where there is no answer
   */
  async ask(path: string, body: object, mostBytes: number, signal: AbortSignal) {
    const answer = await this.pool.request({
      ...{ method: 'POST', path, signal, body: JSON.stringify(body) },
      headers: { ...this.headers, accept: 'application/json' },
    });
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
      return await readBounded(answer.body, mostBytes);
    }
    await answer.body.dump();
    return undefined;
  }

  /** Breaks off every request that is under way; their rows say `unfinished`. */
  async cutOff(): Promise<void> {
    await this.pool.destroy(new RunCutOff('The run was cut off'));
  }

  private body(prompt: Prompt): string {
    const { model, maxTokens, stream, endpoint } = this.options;
    const chat = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt;
    return JSON.stringify({
      model,
      ...(endpoint === 'chat' ? { messages: chat } : { prompt }),
      max_tokens: maxTokens,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
    });
  }
}

/** The words of a prompt. */
const textOfPrompt = (prompt: Prompt): string =>
  typeof prompt === 'string' ? prompt : JSON.stringify(prompt);
