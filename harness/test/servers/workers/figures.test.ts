import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { FigureCollector } from '../../../src/figures/collector';
import { startMock } from '../../run/runs';
import { computedAgain, figuresText } from '../../run/workers/again';
import { runWorkers } from '../../run/workers/crew';
import { writeTokenizer } from '../../tokenize/made-tokenizer';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });

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
