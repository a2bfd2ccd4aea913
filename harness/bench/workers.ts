import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Results } from '../src/results/schema';
import { nodeOn } from './pinned';
import { benchAnywhere, print } from './run';

const here = dirname(fileURLToPath(import.meta.url));
/** Two workers, their coordinator and the mock server: a core for each. */
const CORES_FOR_TWO = 4;
const ROWS = 200_000;
const WANTED_ROWS = 20_000;

/** Prints what one core can collect of what workers send. */
function collecting(): void {
  print(`\nTaking rows of 16 tokens from workers (wanted: ${WANTED_ROWS} rows/s on one core)`);
  for (const [mode, what] of [
    ['alone', 'file and figures'],
    ['live', 'the same, followed by kvmini serve'],
  ] as const) {
    const args = ['--import', 'tsx', join(here, 'collect.ts'), `${ROWS}`, mode];
    const shown = execFileSync(...nodeOn(0, args), { stdio: ['ignore', 'pipe', 'inherit'] });
    const { cpuMicroseconds, seconds } = JSON.parse(String(shown));
    const most = 1e6 / cpuMicroseconds;
    print(
      `${what}: ${cpuMicroseconds.toFixed(1)} µs of CPU time a row, so ${most.toFixed(0)} rows/s on one core; taken here in ${seconds.toFixed(1)} s, ${(ROWS / seconds).toFixed(0)} rows/s`,
    );
  }
}

/** CPU time of the processes that send load, a request. */
function sendingCost({ generator, counts }: Results): number {
  const { cpuSeconds = 0, coordinator } = generator ?? {};
  return ((cpuSeconds - (coordinator?.cpuSeconds ?? 0)) / counts.attempts) * 1e6;
}

async function sharing(program: string, url: string): Promise<void> {
  const requests = 12_000;
  print(
    `\nCPU time of a request by workers, ${requests} of 16 tokens at 500/s (wanted: 1.1 × of one)`,
  );
  const load = ['--rate', '500', '--requests', `${requests}`, '--concurrency', '512'];
  const flags = [...load, '--max-tokens', '16', '--prompt-tokens', '128', '--warmup', '500'];
  let alone = 0;
  for (const workers of [1, 2]) {
    const results = await benchAnywhere(program, url, [...flags, '--workers', `${workers}`]);
    const cost = sendingCost(results);
    alone ||= cost;
    const { coordinator, startSpreadMs, clockBoundMs } = results.generator ?? {};
    const own = ((coordinator?.cpuSeconds ?? 0) / results.counts.attempts) * 1e6;
    const begun =
      workers === 1
        ? ''
        : `, ${(cost / alone).toFixed(2)} × of one; coordinator ${own.toFixed(0)} µs a row; began within ${startSpreadMs?.toFixed(2)} ms, clocks known to ${clockBoundMs?.toFixed(2)} ms`;
    print(`${workers} worker${workers === 1 ? ' ' : 's'} ${cost.toFixed(0)} µs a request${begun}`);
  }
}

async function scaling(program: string, url: string): Promise<void> {
  print('\nLoad of two workers beside that of one, as fast as they go (wanted: 1.8 ×)');
  if (availableParallelism() < CORES_FOR_TWO) {
    print(
      `!!! SKIPPED: two workers, their coordinator and the server need ${CORES_FOR_TWO} cores, here are ${availableParallelism()}: nothing is claimed`,
    );
    return;
  }
  const flags = [
    '--concurrency',
    '64',
    '--max-tokens',
    '16',
    '--requests',
    '20000',
    '--warmup',
    '500',
  ];
  const rates: number[] = [];
  for (const workers of [1, 2]) {
    const results = await benchAnywhere(program, url, [...flags, '--workers', `${workers}`]);
    rates.push(results.requestThroughput ?? 0);
  }
  const [one = 0, two = 0] = rates;
  print(`${one.toFixed(0)} /s and ${two.toFixed(0)} /s: ${(two / one).toFixed(2)} ×`);
}

/** Prints what several workers cost and give. */
export async function workersBenchmark(program: string, url: string): Promise<void> {
  collecting();
  await sharing(program, url);
  await scaling(program, url);
}
