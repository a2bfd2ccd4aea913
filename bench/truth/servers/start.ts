import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { type Log, readLog } from './log';
import type { ServerSettings } from './settings';

/** The two servers: each must give the same table. */
export const SERVERS = ['node', 'python'] as const;

/** One of the two servers. */
export type ServerName = (typeof SERVERS)[number];

const COMMANDS: Readonly<Record<ServerName, readonly string[]>> = {
  node: [process.execPath, '--import', 'tsx', join(import.meta.dirname, 'node-server.ts')],
  python: ['python3', join(import.meta.dirname, 'server.py')],
};

/** The highest priority. */
const FIRST = -20;

/** A server that runs. */
export interface Running {
  readonly url: string;
  /** Stops it, and reads what it says was true. */
  readonly stop: () => Promise<Log>;
}

/** Starts a server in a process, a session and a priority of its own. */
export async function startServer(
  name: ServerName,
  settings: ServerSettings,
  file: string,
): Promise<Running> {
  const [program = '', ...args] = [...COMMANDS[name], JSON.stringify(settings), file];
  // A session of its own: the kernel shares the CPU out between sessions first.
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await listening(child, ended);
  prefer(child.pid ?? 0);
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    return readLog(file);
  };
  return { url, stop };
}

function listening(child: ChildProcess, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let shown = '';
    child.stdout?.on('data', (data) => {
      shown += data;
      const [, url] = /listening (\S+)\n/.exec(shown) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('error', reject);
    void ended.then(() => reject(new Error('the server ended before it listened')));
  });
}

/**
 * Puts the server before other processes.
 *
 * Not in real time (`SCHED_FIFO`): a Node.js process that spins there for a moment keeps everybody else off its core, and
 * two of them stop a machine of two cores. Where a priority may not be had, the server is as any other process, and its
 * lag decides whether a run counts.
 */
function prefer(pid: number): void {
  try {
    setPriority(pid, FIRST);
    writeAutogroup(pid);
  } catch {
    process.stderr.write('The server has no priority of its own: that needs root.\n');
  }
}

/** With `kernel.sched_autogroup_enabled`, a priority counts only inside a session; this is the session's. */
function writeAutogroup(pid: number): void {
  const place = `/proc/${pid}/autogroup`;
  try {
    const file = openSync(place, 'r+');
    writeSync(file, String(FIRST));
    closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
