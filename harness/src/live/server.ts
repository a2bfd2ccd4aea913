import { lstatSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import { RunError } from '../errors';
import { type LiveEvent, type LiveRow, liveEvent, STOP } from './events';
import { LiveRun, type SeenOutcome } from './run';
import { splitLines } from './split-lines';

/** Who wants to know what happens to runs: the metrics, the log, the figures of the last one. */
export interface LiveListener {
  /** A run has begun; it is among the active ones. */
  started?(run: LiveRun): void;
  /** A request of a run has ended. */
  row?(run: LiveRun, row: LiveRow): void;
  /** A run is over, and not among the active ones any more; a run whose target never answered had not begun. */
  ended?(outcome: SeenOutcome, run: LiveRun | undefined): void;
}

/** A message has some hundred bytes. */
const LONGEST_MESSAGE = 64 * 1024;
/** Messages of one connection that may be none, before it is not listened to any more. */
const MOST_BAD = 100;
/** Connections at once: each is a run. */
const MOST_CONNECTIONS = 256;
const ANSWERS_WITHIN_MS = 2_000;

/** Listens to the runs in this pod on a Unix socket. */
export class LiveServer {
  private readonly server: Server;
  private readonly connections = new Set<Socket>();
  private readonly runs = new Map<Socket, LiveRun>();

  /** @param failed called with what goes wrong with a message, which costs the message and nothing else */
  constructor(
    private readonly path: string,
    private readonly listeners: readonly LiveListener[],
    private readonly failed: (error: unknown) => void = () => {},
  ) {
    this.server = createServer((socket) => this.accept(socket));
    this.server.maxConnections = MOST_CONNECTIONS;
  }

  /** The runs under way. */
  active(): readonly LiveRun[] {
    return [...this.runs.values()];
  }

  /**
   * Starts to listen; a socket that a killed process left behind is removed.
   *
   * @throws RunError where another `serve` listens already, or something else than a socket is there
   */
  async listen(): Promise<void> {
    if (await answers(this.path)) {
      throw new RunError(
        `${this.path}: another kvmini serve listens here; name another with KVMINI_SOCKET`,
      );
    }
    this.removeLeft();
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, resolve);
    });
  }

  /** Only a socket is removed: whoever names another file by mistake keeps it. */
  private removeLeft(): void {
    const found = lstatSync(this.path, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isSocket()) {
      throw new RunError(
        `${this.path}: expected a socket or nothing, found something else; name another place with KVMINI_SOCKET`,
      );
    }
    rmSync(this.path);
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
    let bad = 0;
    const refuse = (problem: string) => {
      this.failed(new Error(`a run's message was not taken: ${problem}`));
      if (++bad >= MOST_BAD) socket.destroy();
    };
    splitLines(socket, LONGEST_MESSAGE, {
      line: (line) => {
        if (socket.destroyed) return;
        const event = parse(line);
        if (event) this.tryTo(() => this.take(socket, event));
        else refuse(printable(line));
      },
      tooLong: () => {
        refuse('it is too long');
        socket.destroy();
      },
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
    if (event.type === 'row') this.tell((each) => each.row?.(run, event));
    if (event.type === 'finished') this.end(socket, event.outcome);
  }

  private start(socket: Socket, run: LiveRun): void {
    if (this.runs.has(socket)) throw new Error('a run told twice that it has begun');
    this.runs.set(socket, run);
    this.tell((each) => each.started?.(run));
  }

  private end(socket: Socket, outcome: SeenOutcome): void {
    const run = this.runs.get(socket);
    if (!run) return;
    this.runs.delete(socket);
    this.tellEnd(outcome, run);
  }

  private tellEnd(outcome: SeenOutcome, run: LiveRun | undefined): void {
    this.tell((each) => each.ended?.(outcome, run));
  }

  /** What goes wrong in one listener keeps nothing from the others. */
  private tell(of: (listener: LiveListener) => void): void {
    for (const each of this.listeners) this.tryTo(() => of(each));
  }

  private tryTo(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.failed(error);
    }
  }
}

function parse(line: string): LiveEvent | undefined {
  try {
    return safeParse(liveEvent, JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(ANSWERS_WITHIN_MS, () => end(true));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
