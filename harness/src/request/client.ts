import type { Endpoint } from 'kvmini-contract/profile';
import { type Dispatcher, Pool } from 'undici';
import { ENDPOINT_PATHS } from '../settings/address';
import type { Prompt } from '../workload/prompts';
import type { Access } from './access';
import { requestBody } from './body';
import { type Dispatched, Exchange, type RequestEvents, RunCutOff } from './exchange';
import { type Headers, requestHeaders } from './headers';
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

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly options: ClientOptions,
    private readonly now: () => number,
  ) {
    const { basePath, search = '', endpoint, access, stream } = options;
    this.pool = openConnections(options);
    this.path = `${basePath}/${ENDPOINT_PATHS[endpoint]}${search}`;
    this.headers = requestHeaders(stream, access.headers);
  }

  /** Sends one request. */
  send(due: Due, prompt: Prompt, events: RequestEvents): void {
    const { stream, requestTimeoutMs: timeoutMs, runId } = this.options;
    const exchange = new Exchange({ ...due, stream, timeoutMs }, this.now, events);
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
    connect: { ...tls, timeout: requestTimeoutMs },
  });
}
