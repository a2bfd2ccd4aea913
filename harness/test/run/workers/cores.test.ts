import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { coresAllowed } from '../../../src/settings/cores';
import { withoutIdle, workersOf } from '../../../src/settings/workers';
import { newFolder } from '../runs';

/** Files of cgroups with this content. */
function cgroups(own: string, files: Record<string, string>) {
  const folder = newFolder();
  for (const [path, content] of Object.entries({ ...files, own })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { own: join(folder, 'own'), root: folder };
}

test.each<[string, string, Record<string, string>, number, string]>([
  ['v2 in a container', '0::/\n', { 'cpu.max': '400000 100000\n' }, 4, 'CPU limit of 4 cores'],
  ['v2, two and a half', '0::/\n', { 'cpu.max': '250000 100000\n' }, 2, 'CPU limit of 2.5 cores'],
  ['v2, half a core', '0::/\n', { 'cpu.max': '50000 100000\n' }, 1, 'CPU limit of 0.5 cores'],
  ['v2 without a limit', '0::/\n', { 'cpu.max': 'max 100000\n' }, 8, '8 cores'],
  [
    'v2, where the one above has the limit',
    '0::/user/shell\n',
    { 'user/shell/cpu.max': 'max 100000\n', 'user/cpu.max': '300000 100000\n' },
    ...([3, 'CPU limit of 3 cores'] as const),
  ],
  [
    'v1',
    '3:cpu,cpuacct:/\n2:memory:/\n',
    { 'cpu/cpu.cfs_quota_us': '600000\n', 'cpu/cpu.cfs_period_us': '100000\n' },
    ...([6, 'CPU limit of 6 cores'] as const),
  ],
  [
    'v1 without a limit',
    '3:cpu,cpuacct:/\n',
    { 'cpu/cpu.cfs_quota_us': '-1\n', 'cpu/cpu.cfs_period_us': '100000\n' },
    ...([8, '8 cores'] as const),
  ],
  ['a limit beyond the machine', '0::/\n', { 'cpu.max': '1600000 100000' }, 8, '8 cores'],
  ['no cgroups', '', {}, 8, '8 cores'],
])('auto in cgroups %s', (_, own, files, cores, from) => {
  const found = coresAllowed(cgroups(own, files), 8);
  expect(found).toEqual({ cores, from });
  expect(workersOf('auto', () => found)).toEqual({ workers: cores, origin: `auto: ${from}` });
});

test('a number of workers is what it is; no worker is idle for want of a place', () => {
  expect(workersOf(3)).toEqual({ workers: 3 });
  expect(withoutIdle(3, 3)).toEqual({ workers: 3, notes: [] });
  expect(withoutIdle(4, 2)).toEqual({
    workers: 2,
    notes: [
      '--workers 4: with --concurrency 2 only 2 workers could have a request under way, so there are no more',
    ],
  });
  expect(withoutIdle(4, 1).notes[0]).toContain('only one worker could');
});
