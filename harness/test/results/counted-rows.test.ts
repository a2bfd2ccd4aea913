import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runFile } from '../../src/results/folder';
import { readRows } from '../../src/results/read';
import { writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

const row = (index: number, more: object = {}) => ({
  ...{ index, phase: 'measured', outcome: 'success', scheduledMs: 0, endMs: 9 },
  ...{ chunkGapsMs: [], usage: false, ...more },
});

const lines = (values: readonly object[]) =>
  values.map((each) => `${JSON.stringify(each)}\n`).join('');

/** The output tokens of rows, where these were counted afterwards. */
async function tokensOf(rows: readonly object[], counts: readonly object[]) {
  const folder = writeMadeRun(newFolder());
  writeFileSync(runFile(folder, 'rows'), lines(rows));
  writeFileSync(runFile(folder, 'tokens'), lines(counts));
  const tokens: (number | undefined)[] = [];
  for await (const { outputTokens } of readRows(folder)) tokens.push(outputTokens);
  return tokens;
}

test('a count is that of the measured request of its index', async () => {
  const rows = [row(1, { phase: 'warmup' }), row(1), row(0), row(3), row(2)];
  const counts = [
    { index: 1, outputTokens: 4 },
    { index: 0, outputTokens: 5 },
    { index: 2, outputTokens: 6 },
  ];
  expect(await tokensOf(rows, counts)).toEqual([undefined, 4, 5, undefined, 6]);
});

test('what the server said itself counts more', async () => {
  const rows = [row(0, { usage: true, outputTokens: 7 }), row(1)];
  expect(await tokensOf(rows, [{ index: 0, outputTokens: 5 }])).toEqual([7, undefined]);
});
