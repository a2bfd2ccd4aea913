import { expect, test } from 'vitest';
import { checkSpace, needOf } from '../../src/results/space';
import type { BenchSettings } from '../../src/settings/settings';
import { newFolder, settingsFor } from '../run/runs';

const MIB = 2 ** 20;
const made = (changes: Partial<BenchSettings>) => settingsFor('http://unused', changes);

test('a run needs room for its rows, with a gap for each token that is asked for', () => {
  // 1,000 rows of 250 bytes; 64 gaps of 8 bytes in each.
  const settings = made({ requests: 990, warmup: 10, maxTokens: 64 });
  expect(needOf(settings)).toEqual({ least: MIB + 250_000, most: MIB + 250_000 + 512_000 });
  expect(needOf({ ...settings, stream: false })?.most).toBe(MIB + 250_000);
  const { requests: _, ...timed } = settings;
  expect(needOf({ ...timed, durationMs: 9_000, rate: 110 })?.least).toBe(MIB + 250_000);
  expect(needOf({ ...settings, durationMs: 9_000, rate: 1 })?.least).toBe(MIB + 19 * 250);
  expect(needOf({ ...timed, durationMs: 9_000 })).toBeUndefined();
});

test.each([
  ['all of it', MIB + 762_000, []],
  ['a byte less', MIB + 761_999, ['the run may write 1.8 MB, and 1.8 MB are free']],
  ['the rows alone', MIB + 250_000, ['the run may write 1.8 MB, and 1.3 MB are free']],
  ['less than these', MIB + 249_999, ['the run writes at least 1.3 MB, and 1.3 MB are free']],
  ['nothing', 0, ['the run writes at least 1.3 MB, and 0.0 MB are free']],
  ['an unknown amount', undefined, []],
])('where %s has room, a note says so before the run', (_, free, wanted) => {
  const notes: string[] = [];
  const settings = made({ requests: 1_000, maxTokens: 64 });
  checkSpace(
    '/out',
    settings,
    (line) => notes.push(line),
    () => free,
  );
  expect(notes).toEqual(wanted.map((text) => expect.stringContaining(`/out: ${text}`)));
});

test('a run asks the disk on which its results will be', () => {
  const asked: string[] = [];
  const notes: string[] = [];
  const folder = newFolder();
  const settings = made({ requests: 2 ** 40 });
  checkSpace(
    `${folder}/a/b`,
    settings,
    (line) => notes.push(line),
    (path) => {
      asked.push(path);
      return 1;
    },
  );
  expect(asked).toEqual([folder]);
  checkSpace(`${folder}/a/b`, settings, (line) => notes.push(line));
  expect(notes[1]).toMatch(/the run writes at least 27\d+\.\d MB, and \d+\.\d MB are free/);
});
