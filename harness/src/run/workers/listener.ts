import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunError } from '../../errors';
import { FrameLink } from './frames';
import { type CoordinatorAddress, type FromWorker, type Hello, PROTOCOL } from './protocol';
import { isToken, newToken } from './token';

/** Longer paths of Unix sockets are cut off without a word by some systems. */
const LONGEST_PATH = 100;
/** So long may somebody take to say who it is. */
const HELLO_WITHIN_MS = 5_000;
/** Connections at once: two a worker, and those that must still show who they are. */
const MOST_CONNECTIONS = 1_024;

/** Who gets the connections of workers. */
export interface Arrivals {
  /** A worker of this run has come. */
  readonly hello: (hello: Hello, frames: FrameLink) => void;
  readonly message: (worker: number, frames: FrameLink, message: FromWorker) => void;
  readonly rows: (worker: number, frames: FrameLink, bytes: Buffer) => void;
}

/** The folder and the socket of one run's workers: nobody else can open the one, or speak on the other. */
export class Listener {
  readonly token = newToken();
  readonly folder: string;
  private readonly server = createServer((socket) => this.accept(socket));
  private readonly sockets = new Set<Socket>();

  /** @throws RunError where there is no place for the folder */
  constructor(private readonly arrivals: Arrivals) {
    this.server.maxConnections = MOST_CONNECTIONS;
    try {
      this.folder = mkdtempSync(join(tmpdir(), 'kvmini-workers-'));
    } catch (error) {
      throw new RunError(
        `no folder for the rows of workers: ${(error as Error).message}; make room in ${tmpdir()}, or set TMPDIR`,
      );
    }
  }

  /**
   * Starts to listen.
   *
   * @param host the address at which workers on other machines reach this one
   */
  async listen(host?: string): Promise<CoordinatorAddress> {
    const path = join(this.folder, 'socket');
    const isPort = host !== undefined || path.length > LONGEST_PATH;
    const where = isPort ? { host: host ?? '127.0.0.1', port: 0 } : { path };
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(where, resolve);
    });
    const bound = this.server.address();
    if (typeof bound !== 'object' || bound === null) return { path };
    return { host: bound.address, port: bound.port };
  }

  /** Ends all connections, and removes the folder with what workers kept in it. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private accept(socket: Socket): void {
    let worker: number | undefined;
    const late = setTimeout(() => socket.destroy(), HELLO_WITHIN_MS);
    this.sockets.add(socket);
    const frames: FrameLink = new FrameLink(socket, {
      message: (message) => {
        if (worker !== undefined)
          return this.arrivals.message(worker, frames, message as FromWorker);
        clearTimeout(late);
        const hello = message as Hello;
        if (!this.isOurs(hello)) return socket.destroy();
        worker = hello.worker;
        frames.trust();
        this.arrivals.hello(hello, frames);
      },
      rows: (bytes) => {
        if (worker === undefined) socket.destroy();
        else this.arrivals.rows(worker, frames, bytes);
      },
      closed: () => {
        clearTimeout(late);
        this.sockets.delete(socket);
      },
    });
  }

  private isOurs(hello: Partial<Hello> | null): hello is Hello {
    return hello?.type === 'hello' && isToken(this.token, hello.token);
  }
}

/** Why a worker that has the token is not taken all the same; `undefined` where it is. */
export function helloProblem(
  { worker, version, protocol }: Hello,
  of: number,
  ours: string,
): string | undefined {
  if (!(Number.isInteger(worker) && worker >= 0 && worker < of)) {
    return `a worker calls itself ${worker}, this run has those from 0 to ${of - 1}`;
  }
  if (version !== ours || protocol !== PROTOCOL) {
    return `worker ${worker} runs ${version}, this run ${ours}: all of a run must be of one version`;
  }
  return undefined;
}
