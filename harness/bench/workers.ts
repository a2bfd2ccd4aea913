import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Results } from '../src/results/schema';
import { nodeOn } from './pinned';
import { benchAnywhere, median, print } from './run';

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

/** Requests a second of one worker. */
const EACH = 300;
const SECONDS = 20;
/** By turns, so that what else the machine does meets all. */
const TURNS = 3;
const WANTED_RATIO = 1.1;
const KINDS = {
  one: { workers: 1, rate: EACH },
  two: { workers: 2, rate: 2 * EACH },
  'one with the load of two': { workers: 1, rate: 2 * EACH },
} as const;
type Kind = keyof typeof KINDS;

/** One run of a kind. */
function runOf(program: string, url: string, kind: Kind): Promise<Results> {
  const { workers, rate } = KINDS[kind];
  const load = ['--rate', `${rate}`, '--requests', `${rate * SECONDS}`, '--concurrency', '512'];
  const each = ['--max-tokens', '16', '--prompt-tokens', '128', '--warmup', '500'];
  return benchAnywhere(program, url, [...load, ...each, '--workers', `${workers}`]);
}

/** A process that has less to do is woken for each chunk, and a busy one takes several at once: that is a cost of the load, not of sharing it. */
async function sharing(program: string, url: string): Promise<void> {
  print(
    `\nCPU time of a request by workers, 16 tokens at ${EACH}/s each (wanted: two at most ${WANTED_RATIO} × of one)`,
  );
  const costs: Record<Kind, number[]> = { one: [], two: [], 'one with the load of two': [] };
  const coordinating: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    for (const kind of Object.keys(KINDS) as Kind[]) {
      const results = await runOf(program, url, kind);
      costs[kind].push(sendingCost(results));
      const { coordinator, startSpreadMs, clockBoundMs } = results.generator ?? {};
      if (!coordinator) continue;
      coordinating.push((coordinator.cpuSeconds / results.counts.attempts) * 1e6);
      print(
        `two workers began within ${startSpreadMs?.toFixed(2)} ms, clocks known to ${clockBoundMs?.toFixed(2)} ms`,
      );
    }
  }
  for (const [kind, all] of Object.entries(costs))
    print(`${kind}: ${all.map((cost) => cost.toFixed(0)).join(', ')} µs a request`);
  const [one, two] = [median(costs.one), median(costs.two)];
  const loaded = median(costs['one with the load of two']);
  const verdict = two / one <= WANTED_RATIO ? 'as wanted' : 'more than wanted';
  print(
    `medians: two ${(two / one).toFixed(2)} × of one: ${verdict}; ${(two / loaded).toFixed(2)} × of one with the load of two; coordinator ${median(coordinating).toFixed(0)} µs a row`,
  );
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
