import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { latestRun, pointLatestAt } from '../../src/results/latest-link';
import { newFolder } from '../run/runs';

const [FIRST, SECOND] = ['2026-11-25_10-00-00', '2026-11-25_10-00-00-2'];

/** A folder with a link and a text, as far as they are given. */
function withLatest({ link, text }: { link?: string; text?: string }): string {
  const folder = newFolder();
  if (link !== undefined) symlinkSync(link, join(folder, 'latest'));
  if (text !== undefined) writeFileSync(join(folder, 'latest.txt'), text);
  return folder;
}

test.each([
  [{ link: SECOND }, SECOND],
  [{ text: `${SECOND}\n` }, SECOND],
  // The text is from a time when the volume took no links.
  [{ link: SECOND, text: FIRST }, SECOND],
  [{}, undefined],
  [{ link: `../other/${FIRST}` }, undefined],
  [{ link: '/etc' }, undefined],
  [{ text: `${FIRST}/..` }, undefined],
  [{ text: `${FIRST}${' '.repeat(2_000)}` }, undefined],
])('%j names the run %s: a name, never a place', (latest, run) => {
  expect(latestRun(withLatest(latest))).toBe(run);
});

test('a link takes the place of the one before, and of a text', () => {
  const folder = withLatest({ link: FIRST, text: FIRST });
  pointLatestAt(folder, SECOND, () => expect.unreachable());
  expect(latestRun(folder)).toBe(SECOND);
  expect(() => readFileSync(join(folder, 'latest.txt'))).toThrow('ENOENT');
});

test('what else is called latest stays, and a text names the run', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'latest'));
  const told: string[] = [];
  pointLatestAt(folder, SECOND, (line) => void told.push(line));
  expect(latestRun(folder)).toBe(SECOND);
  expect(readFileSync(join(folder, 'latest.txt'), 'utf8')).toBe(`${SECOND}\n`);
  expect(told).toEqual([
    `${join(folder, 'latest')} is a folder, and stays; latest.txt names the last run instead`,
  ]);
});
