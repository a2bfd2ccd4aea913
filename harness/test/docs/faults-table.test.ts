import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const folder = new URL('..', import.meta.url).pathname;
/** The tests of the harness, and those of the library. */
const sources = [folder, join(folder, '../../test')].flatMap((tests) =>
  readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => ({ file: basename(path), text: readFileSync(join(tests, path), 'utf8') })),
);

test('each row of FAULTS.md names a test that there is', () => {
  const table = readFileSync(join(folder, '../FAULTS.md'), 'utf8');
  const rows = table.split('\n').filter((line) => /^\| (?!Fault)/.test(line));
  expect(rows).not.toEqual([]);
  const named = rows.map((row) => /`(\S+\.test\.ts)`: `(.+)` \|$/.exec(row) ?? [row]);
  const missing = named.filter(
    ([, file, name]) =>
      !sources.some((source) => source.file === file && source.text.includes(`'${name}'`)),
  );
  expect(missing.map(([row]) => row)).toEqual([]);
});
