import { accessSync, constants, createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { Registry } from 'prom-client';
import { listenOn } from '../listening';
import { RUN_FILES } from '../results/folder';
import { RUN_NAME } from '../results/run-name';
import { runListPage } from './run-list';

const FILES: readonly string[] = Object.values(RUN_FILES);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
};
/** Pages carry what servers call themselves: nothing in them may run or load anything. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

/** The pages, probes and metrics of `kvmini serve`. */
export class HttpServer {
  private readonly server: Server;

  constructor(
    private readonly outputDir: string,
    private readonly registry: Registry,
    private readonly failed: (error: Error) => void,
  ) {
    this.server = createServer((request, response) => {
      this.route(request, response).catch((error) => {
        this.failed(error);
        if (response.headersSent) response.destroy();
        else this.send(response, 500, 'text/plain', 'Internal error; see the log\n');
      });
    });
  }

  /** Starts to listen on all addresses; resolves to the port. */
  async listen(port: number): Promise<number> {
    return listenOn(this.server, port);
  }

  /** Stops listening; what is being answered is cut off. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return this.send(response, 405, 'text/plain', 'Only GET\n');
    }
    const [path = '/'] = (request.url ?? '/').split('?');
    switch (path) {
      case '/':
        return this.send(response, 200, TYPES['.html'] ?? '', await runListPage(this.outputDir));
      case '/metrics':
        return this.send(response, 200, this.registry.contentType, await this.registry.metrics());
      case '/healthz':
        return this.send(response, 200, 'text/plain', 'ok\n');
      case '/readyz':
        return this.ready(response);
      default:
        this.file(path, response);
    }
  }

  /** Ready is who can keep the results of a run. */
  private ready(response: ServerResponse): void {
    try {
      accessSync(this.outputDir, constants.W_OK);
      this.send(response, 200, 'text/plain', 'ok\n');
    } catch (error) {
      this.send(
        response,
        503,
        'text/plain',
        `results can't be written: ${(error as Error).message}\n`,
      );
    }
  }

  private file(path: string, response: ServerResponse): void {
    const [, runs, run = '', file = '', ...rest] = path.split('/');
    const known =
      runs === 'runs' && RUN_NAME.test(run) && FILES.includes(file) && rest.length === 0;
    const full = join(this.outputDir, run, file);
    if (!known || !existsSync(full)) {
      this.send(response, 404, 'text/plain', 'Not found\n');
      return;
    }
    response.writeHead(200, { ...HEADERS, 'content-type': TYPES[extname(file)] ?? 'text/plain' });
    createReadStream(full)
      .on('error', (error) => response.destroy(error))
      .pipe(response);
  }

  private send(response: ServerResponse, status: number, type: string, body: string): void {
    response.writeHead(status, { ...HEADERS, 'content-type': type }).end(body);
  }
}
