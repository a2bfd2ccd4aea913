import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** Where the bundled program is, and where it keeps its data. */
export interface Place {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a process ended and what it said on stderr. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts a command of the program. */
export function start({ program, env }: Place, args: readonly string[]): ChildProcess {
  const options = { env: { PATH: process.env.PATH ?? '', ...env } };
  return spawn(process.execPath, [program, ...args], options);
}

/** Waits for the end of a command. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let stderr = '';
  child.stdout?.resume();
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

/** What a process holds: its descriptors that are no connections of the moment, and its memory. */
export function held(pid: number): { readonly descriptors: number; readonly residentMib: number } {
  const [, kib = 'NaN'] =
    /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, residentMib: Number(kib) / 1024 };
}
