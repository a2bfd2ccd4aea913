import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { RunError } from '../errors';
import { type LiveEvent, type LiveRow, liveEvent, STOP } from './events';
import { LiveRun, type SeenOutcome } from './run';

/** Who wants to know what happens to runs: the metrics, the log, the figures of the last one. */
export interface LiveListener {
  /** A run has begun; it is among the active ones. */
  started?(run: LiveRun): void;
  /** A request of a run has ended. */
  row?(run: LiveRun, row: LiveRow): void;
  /** A run is over, and not among the active ones any more; a run whose target never answered had not begun. */
  ended?(outcome: SeenOutcome, run: LiveRun | undefined): void;
}

/** Listens to the runs in this pod on a Unix socket. */
export class LiveServer {
  private readonly server: Server;
  private readonly connections = new Set<Socket>();
  private readonly runs = new Map<Socket, LiveRun>();

  constructor(
    private readonly path: string,
    private readonly listeners: readonly LiveListener[],
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  /** The runs under way. */
  active(): readonly LiveRun[] {
    return [...this.runs.values()];
  }

  /**
   * Starts to listen; a socket that a killed process left behind is removed.
   *
   * @throws RunError where another `serve` listens already
   */
  async listen(): Promise<void> {
    if (await answers(this.path)) {
      throw new RunError(
        `${this.path}: another kvmini serve listens here; name another with KVMINI_SOCKET`,
      );
    }
    rmSync(this.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, resolve);
    });
  }

  /** Tells the runs to end, waits for them so long, and stops listening. */
  async close(graceMs: number): Promise<void> {
    for (const socket of this.runs.keys()) socket.write(STOP);
    const late = performance.now() + graceMs;
    while (this.runs.size > 0 && performance.now() < late) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const socket of this.connections) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    this.connections.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.connections.delete(socket);
      this.end(socket, 'killed');
    });
    createInterface({ input: socket }).on('line', (line) => {
      const event = parse(line);
      if (event) this.take(socket, event);
      else socket.destroy();
    });
  }

  private take(socket: Socket, event: LiveEvent): void {
    if (event.type === 'started') {
      this.start(socket, new LiveRun(event));
      return;
    }
    const run = this.runs.get(socket);
    if (!run) {
      if (event.type === 'finished') this.tellEnd(event.outcome, undefined);
      return;
    }
    run.take(event);
    if (event.type === 'row') for (const each of this.listeners) each.row?.(run, event);
    if (event.type === 'finished') this.end(socket, event.outcome);
  }

  private start(socket: Socket, run: LiveRun): void {
    this.runs.set(socket, run);
    for (const each of this.listeners) each.started?.(run);
  }

  private end(socket: Socket, outcome: SeenOutcome): void {
    const run = this.runs.get(socket);
    if (!run) return;
    this.runs.delete(socket);
    this.tellEnd(outcome, run);
  }

  private tellEnd(outcome: SeenOutcome, run: LiveRun | undefined): void {
    for (const each of this.listeners) each.ended?.(outcome, run);
  }
}

function parse(line: string): LiveEvent | undefined {
  try {
    return liveEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
