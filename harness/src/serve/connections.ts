import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Connections at once, above which the idle ones end, the oldest first; at twice as many, busy ones too. */
export const MOST_CONNECTIONS = 500;
/** Requests of one connection after which it ends. */
export const MOST_REQUESTS = 1_000;
/** Requests of one connection that may wait for their answers at once (pipelining). */
export const MOST_WAITING = 16;

const STALLED_MS = 30_000;
const HEADERS_MS = 10_000;

interface Connection {
  waiting: number;
  requests: number;
  refused: boolean;
}

/** Keeps what clients may take of the process within bounds. */
export class Connections {
  private readonly all = new Map<Socket, Connection>();

  constructor(server: Server) {
    server.headersTimeout = HEADERS_MS;
    server.requestTimeout = STALLED_MS;
    // Also ends a download whose client takes nothing any more.
    server.setTimeout(STALLED_MS);
    server.on('connection', (socket: Socket) => this.opened(socket));
  }

  /** Whether there are so many connections that only probes are answered. */
  get tooMany(): boolean {
    return this.all.size > MOST_CONNECTIONS;
  }

  /**
   * Counts a request of a connection.
   *
   * @returns whether it may be answered; otherwise `refuse` was called, once, and the connection ends behind it
   */
  admit(request: IncomingMessage, response: ServerResponse, refuse: () => void): boolean {
    const connection = this.all.get(request.socket);
    if (!connection || connection.refused) return false;
    connection.waiting++;
    response.once('close', () => {
      connection.waiting--;
    });
    const waitsTooLong = connection.waiting > MOST_WAITING;
    if (++connection.requests >= MOST_REQUESTS || waitsTooLong) {
      response.setHeader('connection', 'close');
      connection.refused = true;
    }
    if (!waitsTooLong) return true;
    // What the client has sent beyond this is not even read.
    request.socket.pause();
    refuse();
    return false;
  }

  private opened(socket: Socket): void {
    this.all.set(socket, { waiting: 0, requests: 0, refused: false });
    socket.once('close', () => this.all.delete(socket));
    if (this.all.size <= MOST_CONNECTIONS) return;
    const idle = this.oldestIdle();
    if (idle !== undefined && idle !== socket) idle.destroy();
    else if (this.all.size > 2 * MOST_CONNECTIONS) this.all.keys().next().value?.destroy();
  }

  private oldestIdle(): Socket | undefined {
    for (const [socket, { waiting }] of this.all) {
      if (waiting === 0 && !socket.destroyed) return socket;
    }
    return undefined;
  }
}
