import type { Endpoint } from 'kvmini-contract/profile';
import { buildConnector, type Dispatcher, Pool } from 'undici';
import { ENDPOINT_PATHS } from '../settings/address';
import type { Prompt } from '../workload/prompts';
import type { Access } from './access';
import { requestBody, textOfPrompt } from './body';
import { readBounded } from './bounded';
import { AnswerBudget } from './budget';
import { passOverContinue } from './continue';
import { Exchange, type RequestEvents, RunCutOff, type Shared } from './exchange';
import { type Headers, requestHeaders } from './headers';
import { FirstMessages } from './message';
import { openByProxy } from './proxy';
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
  /** Headers, certificates and proxy. */
  readonly access: Access;
  /** Query of the address with its `?`, or nothing. */
  readonly search?: string;
  /** Fields of the body that are added or replaced; `null` takes one away. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** Begins each `x-request-id`. */
  readonly runId: string;
}

/** A request that is due. */
export type Due = Pick<Dispatched, 'index' | 'phase' | 'scheduledMs'>;

/** Sends requests over one pool of kept-alive connections; never sends one twice. */
export class LoadClient {
  private readonly pool: Dispatcher;
  private readonly path: string;
  private readonly headers: Headers;
  /** The texts of answers without usage. */
  readonly texts = new AnswerTexts();
  private readonly shared: Shared;

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly options: ClientOptions,
    private readonly now: () => number,
  ) {
    const { basePath, search = '', endpoint, access, stream } = options;
    this.shared = {
      budget: new AnswerBudget(),
      texts: this.texts,
      messages: new FirstMessages(secretsIn(access.headers)),
    };
    this.pool = openConnections(options);
    this.path = `${basePath}/${ENDPOINT_PATHS[endpoint]}${search}`;
    this.headers = requestHeaders(stream, access.headers);
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
        body: requestBody(this.options, prompt),
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
}

function openConnections(options: ClientOptions): Dispatcher {
  const { origin, connections, access, requestTimeoutMs } = options;
  const { tls, proxy } = access;
  if (proxy) {
    return openByProxy(origin, proxy, { tls, connections, connectTimeoutMs: requestTimeoutMs });
  }
  return new Pool(origin, {
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: passOverContinue(buildConnector({ ...tls, timeout: requestTimeoutMs })),
  });
}

/** Headers may hold keys: none of their values is shown, with or without its scheme. */
const secretsIn = (headers: Headers): string[] =>
  Object.values(headers)
    .flatMap((value) => [value, value.replace(/^\S+ +/, '')])
    .filter((value) => value.length > 3);
