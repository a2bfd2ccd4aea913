import type { Endpoint } from 'kvmini-contract/profile';
import { buildConnector, type Dispatcher, Pool } from 'undici';
import { ENDPOINT_PATHS } from '../settings/address';
import type { ConnectionReuse } from '../settings/settings';
import type { Prompt } from '../workload/prompts';
import type { Access } from './access';
import { requestBody, textOfPrompt } from './body';
import { readBounded } from './bounded';
import { AnswerBudget } from './budget';
import { passOverContinue } from './continue';
import { Exchange, type RequestEvents, RunCutOff } from './exchange';
import { type Headers, requestHeaders } from './headers';
import { FirstMessages } from './message';
import { ConnectionPool } from './pool';
import { openByProxy } from './proxy';
import type { Dispatched } from './row-of';
import type { Shared } from './shared';
import { AnswerTexts } from './texts';
import { Fingerprints } from './told';

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
  /** Requests in flight at most. */
  readonly connections: number;
  /** Whether a connection is used again. @default 'auto' */
  readonly connectionReuse?: ConnectionReuse | undefined;
  /** Connections at most, with those that are kept. @default none */
  readonly mostConnections?: number | undefined;
  /** Headers, certificates and proxy. */
  readonly access: Access;
  /** Query of the address with its `?`, or nothing. */
  readonly search?: string;
  /** Fields of the body that are added or replaced; `null` takes one away. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** Begins each `x-request-id`. */
  readonly runId: string;
}

/** Connections for what is asked beside the load. */
const ASKING_CONNECTIONS = 4;

/** A request that is due. */
export type Due = Pick<Dispatched, 'index' | 'phase' | 'scheduledMs'>;

/** Sends requests; never sends one twice. */
export class LoadClient {
  private readonly connections: Connections;
  private readonly path: string;
  private readonly headers: Headers;
  /** The texts of answers without usage. */
  readonly texts = new AnswerTexts();
  private readonly shared: Shared;
  private asking: Dispatcher | undefined;

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
      fingerprints: new Fingerprints(),
    };
    this.connections = access.proxy ? byProxy(options, access.proxy) : openPool(options);
    this.path = `${basePath}/${ENDPOINT_PATHS[endpoint]}${search}`;
    this.headers = requestHeaders(stream, access.headers);
  }

  /** Looks up what the first requests would have to wait for. */
  async prepare(): Promise<void> {
    await this.connections.prepare?.();
  }

  /** Sends one request. */
  send(due: Due, prompt: Prompt, events: RequestEvents): void {
    const { stream, requestTimeoutMs: timeoutMs, runId } = this.options;
    const dispatched = { ...due, stream, timeoutMs, prompt: () => textOfPrompt(prompt) };
    const exchange = new Exchange(dispatched, this.now, events, this.shared);
    this.connections.dispatch(
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
   * Asks the server something beside the load, over connections of its own.
   *
   * @returns its answer; `undefined` where it has no 2xx status, or more than so many bytes
   * @throws where there is no answer
   */
  async ask(path: string, body: object, mostBytes: number, signal: AbortSignal) {
    this.asking ??= openAsking(this.options);
    const answer = await this.asking.request({
      ...{ method: 'POST', path, signal, body: JSON.stringify(body) },
      headers: { ...this.headers, accept: 'application/json' },
    });
    const { statusCode: status, headers, body: said } = answer;
    const { 'content-type': type = 'application/json' } = headers;
    const isJson = String(type).startsWith('application/json');
    if (status >= 200 && status < 300 && isJson) return await readBounded(said, mostBytes);
    // What it says instead may have no end.
    said.on('error', () => {}).destroy();
    return undefined;
  }

  /** What a reader of the figures must know of the connections, if anything. */
  note(): string | undefined {
    return this.connections.note?.();
  }

  /** Breaks off every request that is under way; their rows say `unfinished`. */
  async cutOff(): Promise<void> {
    const error = new RunCutOff('The run was cut off');
    await Promise.all([this.connections.destroy(error), this.asking?.destroy(error)]);
  }
}

/** What requests are sent over. */
interface Connections {
  prepare?(): Promise<void>;
  dispatch(options: Dispatcher.DispatchOptions, exchange: Exchange): unknown;
  note?(): string | undefined;
  destroy(error: Error): Promise<void>;
}

function openPool(options: ClientOptions): Connections {
  const {
    origin,
    connections,
    access,
    requestTimeoutMs,
    connectionReuse: reuse = 'auto',
  } = options;
  return new ConnectionPool({
    ...{ origin, reuse, tls: access.tls, connectTimeoutMs: requestTimeoutMs },
    ...{ inFlight: connections, most: options.mostConnections },
  });
}

/** Connections for what is asked beside the load: they are no part of what is measured. */
function openAsking(options: ClientOptions): Dispatcher {
  const { origin, access, requestTimeoutMs: timeout } = options;
  const connections = ASKING_CONNECTIONS;
  if (access.proxy) return through(access.proxy, { ...options, connections });
  const connect = passOverContinue(buildConnector({ ...access.tls, timeout }));
  return new Pool(origin, { connections, connect });
}

function through(proxy: URL, options: ClientOptions): Dispatcher {
  const { origin, connections, access, requestTimeoutMs: connectTimeoutMs } = options;
  return openByProxy(origin, proxy, { tls: access.tls, connections, connectTimeoutMs });
}

/** A proxy has addresses and connections of its own. */
function byProxy(options: ClientOptions, proxy: URL): Connections {
  const dispatcher = through(proxy, options);
  const reset = options.connectionReuse === 'never';
  return {
    dispatch: (asked, exchange) => dispatcher.dispatch({ ...asked, reset }, exchange),
    destroy: (error) => dispatcher.destroy(error),
  };
}

/** Headers may hold keys: none of their values is shown, with or without its scheme. */
const secretsIn = (headers: Headers): string[] =>
  Object.values(headers)
    .flatMap((value) => [value, value.replace(/^\S+ +/, '')])
    .filter((value) => value.length > 3);
