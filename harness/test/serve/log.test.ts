import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { logOnce, openLog } from '../../src/serve/log';
import { newFolder } from '../run/runs';

test('what is odd at every look is logged once, and again after a thousand others', () => {
  const lines: string[] = [];
  const log = logOnce((line) => lines.push(line));
  const others = (count: number) => Array.from({ length: count }, (_, i) => `other ${i}`);
  for (const line of ['odd', 'odd', ...others(999), 'odd']) log(line);
  expect(lines).toEqual(['odd', ...others(999)]);
  // What is noticed is kept within bounds: then all of it is forgotten.
  log('one more');
  log('odd');
  expect(lines.slice(1_000)).toEqual(['one more', 'odd']);
});

test('a log of more than 10 MiB is put aside, in place of the one before', () => {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => stdout.mockRestore());
  const data = newFolder();
  mkdirSync(join(data, 'logs'));
  const [file, older] = ['kvmini.log', 'kvmini.log.1'].map((name) => join(data, 'logs', name));
  writeFileSync(file ?? '', '');
  writeFileSync(older ?? '', 'the one before');
  const most = 10 * 2 ** 20;
  truncateSync(file ?? '', most);
  const log = openLog(data);
  log('one');
  expect(readFileSync(older ?? '', 'utf8')).toBe('the one before');
  log('two\nlines');
  expect(statSync(older ?? '').size).toBeGreaterThan(most);
  expect(readFileSync(file ?? '', 'utf8')).toMatch(/^\S+Z two\\u000alines\n$/);
});
