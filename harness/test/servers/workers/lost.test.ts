import { existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RequestRow } from '../../../src/request/row';
import type { Results } from '../../../src/results/schema';
import { FrameLink } from '../../../src/run/workers/frames';
import { type Launch, type LaunchedWorker, launchProcess } from '../../../src/run/workers/launch';
import { rowsPath } from '../../../src/run/workers/worker/rows';
import { startMock } from '../../run/runs';
import { idsAt, launching, relay, runWorkers, workerCommand } from '../../run/workers/crew';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

/** Calls a function once, at the nth row of the measured load. */
const atRow = (nth: number, act: () => void) => {
  let rows = 0;
  return {
    row: ({ phase }: RequestRow) => {
      if (phase === 'measured' && ++rows === nth) act();
    },
  };
};

/** The indexes that results call lost. */
const lostIn = ({ generator }: Results): number[] =>
  (generator?.workers ?? []).flatMap(({ lostIndexes = [] }, _, { length }) =>
    lostIndexes.flatMap(({ from, to }) =>
      Array.from({ length: (to - from) / length + 1 }, (__, i) => from + i * length),
    ),
  );

/** A worker that does nothing until it is killed. */
function untilKilled(killed = () => {}): LaunchedWorker {
  let kill = () => {};
  const ended = new Promise<string>((resolve) => {
    kill = () => {
      killed();
      resolve('was killed');
    };
  });
  return { ended, kill };
}

const measured = (rows: readonly RequestRow[]) =>
  rows.filter(({ phase }) => phase === 'measured').map(({ index }) => index);

test.each([
  ['a closed loop', {}],
  ['a rate', { rate: 300 }],
])(
  '%s: a worker that is killed ends the run at once, and each index is accounted for',
  async (_, load) => {
    const { server, url } = await startMock({ ttft: 40 });
    const { launch, started } = launching();
    const kill = () => process.kill(started[1]?.pid ?? 0, 'SIGKILL');
    const run = await runWorkers(
      url,
      { workers: 3, requests: 3_000, concurrency: 24, ...load },
      { launch, observers: [atRow(60, kill)] },
    );
    expect(run.exitCode).toBe(1);
    const { reason, counts } = run.results;
    expect(reason).toMatch(
      /^worker 1 of 3 was ended by SIGKILL; \d+ requests? that it may have sent (is|are) lost: index /,
    );
    expect(reason).not.toContain('\n');
    const lost = lostIn(run.results);
    expect(counts.lost).toBe(lost.length);
    expect(lost.length).toBeGreaterThan(0);
    // What it had under way, and what it had noted ahead.
    expect(lost.length).toBeLessThanOrEqual(8 + 16);
    for (const index of lost) expect(index % 3).toBe(1);
    const withRows = measured(run.rows);
    const accounted = [...withRows, ...lost];
    expect(new Set(accounted).size).toBe(accounted.length);
    const got = idsAt(server).map((id) => Number(id.split(' ')[1]));
    expect(new Set(got).size).toBe(got.length);
    expect(got.filter((index) => !accounted.includes(index))).toEqual([]);
    expect(run.rows).toHaveLength(counts.attempts + counts.unfinished);
    expect(counts.attempts).toBeLessThan(1_000);
    expect(run.record).toMatchObject({ outcome: 'failed', reason });
    expect(existsSync(join(run.folder, 'results.json'))).toBe(true);
  },
);

test('a worker that is stopped is lost after 15 s, and what it had written is kept', async () => {
  const { url } = await startMock({ ttft: 40 });
  const { launch, started } = launching();
  const begun = performance.now();
  const stop = () => process.kill(started[0]?.pid ?? 0, 'SIGSTOP');
  const run = await runWorkers(
    url,
    { requests: 100_000, concurrency: 4, timeoutMs: 120_000 },
    { launch, observers: [atRow(20, stop)] },
  );
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toMatch(/^worker 0 of 2 was not heard of for 15 s; .* lost: index /);
  expect(performance.now() - begun).toBeGreaterThan(14_000);
  expect(run.results.counts.lost).toBeGreaterThan(0);
  // The other one went on until then.
  const [stopped = 0, other = 0] = run.results.workers?.map(({ requests }) => requests) ?? [];
  expect(other).toBeGreaterThan(3 * stopped);
});

test('a worker that ends before it is ready fails the run before any load', async () => {
  const { server, url } = await startMock();
  const broken = launchProcess([
    process.execPath,
    ['-e', 'console.error("kvmini: no memory"); process.exit(7)'],
  ]);
  const { launch } = launching((worker) =>
    worker === 1 ? broken : launchProcess(workerCommand()),
  );
  const run = await runWorkers(url, {}, { launch });
  expect([run.exitCode, run.results.reason]).toEqual([
    1,
    'worker 1 of 2 ended with exit code 7: no memory',
  ]);
  expect(run.lines).toContain('worker 1: no memory');
  expect([server.truth.take(), run.rows]).toEqual([[], []]);
});

test('workers that are not ready in time fail the run before any load, each with what it waits for', async () => {
  let asked = 0;
  const server = createServer(({ url }, response) => {
    if (url === '/version') return response.writeHead(404).end();
    // The coordinator gets its list of models, twice, and the workers wait for theirs.
    if (++asked <= 2) return response.end(JSON.stringify({ data: [{ id: 'm' }] }));
    return asked > 3 ? response.writeHead(503).end('{"message":"warming up"}') : undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const silent: Launch = () => untilKilled();
  const { launch } = launching((worker) =>
    worker === 1 ? silent : launchProcess(workerCommand()),
  );
  const load = { timeoutMs: 6_000, retries: 50 };
  const run = await runWorkers(`http://127.0.0.1:${port}`, load, { launch });
  server.close().closeAllConnections();
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toMatch(
    /^not all of 2 workers were ready within the --timeout of 6 s, and no load was sent: worker 0 waits for the target.*; worker 1 waits to connect$/,
  );
  expect(run.rows).toEqual([]);
});

test('a worker that hears nothing of its coordinator ends, keeps its rows, and is lost by name', async () => {
  const { url } = await startMock({ ttft: 20 });
  const wall = relay(() => (isShut ? 1e9 : 0));
  let isShut = false;
  const { launch, folders } = launching((worker) => (order, log) => {
    const near = launchProcess(workerCommand());
    return worker === 1 ? wall.launch(near)({ ...order, leaseMs: 6_000 }, log) : near(order, log);
  });
  // What it keeps is looked at before its coordinator, which lives, takes it and removes it.
  let kept = 0;
  const shut = () => {
    isShut = true;
  };
  const run = await runWorkers(
    url,
    { requests: 100_000, concurrency: 8 },
    {
      ...{ launch, observers: [atRow(40, shut)] },
      log: (line) => {
        if (line.startsWith('worker 1: ')) kept = statSync(rowsPath(folders[1] ?? '', 1)).size;
      },
    },
  );
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toMatch(
    /^worker 1 of 2 ended with exit code 1: the coordinator was not heard of for 6 s; rows that it may not have are in /,
  );
  expect(kept).toBeGreaterThan(0);
  // It had time to break off what it had under way, and its file was taken.
  const mine = run.rows.filter(({ worker }) => worker === 1);
  expect(mine.filter(({ outcome }) => outcome === 'unfinished').length).toBeGreaterThan(0);
  expect(run.results.counts.lost).toBeLessThanOrEqual(16);
});

test('a worker with another key in its environment is refused by name', async () => {
  const { server, url } = await startMock();
  const env = (key: string) => ({ ...process.env, MY_KEY: key });
  const { launch } = launching((worker) => launchProcess(workerCommand(), env(`SECRET${worker}`)));
  const run = await runWorkers(url, { apiKeyEnv: 'MY_KEY' }, { launch, env: env('SECRET0') });
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toMatch(
    /^worker 1 has other keys, headers or certificates than this run/,
  );
  expect(JSON.stringify([run.results, run.record, run.lines])).not.toContain('SECRET');
  expect(server.truth.take()).toEqual([]);
});

/** Starts nothing, but says hello as a worker would. */
const saying =
  (hello: (token: string) => object): Launch =>
  ({ address, token, worker }) => {
    const frames = new FrameLink(connect(address), { message: () => {}, closed: () => {} });
    frames.send({ type: 'hello', worker, protocol: 1, heard: 0, ...hello(token) });
    return untilKilled(() => frames.destroy());
  };

test('a worker of another version is refused by name; one without the token is not heard', async () => {
  const { url } = await startMock();
  const other = saying((token) => ({ token, version: '0.9.0' }));
  const older = await runWorkers(
    url,
    {},
    {
      launch: launching((worker) => (worker === 0 ? other : launchProcess(workerCommand()))).launch,
    },
  );
  expect(older.results.reason).toMatch(/^worker 0 runs 0\.9\.0, this run \d/);
  const stranger = saying(() => ({ token: 'f'.repeat(64), version: '1.0.0' }));
  const load = { timeoutMs: 4_000 };
  const { launch } = launching((worker) =>
    worker === 0 ? stranger : launchProcess(workerCommand()),
  );
  const strange = await runWorkers(url, load, { launch });
  expect(strange.results.reason).toContain('worker 0 waits to connect');
});

test('an interruption, and too many errors, end all workers, and leave no process and no folder', async () => {
  const { url } = await startMock({ ttft: 30, faults: { http_500: 0.5 } });
  const interrupt = new AbortController();
  const { launch, started, folders } = launching();
  const load = { requests: 100_000, concurrency: 8, maxErrorRate: 1 };
  const interrupted = await runWorkers(url, load, {
    ...{ launch, interrupted: interrupt.signal },
    observers: [atRow(30, () => interrupt.abort('interrupted by SIGINT'))],
  });
  expect([interrupted.exitCode, interrupted.results.reason]).toEqual([
    130,
    'interrupted by SIGINT',
  ]);
  const { counts } = interrupted.results;
  expect(counts.unfinished).toBeGreaterThan(0);
  expect(counts.lost).toBe(0);
  expect(interrupted.rows).toHaveLength(counts.attempts + counts.unfinished);
  for (const { pid = 0 } of started) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  const stopped = await runWorkers(url, { ...load, stopOnErrors: 20 }, { launch });
  expect(stopped.exitCode).toBe(1);
  expect(stopped.results.reason).toMatch(/^stopped by --stop-on-errors: 20 of the last \d+/);
  expect([folders.length, folders.filter((folder) => existsSync(folder))]).toEqual([2, []]);
});
