import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workerShares } from '../../../src/cli/shares';
import { summarize } from '../../../src/cli/summary';
import { FigureCollector } from '../../../src/figures/collector';
import { buildResults } from '../../../src/results/build';
import type { GeneratorHealth, WorkerHealth } from '../../../src/results/generator';
import type { Results } from '../../../src/results/schema';
import { Recorder } from '../../../src/run/recorder';
import { MADE_ROWS } from '../../figures/made-rows';
import { MADE_RESULTS } from '../../figures/made-run';
import { madeReport } from '../../report/made-report';
import { newFolder, settingsFor } from '../runs';

const worker = (number: number, changes: Partial<WorkerHealth> = {}): WorkerHealth => ({
  ...{ worker: number, requests: 4, concurrency: 3 - number, unsent: 0, heldBack: 0, lost: 0 },
  ...{ startDelayMs: 0.25, clockBoundMs: 0.05, clockDriftMs: 0, cpuSeconds: 1.5 },
  ...{ eventLoopUtilization: 0.5, runQueueWait: 0.01, ...changes },
});

const GENERATOR: GeneratorHealth = {
  ...{ eventLoopUtilization: 0.5, cpuSeconds: 4, residentBytes: 3_000 },
  ...{ startSpreadMs: 1.125, clockBoundMs: 0.05 },
  coordinator: { eventLoopUtilization: 0.1, cpuSeconds: 1, residentBytes: 1_000 },
  workers: [worker(0), worker(1, { lost: 3, clockDriftMs: -2.5 })],
};

/** The figures of the made rows, the even ones of which are of worker 0 and the odd ones of worker 1. */
function sharedFigures(lost = 0) {
  const collector = new FigureCollector();
  for (const row of MADE_ROWS) collector.add({ ...row, worker: row.index % 2 });
  collector.lose(lost);
  return collector.figures();
}

const made = (generator: GeneratorHealth, lost = 0): Results =>
  buildResults(sharedFigures(lost), {
    ...{ run: MADE_RESULTS.run, profile: 'made', outcome: 'done', reason: null },
    ...{ slo: undefined, unsent: 0, generator },
    load: { heldBack: 0, cap: '', notes: [] },
  });

test('attempts and schedule delay are counted by worker, and what has no worker is in no such count', () => {
  const { workers } = sharedFigures();
  // The attempts are those of the made rows: 0 to 5; 4 and 5 failed. Delays: 1, 2, 4, 8, 16 ms; the sixth was not sent.
  expect(workers?.map(({ delay, ...count }) => [count, delay.count, delay.max])).toEqual([
    [{ worker: 0, requests: 3, errors: 1 }, 3, 16],
    [{ worker: 1, requests: 3, errors: 1 }, 2, 8],
  ]);
  expect(workers?.map(({ delay }) => delay.mean)).toEqual([(1 + 4 + 16) / 3, (2 + 8) / 2]);
  const alone = new FigureCollector();
  for (const row of MADE_ROWS) alone.add(row);
  expect(alone.figures()).not.toHaveProperty('workers');
});

test('the report has a row for each worker; that of one worker has none', async () => {
  const { document, texts } = await madeReport({ results: made(GENERATOR, 3) });
  const table = [...document.querySelectorAll('table')].find(
    (each) => each.textContent?.startsWith('\nworker') || each.textContent?.startsWith('worker'),
  );
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['worker 0', '3', '1', '0', '3', '4.00', '16.00', '0.25', '0.05', '1.50', '50.00 %', '1.00 %'],
    ['worker 1', '3', '1', '3', '2', '2.00', '8.00', '0.25', '0.05', '1.50', '50.00 %', '1.00 %'],
  ]);
  expect(texts('p').join()).toContain(
    '2, which began within 1.13 ms of each other, by clocks that are known to 0.05 ms. Each drew the whole schedule and sent its share; the coordinator, which took their rows, used 1.00 s of CPU time.',
  );
  expect((await madeReport()).texts('h3')).not.toContain('Workers');
});

test('the summary has a line for the workers; warnings tell of lost requests and of drift', () => {
  const shown = summarize(made(GENERATOR, 3));
  expect(shown).toContain(
    'Workers             2, which began within 1.13 ms of each other, by clocks that are known to 0.05 ms',
  );
  expect(shown).toContain(
    'Note: 3 requests were sent, or may have been, by a worker that was lost, and are in no figure: nobody knows what became of them',
  );
  expect(shown).toContain('Note: The clock of worker 1 drifted by -2.5 ms during the run');
  const calm = { ...GENERATOR, workers: [worker(0), worker(1, { clockDriftMs: 1.9 })] };
  expect(summarize(made(calm))).not.toMatch(/drifted|lost/);
  expect(summarize(MADE_RESULTS)).not.toContain('Workers');
});

test.each([
  [undefined, 'as many as --concurrency 5 allows, which is 2 or 3 for each worker, were under way'],
  ['no cap but memory', '5 (no cap but memory), which is 2 or 3 for each worker, were under way'],
])('a cap that held requests back is told as that of each worker', (concurrencyFrom, text) => {
  const from = concurrencyFrom === undefined ? {} : { concurrencyFrom };
  const settings = settingsFor('http://unused', { concurrency: 5, workers: 2, ...from });
  const recorder = new Recorder(newFolder(), settings, [], (error) => {
    throw error;
  });
  const { warnings } = recorder.results('r', { outcome: 'done', reason: null }, GENERATOR, {
    ...{ unsent: 0, heldBack: 2, notes: [], waited: {} },
    generator: (own) => own,
  });
  expect(warnings.join()).toContain(text);
});

test('the share of each worker is what it would send', () => {
  const settings = settingsFor('http://unused', { requests: 7, warmup: 1, concurrency: 5 });
  expect(workerShares({ ...settings, workers: 3 })).toEqual([
    { worker: 0, requests: 3, warmup: 1, concurrency: 2 },
    { worker: 1, requests: 2, warmup: 0, concurrency: 2 },
    { worker: 2, requests: 2, warmup: 0, concurrency: 1 },
  ]);
  const { requests: _, ...timed } = settings;
  expect(workerShares({ ...timed, workers: 2 }).map(({ requests }) => requests)).toEqual([
    null,
    null,
  ]);
});

test('nothing of several workers is loaded where there is one', () => {
  const sources = new URL('../../../src/', import.meta.url).pathname;
  const importing = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('run/workers/'))
    .flatMap((path) => {
      const text = readFileSync(join(sources, path), 'utf8');
      return [...text.matchAll(/^import (?!type )[^;]*?from '[^']*\/workers\/[^']*';/gm)].map(
        () => path,
      );
    });
  // A command of its own, which is loaded where it is asked for.
  expect(new Set(importing)).toEqual(new Set(['cli/worker.ts']));
});
