import { readdirSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, readRun, startMock } from '../run/runs';
import { shortRun, startPatched } from './patched';
import { onlyRun } from './program';

/** Gives the program a wall clock of its own; `at` is an expression of the real time and the look. */
const wallClock = (at: string) => `
  const Real = Date;
  let look = 0;
  const now = () => ((real, look) => ${at})(Real.now(), look++);
  globalThis.Date = class extends Real {
    constructor(...args) { args.length ? super(...args) : super(now()); }
    static now() { return now(); }
  };`;

test.each([
  ['back', 'real - 3600e3 * look'],
  ['forwards', 'real + 3600e3 * look'],
])('a wall clock that jumps %s by an hour at each look changes no figure', async (_, at) => {
  const { server, url } = await startMock();
  const out = newFolder();
  const { code, stderr } = await startPatched(shortRun(url, out), wallClock(at)).ended;
  const folder = onlyRun(out) ?? '';
  const { rows, results, record } = readRun(folder);
  expect([code, stderr, rows.length]).toEqual([0, '', 6]);
  expect(server.truth.take()).toHaveLength(6);
  const took = Date.parse(record.endedAt ?? '') - Date.parse(record.startedAt);
  expect(took).toBeGreaterThanOrEqual((results.durationSeconds ?? 0) * 1000 - 1);
  expect(took).toBeLessThan(60_000);
  const stamp = record.startedAt.slice(0, 19).replace('T', '_').replaceAll(':', '-');
  expect(basename(folder)).toBe(stamp);
  for (const { scheduledMs, sentMs = 0, firstTokenMs = 0, lastTokenMs = 0, endMs } of rows) {
    const times = [0, scheduledMs, sentMs, firstTokenMs, lastTokenMs, endMs, took];
    expect(times).toEqual([...times].sort((a, b) => a - b));
  }
});

test('a clock set back to the second of an earlier run overwrites nothing of it', async () => {
  const { url } = await startMock();
  const out = newFolder();
  const stopped = wallClock("Real.parse('2026-01-01T00:00:00.500Z')");
  for (let run = 0; run < 3; run++) {
    expect((await startPatched(shortRun(url, out), stopped).ended).code).toBe(0);
  }
  const names = ['2026-01-01_00-00-00', '2026-01-01_00-00-00-2', '2026-01-01_00-00-00-3'];
  expect(readdirSync(out).sort()).toEqual([...names, 'latest']);
  expect(readlinkSync(join(out, 'latest'))).toBe(names[2]);
  for (const name of names) {
    expect(readRun(join(out, name)).record).toMatchObject({ id: name, outcome: 'done' });
  }
});
