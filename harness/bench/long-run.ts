import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { benchArgs, print, watched, withFolder } from './run';

const SAMPLES = 20;

/** Resident MiB of a process, now and at its highest; from `/proc`, so on Linux alone. */
function resident(pid: number): { readonly now: number; readonly most: number } | undefined {
  if (!existsSync(`/proc/${pid}/status`)) return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: field('VmRSS'), most: field('VmHWM') };
}

/** The memory of a run of so many requests, and time and memory of what is made of its rows. */
export async function longRun(program: string, url: string, requests: number): Promise<void> {
  await withFolder(async (folder) => {
    await load(program, url, folder, requests);
    const run = join(folder, 'latest');
    const bytes = statSync(join(run, 'requests.jsonl')).size;
    print(`requests.jsonl ${(bytes / 2 ** 20).toFixed(0)} MiB`);
    await afterwards('report', program, ['report', run], folder);
    await afterwards('compare', program, ['compare', run, run], folder);
    print(`report.html ${(statSync(join(run, 'report.html')).size / 1024).toFixed(0)} KiB`);
  });
}

async function load(program: string, url: string, folder: string, requests: number): Promise<void> {
  print(`\n${requests} requests of 2 tokens, 64 at a time: resident memory while they are sent`);
  const flags = ['--requests', String(requests), '--concurrency', '64', '--max-tokens', '2'];
  const args = [...benchArgs(url, folder), ...flags, '--prompt-tokens', '8', '--timeout', '1h'];
  const samples: string[] = [];
  const results = join(folder, 'latest/results.json');
  let most = 0;
  let sent = 0;
  const seconds = await watched(program, args, folder, (pid, at) => {
    const memory = resident(pid);
    if (!memory) return;
    most = memory.most;
    if (existsSync(results)) return;
    sent = at;
    samples.push(`${at.toFixed(0)} s ${memory.now.toFixed(0)} MiB`);
  });
  const step = Math.max(1, Math.ceil(samples.length / SAMPLES));
  print(samples.filter((_, i) => i % step === 0 || i === samples.length - 1).join(', '));
  const rest = (seconds - sent).toFixed(0);
  print(
    `sent for ${sent.toFixed(0)} s; figures and report ${rest} s, at most ${most.toFixed(0)} MiB`,
  );
}

async function afterwards(
  what: string,
  program: string,
  args: readonly string[],
  folder: string,
): Promise<void> {
  let most = 0;
  const seconds = await watched(program, args, folder, (pid) => {
    most = resident(pid)?.most ?? most;
  });
  print(`kvmini ${what}: ${seconds.toFixed(1)} s, at most ${most.toFixed(0)} MiB`);
}
