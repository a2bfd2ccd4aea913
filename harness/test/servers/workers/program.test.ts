import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { LiveRow } from '../../../src/live/events';
import type { LiveRun } from '../../../src/live/run';
import { LiveServer } from '../../../src/live/server';
import { shortRun, startPatched } from '../../cli/patched';
import { onlyRun, run, start, until } from '../../cli/program';
import { newFolder, readRun, startMock } from '../../run/runs';

// Each run starts several processes, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000 });
const WITHIN_MS = 60_000;

const manyRequests = (url: string, out: string): string[] => [
  ...shortRun(url, out),
  ...['--requests', '100000', '--concurrency', '8', '--workers', '2'],
];

/** How many whole rows a run has. */
function rowCount(out: string): number {
  const path = join(onlyRun(out) ?? '', 'requests.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** The processes that a process started. */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** The folders of workers in a temporary folder. */
const left = (temporary: string) =>
  readdirSync(temporary).filter((name) => name.startsWith('kvmini-workers-'));

test('a coordinator that is killed: its workers end at once, and keep their rows', async () => {
  const { url } = await startMock({ ttft: 20 });
  const [out, temporary] = [newFolder(), newFolder()];
  const { child, ended } = start(manyRequests(url, out), { TMPDIR: temporary });
  await until(() => rowCount(out) > 20, WITHIN_MS);
  const workers = childrenOf(child.pid ?? 0);
  expect(workers).toHaveLength(2);
  child.kill('SIGKILL');
  await ended;
  await until(() => workers.every(isGone), 15_000);
  const [folder = ''] = left(temporary);
  const kept = [0, 1].map((worker) =>
    readFileSync(join(temporary, folder, `rows-${worker}.jsonl`), 'utf8'),
  );
  const rows = kept.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  expect(rows.length).toBeGreaterThanOrEqual(rowCount(out));
  // What was under way when they saw it says so.
  expect(rows.filter(({ outcome }) => outcome === 'unfinished').length).toBeGreaterThan(0);
  // Nobody else on this machine may read them.
  expect(statSync(join(temporary, folder)).mode & 0o077).toBe(0);
});

test('SIGTERM ends a run and its workers with what finished; a second one ends all at once', async () => {
  const { url } = await startMock({ ttft: 30, faults: { stall: 0.05 } });
  const [out, temporary] = [newFolder(), newFolder()];
  // A warm-up request that stalls would hold the run back for minutes.
  const measuredAlone = ['--warmup', '0'];
  const first = [...manyRequests(url, out), ...measuredAlone];
  const { child, ended } = start(first, { TMPDIR: temporary });
  await until(() => rowCount(out) > 8, WITHIN_MS);
  const workers = childrenOf(child.pid ?? 0);
  child.kill('SIGTERM');
  const { code, stderr } = await ended;
  const { rows, results, record } = readRun(onlyRun(out) ?? '');
  expect([code, record.outcome]).toEqual([130, 'interrupted']);
  expect(stderr).toContain('interrupted by SIGTERM');
  const { attempts, unfinished, warmup, lost } = results.counts;
  expect(rows).toHaveLength(attempts + unfinished + warmup);
  expect([lost, unfinished > 0]).toEqual([0, true]);
  expect([workers.every(isGone), left(temporary)]).toEqual([true, []]);

  const again = newFolder();
  const second = start([...manyRequests(url, again), ...measuredAlone], { TMPDIR: temporary });
  await until(() => rowCount(again) > 8, WITHIN_MS);
  const others = childrenOf(second.child.pid ?? 0);
  second.child.kill('SIGINT');
  second.child.kill('SIGTERM');
  expect((await second.ended).code).toBe(130);
  await until(() => others.every(isGone), 15_000);
});

test('a terminal that interrupts all processes at once interrupts the run', async () => {
  const { url } = await startMock({ ttft: 30 });
  const out = newFolder();
  const { child, ended } = start(manyRequests(url, out));
  await until(() => rowCount(out) > 8, WITHIN_MS);
  for (const pid of [...childrenOf(child.pid ?? 0), child.pid ?? 0]) process.kill(pid, 'SIGINT');
  const { code } = await ended;
  const { results } = readRun(onlyRun(out) ?? '');
  expect([code, results.reason, results.counts.lost]).toEqual([130, 'interrupted by SIGINT', 0]);
});

test('a worker that is told to end ends the run with its name, and its rows are kept', async () => {
  const { url } = await startMock({ ttft: 30 });
  const out = newFolder();
  const { child, ended } = start(manyRequests(url, out));
  await until(() => rowCount(out) > 8, WITHIN_MS);
  const workers = childrenOf(child.pid ?? 0);
  process.kill(workers[1] ?? 0, 'SIGTERM');
  const { code, stderr } = await ended;
  const { results, rows } = readRun(onlyRun(out) ?? '');
  expect(code).toBe(1);
  expect(stderr).toContain('worker 1 of 2 was told to end (SIGTERM)');
  const { attempts, unfinished, warmup, lost } = results.counts;
  expect([rows.length, lost]).toEqual([attempts + unfinished + warmup, 0]);
});

/** A disk that takes so many bytes of a run's rows, and no more. */
const smallDisk = (bytes: number) => `
  const fs = require('node:fs');
  if (process.argv.includes('bench')) {
    const real = fs.writeSync;
    let left = ${bytes};
    fs.writeSync = (file, data, ...more) => {
      if (!String(data).startsWith('{"index"') && left > 0) return real(file, data, ...more);
      if (left <= 0) throw Object.assign(new Error('ENOSPC: made up'), { code: 'ENOSPC' });
      const part = data.subarray(more[0] ?? 0, (more[0] ?? 0) + left);
      left -= part.length;
      return real(file, part);
    };
  }`;

test('a disk that is full mid-run: whole rows stay, and the figures are those of these rows', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const flags = [...shortRun(url, out), '--requests', '2000', '--workers', '2'];
  const { code, stdout, stderr } = await startPatched(flags, smallDisk(5_000)).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/requests\.jsonl: can't be written: the disk is full/);
  const text = readFileSync(join(onlyRun(out) ?? '', 'requests.jsonl'), 'utf8');
  const rows = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const measured = rows.filter(({ phase }) => phase === 'measured').length;
  expect(measured).toBeGreaterThan(5);
  expect(stdout).toMatch(new RegExp(`Requests +${measured}, of which ${measured} succeeded`));
});

test('serve sees one run, however many workers send it', async () => {
  const { url } = await startMock({ ttft: 5 });
  const socket = join(newFolder(), 'live.sock');
  const runs = new Set<LiveRun>();
  const rows: LiveRow[] = [];
  let most = 0;
  const server = new LiveServer(socket, [
    {
      started: (run) => void runs.add(run),
      row: (run, row) => {
        rows.push(row);
        most = Math.max(most, run.inFlight);
        if (rows.length === 60) seen = { utilization: run.utilization, bytes: run.residentBytes };
      },
    },
  ]);
  let seen = { utilization: 0, bytes: 0 };
  await server.listen();
  const load = ['--requests', '300', '--concurrency', '6', '--workers', '3'];
  const shown = await run([...shortRun(url, newFolder()), ...load], { KVMINI_SOCKET: socket });
  await server.close(0);
  expect(shown.code).toBe(0);
  expect([runs.size, rows.length]).toEqual([1, 301]);
  // More than the six would be counted twice; the counts of workers come in parts.
  expect(most).toBeLessThan(300);
  // Of three processes, none of which is the coordinator.
  expect(seen.bytes).toBeGreaterThan(3 * 40 * 2 ** 20);
  expect(shown.stdout).toMatch(/Workers {13}3, which began within \d+\.\d\d ms of each other/);
});
