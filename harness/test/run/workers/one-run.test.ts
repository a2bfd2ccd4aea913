import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startMock } from '../runs';
import { computedAgain, figuresText } from './again';
import { idsAt, runWorkers } from './crew';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

test('three workers make one run: each request once, and figures that follow from its rows', async () => {
  const { server, url } = await startMock();
  const run = await runWorkers(url, { workers: 3, requests: 50, warmup: 7, concurrency: 8 });
  expect(run.exitCode).toBe(0);
  const ids = run.rows.map(({ phase, index }) => `${phase} ${index}`);
  const wanted = [
    ...Array.from({ length: 7 }, (_, index) => `warmup ${index}`),
    ...Array.from({ length: 50 }, (_, index) => `measured ${index}`),
  ];
  expect([...ids].sort()).toEqual([...wanted].sort());
  expect(idsAt(server).sort()).toEqual([...wanted].sort());
  for (const { index, worker } of run.rows) expect(worker).toBe(index % 3);
  // The warm-up is over everywhere before anything is measured.
  expect(ids.slice(0, 7).sort()).toEqual(wanted.slice(0, 7));
  const { generator, workers, counts } = run.results;
  expect(counts).toMatchObject({ attempts: 50, successes: 50, lost: 0, warmup: 7 });
  // 50 = 17 + 17 + 16 requests, 8 = 3 + 3 + 2 places.
  expect(workers?.map((each) => [each.worker, each.requests, each.errors])).toEqual([
    ...[0, 1].map((worker) => [worker, 17, 0]),
    [2, 16, 0],
  ]);
  expect(generator?.workers?.map((each) => [each.requests, each.concurrency])).toEqual([
    ...[0, 1].map(() => [17, 3]),
    [16, 2],
  ]);
  expect(run.record.workers).toEqual({ count: 3, clockBoundMs: generator?.clockBoundMs });
  const written = JSON.parse(readFileSync(join(run.folder, 'results.json'), 'utf8'));
  expect(figuresText(await computedAgain(run.folder))).toBe(figuresText(written));
});
