import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import * as reading from '../../src/results/read';
import { replaceFile } from '../../src/results/write';
import { RunIndex } from '../../src/serve/run-index';
import { MADE_RECORD, MADE_RUN, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

vi.mock('../../src/results/read', async (original) => {
  const real = await original<typeof reading>();
  return { ...real, parseText: vi.fn(real.parseText) };
});

const parsed = () => vi.mocked(reading.parseText).mock.calls.length;
const OLD = new Date('2026-11-25T10:00:00.125Z');

function indexed(count: number) {
  vi.mocked(reading.parseText).mockClear();
  const outputDir = newFolder();
  for (let i = 0; i < count; i++) {
    writeMadeRun(outputDir, { record: { ...MADE_RECORD, id: `${MADE_RUN}-${i + 2}` } });
  }
  const odd: string[] = [];
  const index = new RunIndex(outputDir, outputDir, (line) => odd.push(line));
  const path = (i: number, file: string) => join(outputDir, `${MADE_RUN}-${i + 2}`, file);
  return { outputDir, index, odd, path };
}

test('each run is parsed once, and again only where its files change', async () => {
  const { index, path } = indexed(5);
  const first = await index.latest();
  expect(first.runs).toHaveLength(5);
  expect(parsed()).toBe(10);
  expect(await index.latest()).toBe(first);
  expect(parsed()).toBe(10);
  const record = { ...MADE_RECORD, outcome: 'failed' };
  replaceFile(path(2, 'run.json'), JSON.stringify(record));
  const second = await index.latest();
  expect(parsed()).toBe(12);
  expect(second.runs.map((run) => run.record?.outcome)).toEqual([
    ...['done', 'done', 'failed', 'done', 'done'],
  ]);
  // The others are the very same, so that nothing of them is made again.
  expect(second.runs.filter((run, i) => run === first.runs[i])).toHaveLength(4);
  rmSync(path(0, 'results.json'));
  rmSync(dirname(path(1, 'run.json')), { recursive: true });
  const third = await index.latest();
  expect(third.runs.map(({ results }) => results !== undefined)).toEqual([
    ...[true, true, true, false],
  ]);
});

test('a new report shows without a parse, and a growing file of rows shows nothing', async () => {
  const { index, path } = indexed(1);
  const first = await index.latest();
  writeFileSync(path(0, 'requests.jsonl'), 'more', { flag: 'a' });
  expect(await index.latest()).toBe(first);
  expect(parsed()).toBe(2);
  writeFileSync(path(0, 'report.html'), '');
  expect((await index.latest()).runs[0]?.files).toContain('report');
});

test('on a volume that tells whole seconds, a file of that second is read again', async () => {
  const { index, path } = indexed(1);
  const second = new Date(Math.floor(Date.now() / 1000) * 1000);
  utimesSync(path(0, 'run.json'), second, second);
  await index.latest();
  await index.latest();
  expect(parsed()).toBe(4);
  utimesSync(path(0, 'run.json'), OLD, OLD);
  await index.latest();
  await index.latest();
  expect(parsed()).toBe(6);
});

test('pages in a row look at the volume once', async () => {
  const { outputDir, index } = indexed(1);
  expect((await index.runs()).runs).toHaveLength(1);
  writeMadeRun(outputDir);
  expect((await index.runs()).runs).toHaveLength(1);
  expect((await index.latest()).runs).toHaveLength(2);
});

test('the newest 200 are listed, of as many as there are, and what is no folder is named', async () => {
  const { outputDir, index, odd } = indexed(0);
  for (let i = 0; i < 450; i++) mkdirSync(join(outputDir, `2026-11-25_10-00-00-${i}`));
  writeFileSync(join(outputDir, '2026-11-25_11-00-00'), '');
  mkdirSync(join(outputDir, 'notes'));
  const { runs, total } = await index.latest();
  expect([runs.length, total]).toEqual([200, 450]);
  expect(runs.map(({ name }) => name.slice(20))).toEqual(
    Array.from({ length: 200 }, (_, i) => String(449 - i)),
  );
  expect(odd).toEqual([`${join(outputDir, '2026-11-25_11-00-00')}: passed over, it is no folder`]);
});

test('a folder that is gone leaves what was known, and says why', async () => {
  const { outputDir, index, odd } = indexed(1);
  await index.latest();
  rmSync(outputDir, { recursive: true });
  expect((await index.latest()).runs).toHaveLength(1);
  expect(odd).toEqual([expect.stringContaining("the runs can't be read: ENOENT")]);
});

test('a run whose process is gone is shown as broken off, without being read again', async () => {
  const { outputDir, index } = indexed(0);
  const record = { ...MADE_RECORD, outcome: 'running', endedAt: null } as const;
  const folder = writeMadeRun(outputDir, { record, results: null });
  const outcome = async () => (await index.latest()).runs[0]?.record?.outcome;
  const silent = new Date(Date.now() - 59_000.5);
  for (const name of ['run.json', 'requests.jsonl']) utimesSync(join(folder, name), silent, silent);
  expect(await outcome()).toBe('running');
  const gone = new Date(Date.now() - 61_000.5);
  for (const name of ['run.json', 'requests.jsonl']) utimesSync(join(folder, name), gone, gone);
  expect(await outcome()).toBe('broken_off');
  const read = parsed();
  const first = await index.latest();
  expect(await index.latest()).toBe(first);
  expect(parsed()).toBe(read);
});
