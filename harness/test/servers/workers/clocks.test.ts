import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type Launch, launchProcess } from '../../../src/run/workers/launch';
import { newFolder, startMock } from '../../run/runs';
import { launching, relay, runWorkers, workerCommand } from '../../run/workers/crew';
import { expectOneClock, firstOfEach, isBusyMachine, TRIES, WORKERS } from './begin';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

const HOUR_MS = 3_600_000;

/** Starts a worker in a Node where a script was run before it, which knows the monotonic clock as `now`. */
function launchWithClock(script: string): Launch {
  const path = join(newFolder(), 'clock.cjs');
  writeFileSync(path, `const now = performance.now.bind(performance);\n${script}`);
  return launchProcess(workerCommand('--require', path));
}

/** Starts each worker with a monotonic clock that is some hours off those of the others. */
const shiftedClocks = () =>
  launching((worker) =>
    launchWithClock(`performance.now = () => now() + ${(worker + 1) * 7 * HOUR_MS};`),
  );

test('workers whose clocks are hours apart begin within 2 ms and the bound of their clocks', async () => {
  const { server, url } = await startMock();
  const spreads: number[] = [];
  const waited: number[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && best > 2; i++) {
    const { launch } = shiftedClocks();
    const load = { workers: WORKERS, requests: 9, warmup: 3, concurrency: 3 };
    const { results, rows, exitCode } = await runWorkers(url, load, { launch });
    expect(exitCode).toBe(0);
    const { startSpreadMs = Number.NaN, clockBoundMs = Number.NaN } = results.generator ?? {};
    const first = firstOfEach(server);
    expect(first).toHaveLength(WORKERS);
    const spread = Math.max(...first) - Math.min(...first);
    spreads.push(spread);
    best = Math.min(best, spread - clockBoundMs);
    waited.push(results.generator?.runQueueWait ?? 0);
    expect(startSpreadMs).toBeGreaterThanOrEqual(0);
    expect(clockBoundMs).toBeLessThan(1_000);
    expectOneClock(rows);
  }
  if (isBusyMachine([best], waited)) return;
  expect(best, `spreads of ${spreads.join(', ')} ms`).toBeLessThanOrEqual(2);
});

test('wall clocks that jump change nothing; a clock that drifts is told, and by how much times may be off', async () => {
  const { url } = await startMock();
  // Of a hundred seconds it makes 101, and at each look at the wall clock that is an hour on.
  const odd = `performance.now = () => now() * 1.01;
    const wall = Date.now;
    let hours = 0;
    Date.now = () => wall() + ++hours * ${HOUR_MS};`;
  const { launch } = launching((worker) => launchWithClock(worker === 1 ? odd : ''));
  const run = await runWorkers(url, { workers: 2, requests: 200, rate: 100 }, { launch });
  expect([run.exitCode, run.results.counts.successes]).toEqual([0, 200]);
  const { workers = [], clockBoundMs = 0 } = run.results.generator ?? {};
  const [steady = Number.NaN, drifted = Number.NaN] = workers.map(
    ({ clockDriftMs }) => clockDriftMs ?? Number.NaN,
  );
  // The load takes two seconds, of which it makes 20 ms more.
  expect(Math.abs(steady)).toBeLessThan(1);
  expect(drifted).toBeGreaterThan(15);
  expect(clockBoundMs).toBeGreaterThanOrEqual(drifted);
  const ends = run.rows.map(({ endMs }) => endMs);
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(HOUR_MS);
});

test('a schedule is the same for all workers, to the microsecond of its rows', async () => {
  const { url } = await startMock();
  const load = { workers: WORKERS, requests: 30, rate: 200, pattern: 'poisson', seed: 5 } as const;
  const runs = await Promise.all([
    runWorkers(url, load, { launch: shiftedClocks().launch }),
    runWorkers(url, { ...load, workers: 1 }),
  ]);
  const [shared, alone] = runs.map(({ rows }) => {
    const times = [...rows].sort((a, b) => a.index - b.index).map((row) => row.scheduledMs);
    return times.map((time) => time - (times[0] ?? 0));
  });
  expect(shared).toHaveLength(30);
  for (const [i, time] of (shared ?? []).entries()) {
    expect(Math.abs(time - (alone?.[i] ?? 0))).toBeLessThanOrEqual(0.0021);
  }
});

test('connections that wait, jitter, stall and break cost no row, and no row comes twice', async () => {
  const { server, url } = await startMock();
  let said = 0;
  const slow = relay(() => {
    said++;
    // Now and then nothing goes through for a second.
    return said % 40 === 0 ? 1_000 : 2 + Math.random() * 15;
  });
  const { launch } = launching(() => slow.launch(launchProcess(workerCommand())));
  let ended = 0;
  const row = () => {
    if (++ended % 60 === 0) slow.breakAll();
  };
  const load = { workers: 2, requests: 300, warmup: 20, rate: 150 };
  const run = await runWorkers(url, load, { launch, observers: [{ row }] });
  expect([run.exitCode, run.results.reason]).toEqual([0, null]);
  expect(ended).toBe(320);
  expect(run.rows.map((each) => `${each.phase}${each.index}`)).toHaveLength(320);
  expect(new Set(run.rows.map((each) => `${each.phase}${each.index}`)).size).toBe(320);
  expect(server.truth.take()).toHaveLength(320);
  const { clockBoundMs = 0, workers } = run.results.generator ?? {};
  // Half of the shortest of the round trips, each of 4 ms at least.
  expect(clockBoundMs).toBeGreaterThanOrEqual(2);
  expect(workers?.map((each) => each.lost)).toEqual([0, 0]);
});
