/** Workers in network namespaces, with clocks hours apart and a relay between them and their coordinator: as on other machines. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchProcess } from '../../../src/run/workers/launch';
import { startMock } from '../../run/runs';
import { launching, relay, runWorkers, workerCommand } from '../../run/workers/crew';
import { expectOneClock, firstOfEach, isBusyMachine, TRIES, WORKERS } from './begin';
import { type Machine, makeMachines, noMachines } from './machines';

vi.setConfig({ testTimeout: 180_000 });

const PORT = 46_000;
const missing = noMachines();
// A right that most containers lack, and that nothing can install: where it is missing, that fails nowhere.
if (missing !== undefined) {
  console.warn(`\n!!! SKIPPED: no network namespaces can be made here: ${missing}\n`);
}

let machines: readonly Machine[] = [];
let remove = () => {};
beforeAll(() => {
  if (missing === undefined) ({ machines, remove } = makeMachines(WORKERS));
});
afterAll(() => remove());

const machine = (worker: number) => machines[worker] as Machine;

/** Starts each worker on a machine of its own; what it says, and is told, goes through a relay that is not quick. */
function far(delay: () => number) {
  const at = (worker: number) => ({ host: machine(worker).host, port: PORT });
  const between = relay(delay, at);
  const { launch } = launching((worker) =>
    between.launch(launchProcess(machine(worker).command(workerCommand()))),
  );
  return { launch, breakAll: between.breakAll };
}

/** A server on all addresses of this machine, and one of them that every worker can reach. */
async function reachable() {
  const { server, url } = await startMock({ host: '0.0.0.0' });
  return { server, url: url.replace('0.0.0.0', machine(0).host) };
}

test.skipIf(missing)(
  'workers on machines of their own begin together, and their rows are of one clock',
  async () => {
    const { server, url } = await reachable();
    const late: number[] = [];
    const waited: number[] = [];
    while (late.length < TRIES && !(Math.min(...late) <= 2)) {
      const { launch } = far(() => 2 + Math.random() * 10);
      const load = { workers: WORKERS, requests: 9, warmup: 3, concurrency: 3 };
      const { results, rows, exitCode } = await runWorkers(url, load, { launch });
      expect(exitCode).toBe(0);
      const { clockBoundMs, runQueueWait = 0 } = results.generator ?? {};
      // Half of the shortest of some round trips, each of 4 ms at least.
      expect(clockBoundMs).toBeGreaterThanOrEqual(2);
      const first = firstOfEach(server);
      expect(first).toHaveLength(WORKERS);
      late.push(Math.max(...first) - Math.min(...first) - (clockBoundMs ?? Number.NaN));
      waited.push(runQueueWait);
      expectOneClock(rows);
    }
    if (isBusyMachine(late, waited)) return;
    expect(Math.min(...late), `beyond their bounds: ${late.join(', ')} ms`).toBeLessThanOrEqual(2);
  },
);

test.skipIf(missing)(
  'a network that jitters, stalls and breaks costs no row, and no row comes twice',
  async () => {
    const { server, url } = await reachable();
    let said = 0;
    const { launch, breakAll } = far(() => (++said % 40 === 0 ? 1_000 : 2 + Math.random() * 15));
    let ended = 0;
    const row = () => {
      if (++ended % 60 === 0) breakAll();
    };
    const load = { workers: WORKERS, requests: 200, warmup: 10, rate: 150 };
    const run = await runWorkers(url, load, { launch, observers: [{ row }] });
    expect([run.exitCode, run.results.reason]).toEqual([0, null]);
    const ids = run.rows.map(({ phase, index }) => `${phase} ${index}`);
    expect([ids.length, new Set(ids).size]).toEqual([210, 210]);
    expect(server.truth.take()).toHaveLength(210);
    expect(run.results.generator?.workers?.map(({ lost }) => lost)).toEqual(Array(WORKERS).fill(0));
  },
);
