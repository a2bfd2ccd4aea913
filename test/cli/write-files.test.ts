import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { writeFiles } from '../../src/cli/write-files';

/** Files that can't be moved to their place, as where another file system is mounted on one of them. */
const fixed = new Set<string>();
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      if (fixed.has(to) && !from.endsWith('.kept')) throw new Error('EBUSY');
      real.renameSync(from, to);
    },
  };
});

const folder = fs.mkdtempSync(join(tmpdir(), 'kvmini-write-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeEach(() => {
  fixed.clear();
  for (const name of fs.readdirSync(folder)) fs.rmSync(join(folder, name), { recursive: true });
});

const content = () =>
  Object.fromEntries(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, fs.readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  );

const NEW = ['a', 'b', 'c'].map((name) => ({ path: `deep/${name}`, content: `new ${name}` }));

test('where one can not be replaced, those before it are what they were', () => {
  fs.mkdirSync(join(folder, 'deep'));
  for (const name of ['a', 'c', 'mine'])
    fs.writeFileSync(join(folder, 'deep', name), `old ${name}`);
  fixed.add(join(folder, 'deep', 'c'));
  expect(() => writeFiles(folder, NEW)).toThrow(`${join(folder, 'deep', 'c')} cannot be written`);
  expect(content()).toEqual({ a: 'old a', c: 'old c', mine: 'old mine' });
});

test('folders that were made for files below one that was there are gone again', () => {
  fixed.add(join(folder, 'deep', 'c'));
  expect(() => writeFiles(folder, NEW)).toThrow('cannot be written');
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('all are replaced', () => {
  fs.mkdirSync(join(folder, 'deep'));
  fs.writeFileSync(join(folder, 'deep', 'a'), 'old a');
  expect(writeFiles(folder, NEW)).toEqual(NEW.map(({ path }) => join(folder, path)));
  expect(content()).toEqual({ a: 'new a', b: 'new b', c: 'new c' });
  expect(fs.readdirSync(folder)).toEqual(['deep']);
});
