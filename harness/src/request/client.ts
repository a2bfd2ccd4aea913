import type { Endpoint } from 'kvmini-contract/profile';
import type { Dispatcher } from 'undici';
import { ENDPOINT_PATHS } from '../settings/address';
import type { ConnectionReuse } from '../settings/settings';
import type { Prompt } from '../workload/prompts';
import type { Access } from './access';
import { requestBody } from './body';
import { type Dispatched, Exchange, type RequestEvents, RunCutOff } from './exchange';
import { type Headers, requestHeaders } from './headers';
import { ConnectionPool } from './pool';
import { openByProxy } from './proxy';

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

/** A request that is due. */
export type Due = Pick<Dispatched, 'index' | 'phase' | 'scheduledMs'>;

/** Sends requests; never sends one twice. */
export class LoadClient {
  private readonly connections: Connections;
  private readonly path: string;
  private readonly headers: Headers;

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly options: ClientOptions,
    private readonly now: () => number,
  ) {
    const { basePath, search = '', endpoint, access, stream } = options;
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
    const exchange = new Exchange({ ...due, stream, timeoutMs }, this.now, events);
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

  /** What a reader of the figures must know of the connections, if anything. */
  note(): string | undefined {
    return this.connections.note?.();
  }

  /** Breaks off every request that is under way; their rows say `unfinished`. */
  async cutOff(): Promise<void> {
    await this.connections.destroy(new RunCutOff('The run was cut off'));
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
    ...{ kept: connections, most: options.mostConnections },
  });
}

/** A proxy has addresses and connections of its own. */
function byProxy(options: ClientOptions, proxy: URL): Connections {
  const { origin, connections, access, requestTimeoutMs: connectTimeoutMs } = options;
  const { tls } = access;
  const dispatcher = openByProxy(origin, proxy, { tls, connections, connectTimeoutMs });
  const reset = options.connectionReuse === 'never';
  return {
    dispatch: (asked, exchange) => dispatcher.dispatch({ ...asked, reset }, exchange),
    destroy: (error) => dispatcher.destroy(error),
  };
}
