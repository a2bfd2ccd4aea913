import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOSTILE_ANSWERS } from './hostile-answers';

/** Model names as nobody should have them. */
const MODELS = ['\u001b]0;owned\u0007', '<img src=x onerror=alert(1)>', 'm\nkvmini: forged line'];

/** A server on loopback with every hostile answer, each under a path of its own, that counts what it was asked. */
export class HostileServer {
  private readonly asked = new Map<string, number>();
  private readonly server = createServer((request, response) => this.answer(request, response));

  /** Starts it, and tells its address. */
  async listen(): Promise<string> {
    // Answers are never waited for at the end: connections are destroyed.
    this.server.keepAliveTimeout = 60_000;
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How many requests of a run, by the start of their ids, came in. */
  askedBy(run: string): number {
    return this.asked.get(run) ?? 0;
  }

  /** Ends it and all its connections. */
  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    response.on('error', () => {});
    request.resume();
    const [, index = ''] = request.url?.split('/') ?? [];
    const hostile = HOSTILE_ANSWERS[Number(index)];
    if (request.method === 'GET' || !hostile) {
      this.listModels(response);
      return;
    }
    const run = /^(.*)-(?:warmup|measured)-\d+$/.exec(String(request.headers['x-request-id']))?.[1];
    if (run) this.asked.set(run, this.askedBy(run) + 1);
    hostile.answer(response);
  }

  private listModels(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ data: MODELS.map((id) => ({ id })) }));
  }
}
