import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMockProcess } from '../src/mock/process';
import { bundle } from '../tools/bundle';
import { longRun } from './long-run';
import { nodeOn, PINNED } from './pinned';
import { bench, print } from './run';
import { scrapingBenchmark } from './scraping';
import { workersBenchmark } from './workers';

/**
 * Prints the figures of section 6 of the harness's contract, and the cost of a request beside
 * others; with `--requests 1000000`, the memory of a run of so many requests; with `--scraping`, only the schedule delay with
 * the server's metrics scraped and not; with `--workers`, only what several workers cost.
 */
const here = dirname(fileURLToPath(import.meta.url));

function truth(program: string): void {
  print(
    '\nReported minus true, 200 requests/s of 32 tokens (wanted: p50 within 1 ms, p99 within 5 ms)',
  );
  try {
    print(String(execFileSync(program, ['selftest'], { stdio: 'pipe' })).trim());
  } catch (error) {
    print(String((error as { stdout: Buffer }).stdout).trim());
  }
}

/**
 * Above 1,000: the throughput ends with the last answer, which comes after the last sending.
 * Several times, since a tail is at the mercy of what else the machine's host does.
 */
const RATES = [1_050, 1_050, 1_050, 1_050, 1_050, 1_200];

const percent = (part: number | undefined, digits: number) =>
  part === undefined ? 'unknown' : `${(part * 100).toFixed(digits)} %`;

async function speed(program: string, url: string): Promise<void> {
  print(
    '\nRequests of 16 tokens by one process (wanted: 1,000/s, p99 schedule delay within 10 ms)',
  );
  print(PINNED);
  for (const rate of RATES) {
    const load = ['--rate', `${rate}`, '--requests', `${rate * 10}`, '--concurrency', '512'];
    const each = ['--warmup', '2000', '--max-tokens', '16', '--prompt-tokens', '16'];
    const results = await bench(program, url, [...load, ...each]);
    const { p50, p99 } = results.distributions.scheduleDelay ?? {};
    const { eventLoopUtilization, stolenCpu } = results.generator ?? {};
    print(
      `achieved ${results.requestThroughput?.toFixed(0)} /s, errors ${results.counts.errors}, ` +
        `schedule delay p50 ${p50?.toFixed(2)} ms, p99 ${p99?.toFixed(2)} ms, thread busy ${percent(eventLoopUtilization, 0)}, ` +
        `taken by the machine's host ${percent(stolenCpu, 1)}`,
    );
  }
}

async function memory(program: string, url: string): Promise<void> {
  print('\nMemory (wanted: does not grow with the number of requests)');
  for (const requests of [5_000, 20_000, 80_000]) {
    const load = ['--requests', String(requests), '--concurrency', '128', '--max-tokens', '2'];
    const { generator } = await bench(program, url, [...load, '--prompt-tokens', '8']);
    const mebibytes = (generator?.residentBytes ?? 0) / 2 ** 20;
    print(`${String(requests).padStart(7)} requests: ${mebibytes.toFixed(0)} MiB`);
  }
}

async function sideBySide(program: string, url: string): Promise<void> {
  const [requests, concurrency, tokens] = ['4000', '32', '16'];
  print(
    `\nCPU time of one request: ${requests} requests of ${tokens} tokens, ${concurrency} at a time`,
  );
  const flags = ['--requests', requests, '--concurrency', concurrency, '--max-tokens', tokens];
  const own = await bench(program, url, [...flags, '--prompt-tokens', '4', '--warmup', '0']);
  const cost: Record<string, number> = { kvmini: own.generator?.cpuSeconds ?? 0 };
  for (const other of ['fetch-loop', 'autocannon']) {
    const args = ['--import', 'tsx', join(here, `${other}.ts`), url, requests, concurrency, tokens];
    const shown = execFileSync(...nodeOn(0, args), { stdio: ['ignore', 'pipe', 'ignore'] });
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
  const [flag, requests] = process.argv.slice(2);
  const long = flag === '--requests' ? Number(requests) : undefined;
  if (flag === undefined) truth(program);
  const mock = await startMockProcess(
    long ? ['--ttft', '1', '--gap', '1'] : [],
    nodeOn(1, [program]),
  );
  try {
    if (long) return await longRun(program, mock.url, long);
    if (flag === '--scraping') return await scrapingBenchmark(program, mock.url);
    if (flag === '--workers') return await workersBenchmark(program, mock.url);
    await speed(program, mock.url);
    await scrapingBenchmark(program, mock.url);
    await sideBySide(program, mock.url);
    await memory(program, mock.url);
    await workersBenchmark(program, mock.url);
  } finally {
    await mock.stop();
  }
}

main();
