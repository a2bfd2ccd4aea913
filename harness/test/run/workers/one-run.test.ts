import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FigureCollector } from '../../../src/figures/collector';
import { readRecord, readResults } from '../../../src/results/read';
import type { Results } from '../../../src/results/schema';
import { writeTokenizer } from '../../tokenize/made-tokenizer';
import { startMock } from '../runs';
import { idsAt, runWorkers } from './crew';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

/** What of results follows from rows, as text: to the byte. */
function figuresText(results: Results): string {
  const names = Object.keys(new FigureCollector().figures());
  const figures = Object.entries(results).filter(([name]) => [...names, 'workers'].includes(name));
  return JSON.stringify(figures);
}

/** The figures of a run as they are computed again from its rows. */
async function computedAgain(folder: string): Promise<Results> {
  rmSync(join(folder, 'results.json'));
  return readResults(folder, readRecord(folder));
}

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
});

test('figures equal, byte for byte, those computed again, and those of the same rows from one worker', async () => {
  const { url } = await startMock({ jitter: 0.5, faults: { http_429: 0.1, truncated: 0.1 } });
  const slo = { ttftMs: 500, good: 0.1 };
  const { folder, results, rows } = await runWorkers(url, { requests: 80, slo });
  const written = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  expect(figuresText(await computedAgain(folder))).toBe(figuresText(written));
  const alone = new FigureCollector(slo);
  for (const { worker: _, ...row } of [...rows].sort((a, b) => a.index - b.index)) alone.add(row);
  const { addresses: _, firstErrors: __, ...same } = alone.figures();
  expect(results).toMatchObject(same);
});

test('tokens that a tokenizer counted find their rows, in the order in which these came', async () => {
  const { url } = await startMock({ faults: { no_usage: 0.5 }, seed: 3 });
  const { folder, results, rows } = await runWorkers(url, {
    requests: 30,
    tokenizer: writeTokenizer(),
  });
  const without = rows.filter(({ usage }) => !usage).map(({ index }) => index);
  expect(without.length).toBeGreaterThan(3);
  const counted = readFileSync(join(folder, 'tokens.jsonl'), 'utf8').trim().split('\n');
  expect(counted.map((line) => JSON.parse(line).index)).toEqual(without);
  expect(results.counts).toMatchObject({ withoutUsage: without.length, tokenized: without.length });
  const written = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  expect(figuresText(await computedAgain(folder))).toBe(figuresText(written));
});
