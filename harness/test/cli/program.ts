import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle } from '../../tools/bundle';

/** It outlives this file, since the next one shares it; the temporary folder of the whole run is removed. */
const dist = mkdtempSync(join(tmpdir(), 'kvmini-dist-'));

/** Path of a freshly bundled program. */
export const PROGRAM = await bundle(join(dist, 'kvmini'));

/** A process that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the bundled program; it sees nothing of this process's environment but the path. */
export function start(
  args: readonly string[],
  env: Record<string, string> = {},
  command: readonly string[] = [process.execPath],
): Running {
  const [file = '', ...before] = command;
  const child = spawn(file, [...before, PROGRAM, ...args], {
    env: { PATH: process.env.PATH, KVMINI_HOME: dist, KVMINI_DATA: dist, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Runs the bundled program to its end. */
export const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  start(args, env).ended;

/** Waits until something holds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  within = 15_000,
): Promise<void> {
  const late = performance.now() + within;
  while (!(await holds())) {
    if (performance.now() > late) throw new Error(`Waited ${within} ms in vain for: ${holds}`);
    await sleep(10);
  }
}

/** The folder of the only run in an output directory, or `undefined` while there is none. */
export function onlyRun(outputDir: string): string | undefined {
  if (!existsSync(outputDir)) return undefined;
  const names = readdirSync(outputDir).filter((name) => /^\d/.test(name));
  return names[0] && join(outputDir, names[0]);
}
