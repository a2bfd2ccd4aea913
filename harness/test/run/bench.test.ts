import { readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import { MEASURES } from '../../src/figures/measures';
import { newFolder, readRun, runBench, settingsFor, startMock } from './runs';

test('a run leaves whole files that agree with each other and with the server', async () => {
  const { server, url } = await startMock();
  const settings = settingsFor(url, { warmup: 3, requests: 20 });
  const outcome = await runBench(settings);
  const { rows, results, record } = readRun(outcome.folder);
  expect(outcome.exitCode).toBe(0);
  expect(outcome.results).toEqual(results);
  expect(rows).toHaveLength(23);
  expect(results.counts).toMatchObject({ attempts: 20, successes: 20, warmup: 3, errors: 0 });
  expect(results.outputTokens).toBe(120);
  expect(results.promptTokens).toBe(160);
  const again = new FigureCollector();
  for (const row of rows) again.add(row);
  expect(results).toMatchObject({ ...again.figures() });
  expect(record).toMatchObject({ outcome: 'done', reason: null, target: { model: 'mock-model' } });
  expect(record.target?.url).toBe(`${url}/v1`);
  expect(readlinkSync(join(settings.outputDir, 'latest'))).toBe(basename(outcome.folder));
  expect(server.truth.take()).toHaveLength(23);
});

test('reports no time that is shorter than the true one', async () => {
  const { server, url } = await startMock({ ttft: 15, gap: 4 });
  const { folder } = await runBench(settingsFor(url, { requests: 30 }));
  const truths = new Map(server.truth.take().map((each) => [each.id.split('-').pop(), each]));
  for (const row of readRun(folder).rows) {
    const truth = truths.get(String(row.index));
    const trueTtft = (truth?.chunks[0] ?? 0) - (truth?.received ?? 0);
    const trueEnd = (truth?.chunks.at(-1) ?? 0) - (truth?.received ?? 0);
    expect(MEASURES.ttft.values(row)[0]).toBeGreaterThan(trueTtft - 0.1);
    expect(MEASURES.endToEnd.values(row)[0]).toBeGreaterThan(trueEnd - 0.1);
    expect(row.chunkGapsMs).toHaveLength(5);
  }
});

test('an answer that is not streamed has no first token, and an end', async () => {
  const { url } = await startMock();
  const { folder } = await runBench(settingsFor(url, { stream: false }));
  const { results } = readRun(folder);
  expect(results.counts.successes).toBe(10);
  expect(results.distributions.ttft).toMatchObject({ count: 0, mean: null });
  expect(results.distributions.endToEnd).toMatchObject({ count: 10 });
  expect(results.outputTokens).toBe(60);
});

test('completions are asked for with a prompt, and several tokens in a chunk are counted', async () => {
  const { url } = await startMock({ tokensPerChunk: 3 });
  const { folder } = await runBench(settingsFor(url, { endpoint: 'completions' }));
  const { results } = readRun(folder);
  expect(results.outputTokens).toBe(60);
  expect(results.distributions.chunkGap?.count).toBe(10);
});

test('two runs at once in one place get folders of their own, and latest is one of them', async () => {
  const { url } = await startMock();
  const outputDir = newFolder();
  const runs = await Promise.all(
    [1, 2, 3].map(() => runBench(settingsFor(url, { outputDir, requests: 5 }))),
  );
  const names = runs.map((run) => basename(run.folder));
  expect(new Set(names).size).toBe(3);
  expect(names).toContain(readlinkSync(join(outputDir, 'latest')));
  for (const run of runs) expect(readRun(run.folder).rows).toHaveLength(5);
});

test('a missed SLO ends with exit code 3, a met one with 0', async () => {
  const { url } = await startMock({ ttft: 30 });
  const missed = await runBench(settingsFor(url, { slo: { ttftMs: 5, good: 0.5 } }));
  expect(missed.exitCode).toBe(3);
  expect(missed.results).toMatchObject({ outcome: 'done', goodFraction: 0, slo: { met: false } });
  const met = await runBench(settingsFor(url, { slo: { ttftMs: 20_000, good: 1 } }));
  expect(met.exitCode).toBe(0);
  expect(met.results).toMatchObject({ goodFraction: 1, slo: { met: true } });
});

test('the time to send load ends a run, and what was due and not sent is told', async () => {
  const { url } = await startMock({ ttft: 50 });
  const settings = settingsFor(url, { concurrency: 1, rate: 200, durationMs: 300 });
  const { requests: _, ...endless } = settings;
  const { results } = await runBench(endless);
  expect(results.outcome).toBe('done');
  expect(results.unsent + results.counts.attempts).toBe(60);
  expect(results.warnings.join()).toContain('never sent');
  const { p99: delay } = results.distributions.scheduleDelay ?? {};
  expect(delay).toBeGreaterThan(results.distributions.ttft?.p50 ?? 0);
});
