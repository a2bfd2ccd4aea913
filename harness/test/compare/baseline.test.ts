import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { latestGood, unlikeWork } from '../../src/compare/baseline';
import { recordExit } from '../../src/results/record';
import type { RunRecord } from '../../src/results/schema';
import { MADE_RECORD, writeMadeRun } from '../figures/made-run';
import { newFolder, settingsFor } from '../run/runs';

/** A run of a name that ended in some way, with the work that is about to be done. */
function made(outputDir: string, id: string, changes: Partial<RunRecord>, name?: string): string {
  const settings = JSON.parse(JSON.stringify({ ...settingsFor('http://x'), runName: name }));
  return writeMadeRun(outputDir, {
    record: { ...MADE_RECORD, outcome: 'done', settings, ...changes, id },
  });
}

const DAY = (day: number) => `2026-11-0${day}_03-00-00`;

test('the latest good run is the newest of the same name and work that ended with 0', () => {
  const outputDir = newFolder();
  const wanted = (runName?: string) =>
    latestGood(settingsFor('http://x', { outputDir, ...(runName && { runName }) }));
  expect(wanted('nightly')).toEqual({});
  const older = made(outputDir, DAY(1), { exitCode: 0 }, 'nightly');
  made(outputDir, DAY(2), { exitCode: 3 }, 'nightly');
  made(outputDir, DAY(3), {}, 'nightly');
  made(outputDir, DAY(4), { exitCode: 1, outcome: 'failed' }, 'nightly');
  made(outputDir, DAY(5), { exitCode: 0 }, 'weekly');
  const unnamed = made(outputDir, DAY(6), { exitCode: 0 });
  const rated = { ...MADE_RECORD.settings, runName: 'nightly', rate: 7 };
  made(outputDir, DAY(7), { exitCode: 0, settings: rated });
  symlinkSync(unnamed, join(outputDir, DAY(8)));
  expect(wanted('nightly')).toEqual({ folder: older });
  expect(wanted()).toEqual({ folder: unnamed });
  expect(wanted('monthly')).toEqual({});
  recordExit(older, { exitCode: 3 });
  expect(wanted('nightly')).toMatchObject({
    unlike: expect.arrayContaining([{ what: 'rate', values: ['7', '-'] }]),
  });
});

test('work that is alike differs in nothing, and other work in what it was given', () => {
  const settings = settingsFor('http://x');
  const record = { ...MADE_RECORD, settings: JSON.parse(JSON.stringify(settings)) };
  expect(unlikeWork(record, settings)).toEqual([]);
  expect(unlikeWork(record, { ...settings, maxTokens: 7, requests: 99 })).toEqual([
    { what: 'output tokens at most', values: ['6', '7'] },
  ]);
});
