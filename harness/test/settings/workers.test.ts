import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capOf, tooManyForFiles } from '../../src/settings/concurrency';
import { coresAllowed } from '../../src/settings/cores';
import { resolveSettings } from '../../src/settings/resolve';
import { workersOf } from '../../src/settings/workers';
import { newFolder } from '../run/runs';
import { placesWith } from './places';

const resolve = (fields: Record<string, string>, env: Record<string, string> = {}) =>
  resolveSettings({ fields }, env, placesWith({ 'own/standard.yaml': {} }));

test('cgroups v1 on the host: the limit is that of the own group', () => {
  const root = newFolder();
  const own = join(root, 'own');
  writeFileSync(own, '4:memory:/other\n3:cpu,cpuacct:/docker/a\n');
  mkdirSync(join(root, 'cpu/docker/a'), { recursive: true });
  writeFileSync(join(root, 'cpu/docker/a/cpu.cfs_quota_us'), '300000\n');
  writeFileSync(join(root, 'cpu/docker/a/cpu.cfs_period_us'), '100000\n');
  expect(coresAllowed({ own, root }, 8)).toEqual({ cores: 3, from: 'CPU limit of 3 cores' });
});

test('auto takes as many workers as there can be', () => {
  const on = (cores: number) => workersOf('auto', () => ({ cores, from: `${cores} cores` }));
  expect(on(256)).toEqual({ workers: 256, origin: 'auto: 256 cores' });
  expect(on(257)).toEqual({ workers: 256, origin: 'auto: 257 cores' });
});

describe('the open-files limit of each of several workers', () => {
  const files = { limit: 60, room: 40 };

  test('is the cap of a rate as often as there are workers', () => {
    expect(capOf({ files, memoryBytes: 2 ** 30 }, 3)).toEqual({
      ...{ concurrency: 120, origin: 'no cap but the open-files limit of 60 of each of 3 workers' },
    });
    // Half of 16 MiB, 128 KiB each.
    expect(capOf({ files, memoryBytes: 2 ** 24 }, 3).concurrency).toBe(64);
  });

  test('has room for the largest share', () => {
    expect(tooManyForFiles(80, files, 2)).toBeUndefined();
    expect(tooManyForFiles(81, files, 2)).toBe(
      "--concurrency 81: the open-files limit of 60 of each of 2 workers has room for 40 connections; raise it (ulimit -n 61, or the container runtime's limit), or lower --concurrency",
    );
  });
});

describe('pods', () => {
  test('are one worker each, whatever number of workers is said elsewhere', () => {
    expect(resolve({ pods: '3' }).settings).toMatchObject({ pods: 3, workers: 3 });
    expect(resolve({ pods: '3' }, { KVMINI_WORKERS: '2' }).settings.workers).toBe(3);
    expect(resolve({ workers: '2' }, { KVMINI_PODS: '3' }).settings.workers).toBe(3);
    expect(() => resolve({ pods: '3', workers: '2' })).toThrow(
      '--pods: each of the pods is one worker; leave --workers out',
    );
  });

  test('without a request under way are not made, and the flag is named', () => {
    const few = (flag: string) => resolve({ [flag]: '4', concurrency: '2' });
    expect(few('pods').settings).toMatchObject({ pods: 2, workers: 2 });
    for (const flag of ['pods', 'workers'])
      expect(few(flag).notes).toEqual([
        `--${flag} 4: with --concurrency 2 only 2 workers could have a request under way, so there are no more`,
      ]);
  });
});

test.each([
  ['ttft=1s', false],
  ['tpot=1s', false],
  ['ttft=1s,tpot=1s', false],
  ['e2e=1s', true],
])('a whole answer has no first token to hold against %s', (slo, isTaken) => {
  const attempt = () => resolve({ slo, stream: 'false' });
  if (isTaken) expect(attempt).not.toThrow();
  else expect(attempt).toThrow('--slo: limits on ttft and tpot need --stream');
  expect(() => resolve({ slo, stream: 'true' })).not.toThrow();
});

test('a variable holds a list as lines, since a header may hold any other character', () => {
  const env = { KVMINI_HEADER: 'accept: a, b\n\n  x-y: ä;c\n' };
  expect(resolve({}, env).settings.header).toEqual(['accept: a, b', 'x-y: ä;c']);
});
