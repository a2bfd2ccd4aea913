import { spawn } from 'node:child_process';
import type { Command } from '../../mock/process';
import type { WorkerOrder } from './protocol';

/** A worker process that was started. */
export interface LaunchedWorker {
  /** Where it is a process of this machine. */
  readonly pid?: number | undefined;
  /** Resolves to how it ended, in words. */
  readonly ended: Promise<string>;
  /** Ends it at once. */
  kill(): void;
  /** What it waits for until it connects, where that is known: `for a node: …`. */
  readonly waits?: () => string | undefined;
}

/** What all workers of a run are told. */
export type CrewOrder = Omit<WorkerOrder, 'worker' | 'tied'>;

/** Gives a run its workers. */
export interface Staff {
  /** The address at which workers on other machines reach this one; `undefined` where they are on this one. */
  host(): Promise<string | undefined>;
  /** Starts so many workers. */
  start(
    order: CrewOrder,
    of: number,
    log: (line: string) => void,
  ): Promise<readonly LaunchedWorker[]>;
}

/** Starts a worker. */
export type Launch = (order: WorkerOrder, log: (line: string) => void) => LaunchedWorker;

/** This program, as it was started itself. */
const thisProgram = (): Command => [process.execPath, [...process.execArgv, process.argv[1] ?? '']];

/** Starts workers as processes beside this one, with the same environment unless another is given. */
export const launchProcess =
  ([file, before]: Command = thisProgram(), env: NodeJS.ProcessEnv = process.env): Launch =>
  (order, log) => {
    const child = spawn(file, [...before, 'worker'], { env, stdio: ['pipe', 'ignore', 'pipe'] });
    // It may be gone before it has read its order, which its end tells.
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify(order)}\n`);
    let last = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter(Boolean)) {
        last = line.replace(/^kvmini: /, '');
        log(`worker ${order.worker}: ${last}`);
      }
    });
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(`could not be started: ${error.message}`));
      child.once('close', (code, signal) => resolve(endText(code, signal, last)));
    });
    return { pid: child.pid, ended, kill: () => void child.kill('SIGKILL') };
  };

/** Workers that are started one by one. */
export const staffOf = (launch: Launch): Staff => ({
  host: async () => undefined,
  start: async (order, of, log) =>
    Array.from({ length: of }, (_, worker) => launch({ ...order, worker, tied: true }, log)),
});

function endText(code: number | null, signal: string | null, last: string): string {
  if (signal !== null) return `was ended by ${signal}`;
  return `ended with exit code ${code}${last === '' ? '' : `: ${last}`}`;
}
