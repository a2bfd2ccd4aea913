import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Results } from '../src/results/schema';
import { bundle } from '../tools/bundle';
import { startMock } from '../tools/mock-process';

/** Prints the figures of section 6 of the harness's contract, and the cost of a request beside others. */
const here = dirname(fileURLToPath(import.meta.url));
const print = (line: string) => void process.stdout.write(`${line}\n`);

function bench(program: string, url: string, flags: readonly string[]): Results {
  const outputDir = mkdtempSync(join(tmpdir(), 'kvmini-benchmark-'));
  const args = [program, 'bench', '--url', url, '--output-dir', outputDir, '--json'];
  const env = { ...process.env, KVMINI_HOME: outputDir, KVMINI_DATA: outputDir };
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'];
    const shown = execFileSync(process.execPath, [...args, '--no-progress', ...flags], {
      stdio,
      env,
    });
    return JSON.parse(String(shown));
  } finally {
    rmSync(outputDir, { recursive: true });
  }
}

function truth(program: string): void {
  print(
    '\nReported minus true, 200 requests/s of 32 tokens (wanted: p50 within 1 ms, p99 within 5 ms)',
  );
  try {
    print(String(execFileSync(process.execPath, [program, 'selftest'], { stdio: 'pipe' })).trim());
  } catch (error) {
    print(String((error as { stdout: Buffer }).stdout).trim());
  }
}

function speed(program: string, url: string): void {
  const load = [
    '--rate',
    '1000',
    '--requests',
    '10000',
    '--concurrency',
    '512',
    '--warmup',
    '2000',
  ];
  const results = bench(program, url, [...load, '--max-tokens', '16', '--prompt-tokens', '16']);
  const { p50, p99 } = results.distributions.scheduleDelay ?? {};
  print('\nOne process, 1,000 requests/s of 16 tokens (wanted: p99 schedule delay within 10 ms)');
  print(`achieved ${results.requestThroughput?.toFixed(0)} /s, errors ${results.counts.errors}`);
  print(`schedule delay p50 ${p50?.toFixed(2)} ms, p99 ${p99?.toFixed(2)} ms`);
  print(`thread busy ${((results.generator?.eventLoopUtilization ?? 0) * 100).toFixed(0)} %`);
}

function memory(program: string, url: string): void {
  print('\nMemory (wanted: does not grow with the number of requests)');
  for (const requests of [5_000, 20_000, 80_000]) {
    const load = ['--requests', String(requests), '--concurrency', '128', '--max-tokens', '2'];
    const { generator } = bench(program, url, [...load, '--prompt-tokens', '8']);
    const mebibytes = (generator?.residentBytes ?? 0) / 2 ** 20;
    print(`${String(requests).padStart(7)} requests: ${mebibytes.toFixed(0)} MiB`);
  }
}

function sideBySide(program: string, url: string): void {
  const [requests, concurrency, tokens] = ['4000', '32', '16'];
  print(
    `\nCPU time of one request: ${requests} requests of ${tokens} tokens, ${concurrency} at a time`,
  );
  const flags = ['--requests', requests, '--concurrency', concurrency, '--max-tokens', tokens];
  const own = bench(program, url, [...flags, '--prompt-tokens', '4', '--warmup', '0']);
  const cost: Record<string, number> = { kvmini: own.generator?.cpuSeconds ?? 0 };
  for (const other of ['fetch-loop', 'autocannon']) {
    const args = ['--import', 'tsx', join(here, `${other}.ts`), url, requests, concurrency, tokens];
    const shown = execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    cost[other] = JSON.parse(String(shown)).cpuSeconds;
  }
  for (const [name, seconds] of Object.entries(cost)) {
    const ratio = seconds / (cost.kvmini ?? 1);
    const each = (seconds / Number(requests)) * 1e6;
    print(`${name.padEnd(12)}${each.toFixed(0).padStart(6)} µs  ${ratio.toFixed(2)} of kvmini's`);
  }
}

async function main(): Promise<void> {
  const program = await bundle();
  print(`${cpus().length} × ${cpus()[0]?.model}, Node.js ${process.version}`);
  print(
    `load average ${loadavg()
      .map((each) => each.toFixed(1))
      .join(' ')}: above ${cpus().length} it is in the figures`,
  );
  truth(program);
  const mock = await startMock(program, []);
  try {
    speed(program, mock.url);
    sideBySide(program, mock.url);
    memory(program, mock.url);
  } finally {
    mock.stop();
  }
}

main();
