import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { printable } from 'kvmini-contract/printable';
import type { Registry } from 'prom-client';
import { listenOn } from '../listening';
import { realFolderAsync } from '../results/volume';
import { Connections } from './connections';
import { PAGE_HEADERS } from './headers';
import type { Hosts } from './hosts';
import type { RunFiles } from './run-files';

/** Seconds after which a client that was sent away may come again. */
const RETRY_AFTER = '1';
const CHECK_EVERY_MS = 2_000;
/** Too few descriptors or too little memory: that passes, and a client may come again. */
const PASSING = ['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN'];

/** What the pages, probes and metrics are made of. */
export interface HttpParts {
  /** The shared volume, and the place of results on it. */
  readonly volume: string;
  readonly outputDir: string;
  readonly registry: Registry;
  readonly hosts: Hosts;
  readonly files: RunFiles;
  /** The page of all runs. */
  readonly runList: () => Promise<string>;
  /** Told of an error that is nobody's request's fault. */
  readonly failed: (error: unknown) => void;
}

/** The pages, probes and metrics of `kvmini serve`. */
export class HttpServer {
  private readonly server: Server;
  private readonly connections: Connections;
  private metrics: Promise<string> | undefined;

  constructor(private readonly parts: HttpParts) {
    const options = { connectionsCheckingInterval: CHECK_EVERY_MS };
    this.server = createServer(options, (request, response) => this.accept(request, response));
    this.connections = new Connections(this.server);
  }

  /**
   * Starts to listen on all addresses; resolves to the port.
   *
   * @throws RunError where the port can't be had
   */
  async listen(port: number): Promise<number> {
    const listens = await listenOn(this.server, port);
    this.server.on('error', this.parts.failed);
    return listens;
  }

  /** Stops listening; what is being answered is cut off. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private accept(request: IncomingMessage, response: ServerResponse): void {
    response.on('error', () => {});
    const path = pathOf(request);
    const refuse = () => this.busy(response);
    if (!this.connections.admit(request, response, refuse)) return;
    if (this.connections.tooMany && !PROBES.includes(path)) refuse();
    else this.route(path, request, response).catch((error) => this.fail(error, response));
  }

  private fail(error: unknown, response: ServerResponse): void {
    this.parts.failed(error);
    if (response.headersSent) response.destroy();
    else if (PASSING.includes((error as NodeJS.ErrnoException)?.code ?? '')) this.busy(response);
    else this.send(response, 500, 'text/plain', 'Internal error; see the log\n');
  }

  private async route(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return this.send(response, 405, 'text/plain', 'Only GET\n');
    }
    // Of two, a proxy before it may have looked at the other one (RFC 9112, section 3.2).
    if ((request.headersDistinct.host?.length ?? 0) > 1)
      return this.send(response, 400, 'text/plain', 'Only one Host header\n');
    switch (path) {
      case '/healthz':
        return this.send(response, 200, 'text/plain', 'ok\n');
      case '/readyz':
        return this.ready(response);
      case '/metrics':
        return this.send(response, 200, this.parts.registry.contentType, await this.scraped());
    }
    if (!this.parts.hosts(request.headers.host)) return this.misdirected(request, response);
    if (path === '/') {
      return this.send(response, 200, 'text/html; charset=utf-8', await this.parts.runList());
    }
    const sent = await this.parts.files.send(path, request.method === 'HEAD', response);
    if (sent === 'busy') this.busy(response);
    if (sent === 'not found') this.send(response, 404, 'text/plain', 'Not found\n');
  }

  /** Scrapes at the same time are one: gathering thousands of series takes the thread. */
  private scraped(): Promise<string> {
    this.metrics ??= this.parts.registry.metrics().finally(() => {
      this.metrics = undefined;
    });
    return this.metrics;
  }

  /** Ready is who can keep the results of a run. */
  private async ready(response: ServerResponse): Promise<void> {
    const { volume, outputDir } = this.parts;
    try {
      await access(await realFolderAsync(volume, outputDir), constants.W_OK);
    } catch (error) {
      const why = printable((error as Error).message);
      return this.send(response, 503, 'text/plain', `results can't be written: ${why}\n`);
    }
    this.send(response, 200, 'text/plain', 'ok\n');
  }

  private misdirected(request: IncomingMessage, response: ServerResponse): void {
    const host = printable(request.headers.host ?? '');
    this.send(
      response,
      421,
      'text/plain',
      `This is not served under the name ${host}; allow it with --allowed-hosts, KVMINI_ALLOWED_HOSTS or the chart's service.allowedHosts\n`,
    );
  }

  private busy(response: ServerResponse): void {
    response.setHeader('retry-after', RETRY_AFTER);
    this.send(response, 503, 'text/plain', 'Too much is asked for at once\n');
  }

  private send(response: ServerResponse, status: number, type: string, body: string): void {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(status, { ...PAGE_HEADERS, 'content-type': type }).end(body);
  }
}

const PROBES: readonly string[] = ['/healthz', '/readyz', '/metrics'];

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';
