import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isGone, keepAlive, thisProcess } from '../../src/results/alive';
import { readRecord, readResults } from '../../src/results/read';
import type { RunProcess, RunRecord } from '../../src/results/schema';
import { MADE_RECORD, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

const TICKS = 4_711;
const HERE = { bootId: 'boot-1', pidNamespace: 'pid:[1]' };

/** The `/proc` of a machine with this process and another one in that state. */
function machine(state: string | undefined, pid = 77): string {
  const proc = newFolder();
  const write = (path: string, text: string) => {
    mkdirSync(join(proc, path, '..'), { recursive: true });
    writeFileSync(join(proc, path), text);
  };
  const stat = (of: number, is: string, ticks: number) =>
    write(`${of}/stat`, `${of} (a (b) c) ${is} 1 ${'0 '.repeat(17)}${ticks} 0 0\n`);
  stat(process.pid, 'R', 1);
  if (state) stat(pid, state, TICKS);
  write('sys/kernel/random/boot_id', 'boot-1\n');
  mkdirSync(join(proc, 'self/ns'), { recursive: true });
  symlinkSync('pid:[1]', join(proc, 'self/ns/pid'));
  return proc;
}

const recordOf = (process: RunProcess | undefined, outcome: RunRecord['outcome'] = 'running') => ({
  ...{ ...MADE_RECORD, outcome },
  ...(process && { process }),
});

/** Makes the files of a run as old as that. */
function age(folder: string, ms: number): string {
  const at = new Date(Date.now() - ms);
  for (const file of ['run.json', 'requests.jsonl']) utimesSync(join(folder, file), at, at);
  return folder;
}

test.each<[string, string | undefined, Partial<RunProcess>, gone: boolean]>([
  ['sleeps', 'S', {}, false],
  ['is not there', undefined, {}, true],
  ['has ended, and its parent never asked', 'Z', {}, true],
  ['is just ending', 'X', {}, true],
  ['is another one that got its number', 'S', { startTicks: TICKS + 1 }, true],
])('in its own container: a run whose process %s', (_, state, changes, gone) => {
  const record = recordOf({ pid: 77, startTicks: TICKS, ...HERE, ...changes });
  const folder = age(writeMadeRun(newFolder(), { record, results: null }), 3_600_000);
  expect(isGone(folder, record, machine(state))).toBe(gone);
});

test.each<[string, RunProcess | undefined]>([
  ['on another machine', { pid: 77, startTicks: TICKS, ...HERE, bootId: 'boot-2' }],
  ['in another container', { pid: 77, startTicks: TICKS, ...HERE, pidNamespace: 'pid:[2]' }],
  ['where no system tells of processes', undefined],
])('%s a run is gone when its files were not touched for a minute', (_, process) => {
  const record = recordOf(process);
  const folder = writeMadeRun(newFolder(), { record, results: null });
  const proc = machine('S');
  expect(isGone(age(folder, 55_000), record, proc)).toBe(false);
  expect(isGone(age(folder, 65_000), record, proc)).toBe(true);
  const ended = recordOf(process, 'interrupted');
  expect(isGone(folder, ended, proc)).toBe(false);
});

test.each(['run.json', 'requests.jsonl'])(
  'a run goes on elsewhere as long as its %s is touched',
  (file) => {
    const record = recordOf(undefined);
    const folder = age(writeMadeRun(newFolder(), { record, results: null }), 600_000);
    expect(isGone(folder, record)).toBe(true);
    utimesSync(join(folder, file), new Date(), new Date());
    expect(isGone(folder, record)).toBe(false);
  },
);

test('a run that goes on touches its record, without a descriptor and without a change', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const folder = age(writeMadeRun(newFolder()), 600_000);
  const stop = keepAlive(folder);
  const touched = () => Date.now() - statSync(join(folder, 'run.json')).mtimeMs;
  vi.advanceTimersByTime(4_999);
  expect(touched()).toBeGreaterThan(590_000);
  vi.advanceTimersByTime(1);
  expect(touched()).toBeLessThan(100);
  stop();
  age(folder, 600_000);
  vi.advanceTimersByTime(60_000);
  expect(touched()).toBeGreaterThan(590_000);
});

test.runIf(thisProcess())(
  'a run whose process is gone is broken off, with the figures of what it left',
  async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const here = thisProcess() as RunProcess;
    const ticks = Number(readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')[21]);
    const record = recordOf({ ...here, pid: child.pid ?? 0, startTicks: ticks });
    const folder = writeMadeRun(newFolder(), { record, results: null });
    expect(readRecord(folder).outcome).toBe('running');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = readRecord(folder);
    expect(left).toMatchObject({
      outcome: 'broken_off',
      reason: expect.stringContaining('broken off'),
    });
    const results = await readResults(folder, left);
    expect(results.outcome).toBe('broken_off');
    expect(results.counts.attempts).toBeGreaterThan(0);
  },
);
