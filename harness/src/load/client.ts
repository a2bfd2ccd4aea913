import { type ClientRequest, Agent as HttpAgent, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { type Dispatched, Exchange, type RequestEvents } from '../request/exchange';
import { VERSION } from '../version';
import type { Prompt } from './prompts';
import { UnderWay } from './under-way';

/** Which of the server's two ways of asking is used. */
export type Endpoint = 'chat' | 'completions';

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
  /** Whether the server's certificate is taken unseen. */
  readonly insecure: boolean;
  /** Sent as a bearer token; never written anywhere. */
  readonly apiKey: string | undefined;
  /** Begins each `x-request-id`. */
  readonly runId: string;
}

/** A request that is due. */
export type Due = Pick<Dispatched, 'index' | 'phase' | 'scheduledMs'>;

/** Servers close connections that were idle for 5 s or more: ours are gone before. */
const IDLE_MS = 4_000;

/**
 * Sends requests over one pool of kept-alive connections; never sends one twice.
 *
 * Node's own HTTP client writes a request to an idle connection at once. undici 7.30 first lets
 * everything be read that has come in on all connections, which is milliseconds under load.
 */
export class LoadClient {
  private readonly agent: HttpAgent;
  private readonly url: URL;
  private readonly headers: Record<string, string>;
  private readonly underWay = new UnderWay<Exchange>();

  /** @param now milliseconds since the run began, on the monotonic clock */
  constructor(
    private readonly options: ClientOptions,
    private readonly now: () => number,
  ) {
    const { origin, basePath, endpoint, connections, insecure, stream, apiKey } = options;
    this.url = new URL(
      `${origin}${basePath}/${endpoint === 'chat' ? 'chat/completions' : 'completions'}`,
    );
    const pool = { maxSockets: connections, maxFreeSockets: connections, timeout: IDLE_MS };
    this.agent = this.secure
      ? new HttpsAgent({ keepAlive: true, ...pool, rejectUnauthorized: !insecure })
      : new HttpAgent({ keepAlive: true, ...pool });
    this.headers = {
      'content-type': 'application/json',
      accept: stream ? 'text/event-stream' : 'application/json',
      'user-agent': `kvmini/${VERSION}`,
      ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
    };
  }

  /** Sends one request. */
  send(due: Due, prompt: Prompt, events: RequestEvents): void {
    const { stream, requestTimeoutMs: timeoutMs } = this.options;
    const body = this.body(prompt);
    const request = this.open(due, Buffer.byteLength(body));
    const exchange = new Exchange({ ...due, stream, timeoutMs }, this.now, request, {
      heard: events.heard,
      ended: (row) => {
        this.underWay.delete(place);
        events.ended(row);
      },
    });
    const place = this.underWay.add(exchange);
    request.end(body);
  }

  /** Breaks off every request that is under way; their rows say `unfinished`. */
  cutOff(): void {
    for (const exchange of this.underWay.all()) exchange.cutOff();
    this.agent.destroy();
  }

  private get secure(): boolean {
    return this.url.protocol === 'https:';
  }

  private open({ phase, index }: Due, length: number): ClientRequest {
    const { hostname, port, pathname: path } = this.url;
    const id = `${this.options.runId}-${phase}-${index}`;
    const headers = { ...this.headers, 'content-length': length, 'x-request-id': id };
    const host = hostname.replace(/^\[|\]$/g, '');
    const send = this.secure ? requestHttps : requestHttp;
    return send({ host, port, path, method: 'POST', headers, agent: this.agent });
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
