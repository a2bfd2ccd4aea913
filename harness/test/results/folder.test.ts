import { existsSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { createRunFolder, findRun, RUN_FILES, runFile, runNames } from '../../src/results/folder';
import { newFolder } from '../run/runs';
import { filesWith, withoutComments } from './sources';

test.each(Object.entries(RUN_FILES))(
  'the name of the file of %s stands in one place',
  (_, name) => {
    const pattern = new RegExp(name.replace('.', '\\.'));
    expect(filesWith(pattern, 'results/folder.ts')).toEqual([]);
    expect(filesWith(pattern, 'nowhere')).toEqual(['results/folder.ts']);
  },
);

test('the name of the link to the last run stands in one place', () => {
  expect(filesWith(/['"`/]latest['"`/]/, 'results/latest-link.ts')).toEqual([]);
  expect(filesWith(/['"`/]latest['"`/]/, 'nowhere')).toEqual(['results/latest-link.ts']);
});

test('comments may name a file, code may not', () => {
  const text = "/** `a.json` */\nconst url = 'http://a'; // of a.json\nread('b.json');";
  expect(withoutComments(text)).toBe("\nconst url = 'http://a'; \nread('b.json');");
});

test('the folder of a run is named by its second in UTC, with a number where that is taken', () => {
  const outputDir = join(newFolder(), 'results');
  const started = new Date('2026-11-25T10:00:08.999Z');
  const names = ['2026-11-25_10-00-08', '2026-11-25_10-00-08-2', '2026-11-25_10-00-08-3'];
  for (const name of names) {
    expect(createRunFolder(outputDir, started)).toBe(join(outputDir, name));
    expect(readlinkSync(join(outputDir, 'latest'))).toBe(name);
  }
  expect(runNames(outputDir)).toEqual(names.reverse());
  expect(runNames(join(outputDir, 'nowhere'))).toEqual([]);
});

test('a run is found by its path, its name or as latest, where it has a record', () => {
  const outputDir = newFolder();
  const folder = createRunFolder(outputDir, new Date('2026-11-25T10:00:00Z'));
  expect(() => findRun('latest', outputDir)).toThrow(UsageError);
  expect(() => findRun('latest', outputDir)).toThrow(
    `latest: expected a run's folder or its name in ${outputDir}, found no run.json`,
  );
  writeFileSync(runFile(folder, 'record'), '{}');
  expect(findRun(folder, newFolder())).toBe(folder);
  expect(findRun('2026-11-25_10-00-00', outputDir)).toBe(folder);
  expect(findRun('latest', outputDir)).toBe(folder);
  mkdirSync(join(outputDir, 'other'));
  expect(() => findRun('other', outputDir)).toThrow(UsageError);
  expect(existsSync(join(folder, '.room'))).toBe(false);
});
