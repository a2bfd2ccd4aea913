import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentileOf } from '../src/figures/percentile';
import type { Results } from '../src/results/schema';
import { onCore } from './pinned';

/** Prints a line. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The value in the middle. */
export const median = (values: readonly number[]): number =>
  percentileOf(
    [...values].sort((a, b) => a - b),
    50,
  );

/** Calls a function with a folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-benchmark-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 3 });
  }
}

const environment = (folder: string) => ({
  ...process.env,
  ...{ KVMINI_HOME: folder, KVMINI_DATA: folder, KVMINI_SOCKET: join(folder, 'none.sock') },
});

/** Runs one benchmark on core 0 and returns its results. */
export function bench(program: string, url: string, flags: readonly string[]): Promise<Results> {
  return withFolder((folder) => {
    const [file, args] = onCore(0, [program, [...benchArgs(url, folder), ...flags]]);
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    const env = environment(folder);
    return JSON.parse(String(execFileSync(file, args, { stdio, env })));
  });
}

/** The same on whatever cores there are. */
export function benchAnywhere(
  program: string,
  url: string,
  flags: readonly string[],
): Promise<Results> {
  return withFolder((folder) => {
    const args = [...benchArgs(url, folder), ...flags];
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    return JSON.parse(String(execFileSync(program, args, { stdio, env: environment(folder) })));
  });
}

/** The arguments of a benchmark that writes its run to a folder. */
export const benchArgs = (url: string, folder: string): string[] => [
  ...['bench', '--url', url, '--output-dir', folder, '--json', '--no-progress'],
];

/** Runs the program on core 0 while `watch` is called with its process id, twice a second. */
export async function watched(
  program: string,
  args: readonly string[],
  folder: string,
  watch: (pid: number, seconds: number) => void,
): Promise<number> {
  const [file, all] = onCore(0, [program, [...args]]);
  const begun = performance.now();
  const child = spawn(file, all, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment(folder),
  });
  const seconds = () => (performance.now() - begun) / 1000;
  const timer = setInterval(() => watch(child.pid ?? 0, seconds()), 500);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`kvmini ${args[0]} ended with ${code}`);
  return seconds();
}
