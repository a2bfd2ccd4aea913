import { closeSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runFile } from '../../src/results/folder';
import { readRecord, readResources, readResults, readRows } from '../../src/results/read';
import { MADE_ROWS } from '../figures/made-rows';
import { MADE_RECORD, MADE_RESULTS, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

const GOOD = MADE_ROWS[1] ?? MADE_ROWS[0];

async function rowsOf(text: string) {
  const folder = writeMadeRun(newFolder());
  writeFileSync(runFile(folder, 'rows'), text);
  const rows = [];
  for await (const row of readRows(folder)) rows.push(row);
  return rows;
}

const withRow = (changes: object) => rowsOf(`${JSON.stringify({ ...GOOD, ...changes })}\n`);

test('the rows that this program writes are read as they are', async () => {
  const text = MADE_ROWS.map((row) => `${JSON.stringify(row)}\n`).join('');
  expect(await rowsOf(text)).toEqual(MADE_ROWS);
  expect(await rowsOf(text.trimEnd())).toEqual(MADE_ROWS);
  expect(await rowsOf(`${text}{"index":`)).toEqual(MADE_ROWS);
});

test.each([1.5, -1, 2 ** 31, '7', null, [], Number.MAX_SAFE_INTEGER + 2])(
  'a count of %s is unknown, and the largest is known',
  async (count) => {
    const [row] = await withRow({ promptTokens: count, outputTokens: 2 ** 31 - 1 });
    expect(row).not.toHaveProperty('promptTokens');
    expect(row).toHaveProperty('outputTokens', 2_147_483_647);
  },
);

test.each([
  [[], 'expected an object'],
  [{ ...GOOD, phase: 'constructor' }, 'phase: expected warmup or measured'],
  [{ ...GOOD, outcome: null }, 'outcome: expected success, error or unfinished'],
  [{ ...GOOD, endMs: null }, 'endMs: expected milliseconds since the run began'],
  [{ ...GOOD, sentMs: -1 }, 'sentMs: expected milliseconds'],
  [{ ...GOOD, firstTokenMs: 'soon' }, 'firstTokenMs: expected milliseconds'],
  [{ ...GOOD, lastTokenMs: 1e300 }, 'lastTokenMs: expected milliseconds'],
  [{ ...GOOD, chunkGapsMs: [1, null] }, 'chunkGapsMs: expected milliseconds'],
  [{ ...GOOD, chunkGapsMs: 7 }, 'chunkGapsMs: expected milliseconds'],
])('a row that is none is an error with its line: %j', async (value, why) => {
  const text = `${JSON.stringify(GOOD)}\n${JSON.stringify(value)}\n${JSON.stringify(GOOD)}\n`;
  await expect(rowsOf(text)).rejects.toThrow(
    `requests.jsonl:2: not as this version writes it: ${why}`,
  );
});

test('words of others in a row are made fit for a terminal', async () => {
  const [row] = await withRow({ message: 'a\u001b[2J', fingerprint: 'b\u0007' });
  expect(row).toMatchObject({ message: 'a\\u001b[2J', fingerprint: 'b\\u0007' });
});

test('what is no JSON is an error with its line, and so is 1e999', async () => {
  const good = JSON.stringify(GOOD);
  await expect(rowsOf(`${good}\nNaN\n${good}\n`)).rejects.toThrow(
    'requests.jsonl:2: not valid JSON',
  );
  const endless = good.replace(/"endMs":[\d.]+/, '"endMs":1e999');
  await expect(rowsOf(`${endless}\n`)).rejects.toThrow('requests.jsonl:1: not as this version');
});

test('a reason that is none is other, and no row has another prototype', async () => {
  const text = JSON.stringify({ ...GOOD, outcome: 'error', reason: '__proto__' });
  const [row] = await rowsOf(`${text.replace('{', '{"__proto__":{"good":true},')}\n`);
  expect(row?.reason).toBe('other');
  expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
  expect(Object.prototype).not.toHaveProperty('good');
});

test('a line of a gigabyte is an error, and takes no gigabyte', async () => {
  const folder = writeMadeRun(newFolder());
  const path = runFile(folder, 'rows');
  truncateSync(path, 0);
  truncateSync(path, 1e9);
  const before = process.memoryUsage.rss();
  await expect(readRows(folder).next()).rejects.toThrow(
    `${path}:1: expected a line of at most 16 MiB`,
  );
  expect(process.memoryUsage.rss() - before).toBeLessThan(300e6);
});

test('a line of nearly 16 MiB is read', async () => {
  expect(await withRow({ pad: 'x'.repeat(2 ** 24 - 2_000) })).toHaveLength(1);
});

test('a huge record, a deep one and one that is gone are errors of one line', async () => {
  const folder = writeMadeRun(newFolder());
  const path = runFile(folder, 'record');
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const made = JSON.stringify(MADE_RECORD);
  writeFileSync(path, made.replace('"settings":{', `"settings":{"deep":${deep},`));
  expect(() => readRecord(folder)).toThrow(
    `${path}: can't be read: expected JSON nested at most 64`,
  );
  truncateSync(path, 1024 * 1024 + 1);
  expect(() => readRecord(folder)).toThrow('expected at most 1048576 bytes, found 1048577');
  rmSync(path);
  expect(() => readRecord(folder)).toThrow(`${path}: can't be read: ENOENT`);
  rmSync(runFile(folder, 'rows'));
  await expect(readRows(folder).next()).rejects.toThrow("requests.jsonl: can't be read: ENOENT");
});

test('nesting is counted outside of strings, and 64 is not too deep', () => {
  const folder = writeMadeRun(newFolder());
  const made = JSON.stringify(MADE_RECORD);
  const nested = (depth: number) =>
    made.replace('"settings":{', `"settings":{"x":${'['.repeat(depth)}${']'.repeat(depth)},`);
  writeFileSync(
    runFile(folder, 'record'),
    nested(62).replace('made-model', '[[{{\\"[['.repeat(50)),
  );
  expect(readRecord(folder).id).toBe(MADE_RECORD.id);
  writeFileSync(runFile(folder, 'record'), nested(63));
  expect(() => readRecord(folder)).toThrow('nested at most 64 deep');
});

test('a record sets no prototype', async () => {
  const folder = writeMadeRun(newFolder());
  const proto = '"settings":{"__proto__":{"rate":"x","slo":7},';
  const made = JSON.stringify({ ...MADE_RECORD, settings: { profile: 'made', concurrency: 4 } });
  writeFileSync(runFile(folder, 'record'), made.replace('"settings":{', proto));
  const { settings } = readRecord(folder);
  expect([settings.slo, settings.rate]).toEqual([undefined, undefined]);
  writeFileSync(runFile(folder, 'results'), JSON.stringify({ ...MADE_RESULTS, outputTokens: 1.5 }));
  await expect(readResults(folder, MADE_RECORD)).rejects.toThrow(
    'results.json: not as this version',
  );
});

test('rows of resources are numbers with names, or an error', async () => {
  const folder = writeMadeRun(newFolder());
  expect(await readResources(folder)).toEqual([]);
  const row = { atMs: 1, pod: 'p', container: 'c', cpuCores: 0.5, memoryBytes: 7 };
  const file = openSync(join(folder, 'resources.jsonl'), 'w');
  writeSync(file, `${JSON.stringify(row)}\n`);
  expect(await readResources(folder)).toEqual([row]);
  writeSync(file, `${JSON.stringify({ ...row, cpuCores: null })}\n`);
  closeSync(file);
  await expect(readResources(folder)).rejects.toThrow('resources.jsonl:2: not as this version');
});
