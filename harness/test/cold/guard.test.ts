import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ScaleGuard } from '../../src/cold/guard';
import { leftAtZero } from '../../src/cold/left';
import { replaceJson } from '../../src/results/write';
import { newFolder } from '../run/runs';

/** A Deployment of three replicas; each of these calls of its API fails. */
function startGuard(fails: readonly number[] = []) {
  const folder = newFolder();
  const log: string[] = [];
  const state = { replicas: 3, calls: 0, onDisk: [] as unknown[] };
  const file = () => JSON.parse(readFileSync(join(folder, 'scale.json'), 'utf8'));
  const call = () => {
    if (fails.includes(++state.calls)) throw new Error('the API is away');
  };
  const api = {
    namespace: 'ml',
    replicas: async () => {
      call();
      return state.replicas;
    },
    setReplicas: async (_: string, replicas: number) => {
      state.onDisk.push(file().state);
      call();
      state.replicas = replicas;
    },
  };
  const found = { deployment: 'demo', replicas: 3 };
  const guard = new ScaleGuard({
    ...{ api, found, folder, pauseMs: 0, log: (line: string) => void log.push(line) },
  });
  return { guard, state, log, file };
}

test('the scale is on the disk before it is changed, and is put back once', async () => {
  const { guard, state, file } = startGuard();
  await guard.set(0);
  expect([state.replicas, state.onDisk]).toEqual([0, ['changed']]);
  expect(file()).toMatchObject({
    ...{ namespace: 'ml', deployment: 'demo', replicas: 3, state: 'changed' },
  });
  expect(await Promise.all([guard.restore(), guard.restore()])).toEqual([true, true]);
  expect([state.replicas, state.onDisk.length, file().state]).toEqual([3, 2, 'restored']);
  await expect(guard.set(0)).rejects.toThrow('the scale is being put back');
});

test('one that was never changed is left alone', async () => {
  const { guard, state } = startGuard();
  expect(await guard.restore()).toBe(true);
  expect(state.calls).toBe(0);
});

test('an API that is away is asked again; one that stays away ends with what to type', async () => {
  const short = startGuard([2, 3, 4]);
  await short.guard.set(0);
  expect(await short.guard.restore()).toBe(true);
  expect(short.state.replicas).toBe(3);
  const long = startGuard(Array.from({ length: 99 }, (_, i) => i + 2));
  await long.guard.set(0);
  expect(await long.guard.restore()).toBe(false);
  expect(long.log.at(-1)).toBe(
    'the scale of demo was NOT put back; do it yourself: kubectl scale deployment/demo --namespace=ml --replicas=3',
  );
  expect(long.file().state).toBe('changed');
});

test('a change whose answer was lost is put back too', async () => {
  const { guard, state, file } = startGuard([1]);
  await expect(guard.set(0)).rejects.toThrow('the API is away');
  state.replicas = 0;
  expect(await guard.restore()).toBe(true);
  expect([state.replicas, file().state]).toEqual([3, 'restored']);
});

test('a scale up that did not come through is no scale of somebody else', async () => {
  const { guard, state, file } = startGuard([3]);
  await guard.set(0);
  await expect(guard.set(3)).rejects.toThrow('the API is away');
  expect(state.replicas).toBe(0);
  expect(await guard.restore()).toBe(true);
  expect([state.replicas, file().state]).toEqual([3, 'restored']);
});

test('what somebody else set meanwhile is said, and left so', async () => {
  const { guard, state, log, file } = startGuard();
  await guard.set(0);
  await guard.check();
  state.replicas = 5;
  await expect(guard.check()).rejects.toThrow(
    'somebody else set the Deployment demo to 5 replicas while it was to have 0',
  );
  expect(await guard.restore()).toBe(true);
  expect([state.replicas, file().state]).toEqual([5, 'others']);
  expect(log).toEqual(['demo has 5 replicas, as somebody else set it: it is left so']);
});

const SCALE = { namespace: 'ml', deployment: 'demo', replicas: 3, foundAt: 'x', state: 'changed' };
const RECORD = {
  ...{ schemaVersion: 1, id: 'x', harness: '1', node: 'v20', target: null, reason: null },
  ...{ settings: { profile: 'cold', concurrency: 1 }, startedAt: 'x', endedAt: null },
  outcome: 'failed',
};
const AT_ZERO = { way: 'Deployment', deployment: 'demo', replicas: 0, how: '' } as const;

test.each<[string, object, object, boolean]>([
  ['killed before it put it back', {}, {}, true],
  ['that put it back', { state: 'restored' }, {}, false],
  ['of another Deployment', { deployment: 'other' }, {}, false],
  ['of another namespace', { namespace: 'other' }, {}, false],
  ['that found none itself', { replicas: 0 }, {}, false],
  ['whose file is none', { replicas: 'x' }, {}, false],
  ['that left one that is up now', {}, { replicas: 1 }, false],
])('a target at zero, and a run %s', (_, changes, now, isRefused) => {
  const outputDir = newFolder();
  const run = join(outputDir, '2026-01-01_00-00-00');
  replaceInFolder(run, { 'scale.json': { ...SCALE, ...changes }, 'run.json': RECORD });
  const why = leftAtZero({ ...AT_ZERO, ...now }, outputDir, 'ml');
  expect(why === undefined).toBe(!isRefused);
  if (isRefused)
    expect(why).toBe(
      'the run 2026-01-01_00-00-00 found 3 replicas of demo and did not put them back; do that first: kubectl scale deployment/demo --namespace=ml --replicas=3',
    );
});

function replaceInFolder(folder: string, files: Readonly<Record<string, object>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) replaceJson(join(folder, name), content);
}
