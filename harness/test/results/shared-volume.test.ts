import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createRunFolder, findRun, runFile } from '../../src/results/folder';
import { latestRun } from '../../src/results/latest-link';
import { readRecord, readResources, readResults, readRows } from '../../src/results/read';
import { readSmall, readSmallAsync } from '../../src/results/volume';
import { JsonLines, replaceFile } from '../../src/results/write';
import { MADE_RECORD, MADE_RUN, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

const SECRET = 'the token';

/** A run on a volume, and a secret outside of it. */
function madeVolume() {
  const outputDir = newFolder();
  const outside = join(newFolder(), 'token');
  writeFileSync(outside, SECRET);
  return { outputDir, outside, folder: writeMadeRun(outputDir) };
}

const BOTH = [
  ['at once', async (path: string) => readSmall(path, 1_000)],
  ['without waiting', (path: string) => readSmallAsync(path, 1_000)],
] as const;

test.each(BOTH)('what is no regular file of the folder is not read, %s', async (_, read) => {
  const { folder, outside } = madeVolume();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('own'), 'mine');
  expect(await read(at('own'))).toBe('mine');
  symlinkSync(outside, at('link'));
  symlinkSync('own', at('beside'));
  execFileSync('mkfifo', [at('fifo')]);
  mkdirSync(at('folder'));
  await expect(read(at('link'))).rejects.toThrow(
    `${at('link')}: expected a regular file of its own, found a link`,
  );
  await expect(read(at('beside'))).rejects.toThrow('found a link');
  await expect(read(at('fifo'))).rejects.toThrow('found a named pipe');
  await expect(read(at('folder'))).rejects.toThrow('found a folder');
  await expect(read('/dev/zero')).rejects.toThrow('found a device');
});

test.each(BOTH)('a folder on the way that is a link leads nowhere, %s', async (_, read) => {
  const { folder, outside } = madeVolume();
  rmSync(folder, { recursive: true });
  symlinkSync(join(outside, '..'), folder);
  await expect(read(join(folder, 'token'))).rejects.toThrow('found one that a link leads to');
});

test.each(BOTH)('a file is read up to its limit and not beyond, %s', async (_, read) => {
  const path = join(newFolder(), 'file');
  writeFileSync(path, 'x'.repeat(1_000));
  expect(await read(path)).toHaveLength(1_000);
  writeFileSync(path, 'x'.repeat(1_001));
  await expect(read(path)).rejects.toThrow('expected at most 1000 bytes, found 1001');
});

test('a run that is a link, or whose files are, is none', async () => {
  const { outputDir, folder } = madeVolume();
  const elsewhere = writeMadeRun(newFolder(), {
    record: { ...MADE_RECORD, id: '2026-11-25_11-00-00' },
  });
  symlinkSync(elsewhere, join(outputDir, '2026-11-25_11-00-00'));
  const path = join(outputDir, '2026-11-25_11-00-00');
  expect(() => findRun('2026-11-25_11-00-00', outputDir)).toThrow(
    `${path}: expected a folder of its own, found a link`,
  );
  expect(() => findRun(path, outputDir)).toThrow('found a link');
  rmSync(runFile(folder, 'record'));
  symlinkSync(runFile(elsewhere, 'record'), runFile(folder, 'record'));
  expect(() => readRecord(findRun(MADE_RUN, outputDir))).toThrow('found a link');
  for (const file of ['rows', 'results', 'resources'] as const) {
    rmSync(runFile(folder, file), { force: true });
    execFileSync('mkfifo', [runFile(folder, file)]);
  }
  await expect(readResults(folder, MADE_RECORD)).rejects.toThrow('found a named pipe');
  await expect(readRows(folder).next()).rejects.toThrow('found a named pipe');
  await expect(readResources(folder)).rejects.toThrow('found a named pipe');
});

test('a folder that the user names by a link is followed, if it is not on the volume', () => {
  const { outputDir, folder } = madeVolume();
  const link = join(newFolder(), 'mine');
  symlinkSync(folder, link);
  expect(findRun(link, newFolder())).toBe(folder);
  expect(findRun(join(outputDir, MADE_RUN), newFolder())).toBe(folder);
  symlinkSync(outputDir, `${link}-all`);
  expect(findRun(MADE_RUN, `${link}-all`)).toBe(folder);
});

test.each([
  ['../elsewhere', undefined],
  ['/etc', undefined],
  ['.', undefined],
  [`${MADE_RUN}/..`, undefined],
  [MADE_RUN, MADE_RUN],
])('latest that says %s names %s', (said, named) => {
  const { outputDir } = madeVolume();
  symlinkSync(said, join(outputDir, 'latest'));
  expect(latestRun(outputDir)).toBe(named);
  rmSync(join(outputDir, 'latest'));
  writeFileSync(join(outputDir, 'latest.txt'), `${said}\n`);
  expect(latestRun(outputDir)).toBe(named);
});

test.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])(
  'a volume without links (%s) has a text that names the last run',
  async (code) => {
    const outputDir = newFolder();
    const old = createRunFolder(outputDir, new Date('2026-11-25T09:00:00Z'));
    expect(readlinkSync(join(outputDir, 'latest'))).toBe('2026-11-25_09-00-00');
    const fs = (await import('node:fs')).default;
    const denied = vi.spyOn(fs, 'symlinkSync').mockImplementation(() => {
      throw Object.assign(new Error(`${code}: made up`), { code });
    });
    onTestFinished(() => denied.mockRestore());
    (await import('node:module')).syncBuiltinESMExports();
    onTestFinished(async () => (await import('node:module')).syncBuiltinESMExports());
    const notes: string[] = [];
    const started = new Date('2026-11-25T10:00:00Z');
    const folder = createRunFolder(outputDir, started, (line) => notes.push(line));
    expect(notes).toEqual([
      `${outputDir} takes no links (${code}); latest.txt names the last run instead`,
    ]);
    expect(readFileSync(join(outputDir, 'latest.txt'), 'utf8')).toBe('2026-11-25_10-00-00\n');
    expect(() => readlinkSync(join(outputDir, 'latest'))).toThrow('ENOENT');
    for (const each of [old, folder]) writeFileSync(runFile(each, 'record'), '{}');
    expect(findRun('latest', outputDir)).toBe(folder);
    expect(findRun(join(outputDir, 'latest'), newFolder())).toBe(folder);
  },
);

test.each(['folder', 'file'])('a %s called latest stays, and a text names the last run', (kind) => {
  const outputDir = newFolder();
  const path = join(outputDir, 'latest');
  if (kind === 'folder') mkdirSync(join(path, 'mine'), { recursive: true });
  else writeFileSync(path, 'mine');
  const notes: string[] = [];
  const folder = createRunFolder(outputDir, new Date(0), (line) => notes.push(line));
  expect(notes).toEqual([`${path} is a ${kind}, and stays; latest.txt names the last run instead`]);
  writeFileSync(runFile(folder, 'record'), '{}');
  expect(findRun('latest', outputDir)).toBe(folder);
  renameSync(path, join(outputDir, 'away'));
  const next = createRunFolder(outputDir, new Date(1_000), () => {});
  writeFileSync(runFile(next, 'record'), '{}');
  expect(findRun('latest', outputDir)).toBe(next);
  expect(() => readFileSync(join(outputDir, 'latest.txt'))).toThrow('ENOENT');
});

test('no link is written through', () => {
  const { folder, outside } = madeVolume();
  symlinkSync(outside, join(folder, `run.json.${process.pid}.tmp`));
  replaceFile(runFile(folder, 'record'), 'new');
  expect(readFileSync(runFile(folder, 'record'), 'utf8')).toBe('new');
  rmSync(runFile(folder, 'rows'));
  symlinkSync(outside, runFile(folder, 'rows'));
  expect(() => new JsonLines(runFile(folder, 'rows'))).toThrow('a link stands there');
  rmSync(runFile(folder, 'rows'));
  execFileSync('mkfifo', [runFile(folder, 'rows')]);
  expect(() => new JsonLines(runFile(folder, 'rows'))).toThrow('a named pipe stands there');
  expect(readFileSync(outside, 'utf8')).toBe(SECRET);
});

test('a place for results that is a link to nowhere ends a run with a reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const outputDir = join(folder, 'results');
  symlinkSync('/nowhere/at/all', outputDir);
  expect(() => createRunFolder(outputDir, new Date(0))).toThrow('is no folder');
});
