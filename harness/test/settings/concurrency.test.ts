import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { capOf, tooManyForFiles } from '../../src/settings/concurrency';
import { openFiles } from '../../src/settings/open-files';
import { resolveSettings } from '../../src/settings/resolve';
import { newFolder } from '../run/runs';

function resolve(
  profile: Record<string, unknown>,
  fields: Record<string, string> = {},
  env: Record<string, string> = {},
) {
  const own = newFolder();
  writeFileSync(join(own, 'standard.yaml'), stringify(profile));
  const none = join(own, 'none');
  return resolveSettings({ fields }, env, { home: none, data: none, mounted: none, own });
}

const CAP = /^no cap but the (open-files limit of \d+|memory of \d+ MiB)$/;

test.each<
  [
    string,
    Record<string, unknown>,
    Record<string, string>,
    Record<string, string>,
    number | undefined,
  ]
>([
  ['no rate: the default', {}, {}, {}, 10],
  ['no rate: the profile', { concurrency: 7 }, {}, {}, 7],
  ['a rate from a flag: none', {}, { rate: '5' }, {}, undefined],
  ["a rate from a flag: a profile's is none", { concurrency: 7 }, { rate: '5' }, {}, undefined],
  ['a rate from a flag: a flag', { concurrency: 7 }, { rate: '5', concurrency: '3' }, {}, 3],
  [
    'a rate from a flag: a variable',
    { concurrency: 7 },
    { rate: '5' },
    { KVMINI_CONCURRENCY: '4' },
    4,
  ],
  [
    'a rate from a profile: its own',
    { rate: 5, concurrency: 7 },
    {},
    { KVMINI_CONCURRENCY: '4' },
    7,
  ],
  ['a rate from a profile: none', { rate: 5 }, {}, {}, undefined],
  [
    'a rate from a profile, overridden by a flag: none',
    { rate: 5, concurrency: 7 },
    { rate: '9' },
    {},
    undefined,
  ],
  [
    "a rate from a variable: a profile's is none",
    { concurrency: 7 },
    {},
    { KVMINI_RATE: '5' },
    undefined,
  ],
])('%s', (_, profile, fields, env, cap) => {
  const { settings, origins } = resolve(profile, fields, env);
  if (cap !== undefined) {
    expect(settings).toMatchObject({ concurrency: cap });
    expect(settings).not.toHaveProperty('concurrencyFrom');
  } else {
    expect(settings.concurrency).toBeGreaterThan(100);
    expect(settings.concurrencyFrom).toMatch(CAP);
    expect(origins.concurrency).toBe(settings.concurrencyFrom);
  }
});

test('without a cap it is the open-files limit, and memory where that is less', () => {
  const memoryBytes = 2 ** 30;
  expect(capOf({ files: { limit: 1_024, room: 980 }, memoryBytes })).toEqual({
    ...{ concurrency: 980, origin: 'no cap but the open-files limit of 1024' },
  });
  // Half of a GiB, 128 KiB each.
  const inMemory = { concurrency: 4_096, origin: 'no cap but the memory of 1024 MiB' };
  expect(capOf({ files: { limit: 1_048_576, room: 1_000_000 }, memoryBytes })).toEqual(inMemory);
  expect(capOf({ files: undefined, memoryBytes })).toEqual(inMemory);
});

test('the open-files limit is read as Linux writes it', () => {
  const proc = newFolder();
  mkdirSync(join(proc, 'fd'));
  for (const name of ['0', '1', '2', '3']) writeFileSync(join(proc, 'fd', name), '');
  const limits = (soft: string) =>
    writeFileSync(
      join(proc, 'limits'),
      `Limit                     Soft Limit           Hard Limit           Units     \nMax processes             1 2 processes\nMax open files            ${soft}                 4096                 files     \n`,
    );
  limits('60');
  // 4 are open, 16 are kept.
  expect(openFiles(proc)).toEqual({ limit: 60, room: 40 });
  limits('10');
  expect(openFiles(proc)).toEqual({ limit: 10, room: 1 });
  limits('unlimited');
  expect(openFiles(proc)).toBeUndefined();
  expect(openFiles(join(proc, 'none'))).toBeUndefined();
});

test('more requests in flight than the limit has room for are told before a run', () => {
  const files = { limit: 60, room: 40 };
  expect(tooManyForFiles(40, files)).toBeUndefined();
  expect(tooManyForFiles(200, undefined)).toBeUndefined();
  expect(tooManyForFiles(200, files)).toBe(
    "--concurrency 200: the open-files limit of 60 has room for 40 connections; raise it (ulimit -n 220, or the container runtime's limit), or lower --concurrency",
  );
});

test.each([
  ['maxErrorRate', '50%', 0.5],
  ['maxErrorRate', '0', 0],
  ['maxErrorRate', '1', 1],
  ['stopOnErrors', '50%', 50],
  ['stopOnErrors', '0.1%', 1],
  ['stopOnErrors', '100', 100],
  ['connectionReuse', 'never', 'never'],
])('%s %s is read', (name, text, value) => {
  expect(resolve({}, { [name]: text }).settings).toMatchObject({ [name]: value });
});

test.each([
  ['maxErrorRate', '101%', '--max-error-rate: expected a number of at most 1, found "101%"'],
  ['maxErrorRate', '-1', '--max-error-rate: expected a number of at least 0, found "-1"'],
  ['stopOnErrors', '101', '--stop-on-errors: expected a number of at most 100, found "101"'],
  ['stopOnErrors', '0', '--stop-on-errors: expected a number of at least 1, found "0"'],
  ['stopOnErrors', 'many', '--stop-on-errors: expected a number, found "many"'],
  ['connectionReuse', 'no', '--connection-reuse: expected auto or always or never, found "no"'],
])('%s %s is refused', (name, text, message) => {
  expect(() => resolve({}, { [name]: text })).toThrow(message);
});
