import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { RunError } from '../errors';
import type { HarnessMetrics, SeenOutcome } from '../serve/metrics';
import { type LiveEvent, liveEvent, STOP } from './events';
import { LiveRun } from './run';

/** What happens to runs, for the log and for the figures of the last one. */
export interface LiveListener {
  readonly started: (run: LiveRun) => void;
  readonly ended: (run: LiveRun, outcome: SeenOutcome) => void;
}

/** Listens to the runs in this pod on a Unix socket. */
export class LiveServer {
  private readonly server: Server;
  private readonly connections = new Set<Socket>();
  private readonly runs = new Map<Socket, LiveRun>();

  constructor(
    private readonly path: string,
    private readonly metrics: () => HarnessMetrics,
    private readonly listener: LiveListener,
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
      // A run whose target never answered has only an end.
      if (event.type === 'finished') this.metrics().runEnded(event.outcome);
      return;
    }
    run.take(event);
    if (event.type === 'row') this.metrics().row(run.about.profile, event);
    if (event.type === 'finished') this.end(socket, event.outcome);
  }

  private start(socket: Socket, run: LiveRun): void {
    if (this.runs.size === 0) this.metrics().forgetRuns();
    this.runs.set(socket, run);
    this.metrics().runStarted(run);
    this.listener.started(run);
  }

  private end(socket: Socket, outcome: SeenOutcome): void {
    const run = this.runs.get(socket);
    if (!run) return;
    this.runs.delete(socket);
    this.metrics().runEnded(outcome);
    this.listener.ended(run, outcome);
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
