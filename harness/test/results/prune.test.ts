import {
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { prune } from '../../src/results/prune';
import { pruneByTheHour } from '../../src/serve/pruning';
import { runHere } from '../cli/in-process';
import { run, until } from '../cli/program';
import { MADE_RECORD, writeMadeRun } from '../figures/made-run';
import { newFolder, startMock } from '../run/runs';

const DAY = 24 * 3_600_000;
/** Begins on the first ten days of November. */
const idOf = (day: number) => `2026-11-${String(day).padStart(2, '0')}_10-00-00`;
const NOW = Date.parse('2026-11-11T10:00:00Z');

/** Ten runs, of ages from one day to ten. */
function tenRuns() {
  const outputDir = newFolder();
  for (let day = 1; day <= 10; day++) {
    writeMadeRun(outputDir, { record: { ...MADE_RECORD, id: idOf(day) } });
  }
  const left = () =>
    readdirSync(outputDir)
      .filter((name) => name.startsWith('2026'))
      .map((name) => Number(name.slice(8, 10)))
      .sort((a, b) => a - b);
  return { outputDir, left };
}

test.each([
  [{ keep: 3 }, [8, 9, 10]],
  [{ keep: 0 }, []],
  [{ keep: 10 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  // Of an age of 4 days to the millisecond is not older than that.
  [{ olderThanMs: 4 * DAY }, [7, 8, 9, 10]],
  [{ olderThanMs: 4 * DAY - 1 }, [8, 9, 10]],
  [{ keep: 2, olderThanMs: 4 * DAY }, [7, 8, 9, 10]],
  [{ keep: 6, olderThanMs: 4 * DAY }, [5, 6, 7, 8, 9, 10]],
])('%j leaves the runs of the days %j', (rule, days) => {
  const { outputDir, left } = tenRuns();
  const removed = [...prune(outputDir, { ...rule, now: NOW })];
  expect(left()).toEqual(days);
  expect(removed).toHaveLength(10 - days.length);
  expect(readdirSync(outputDir)).toHaveLength(days.length);
  for (const each of removed) expect(each.bytes).toBeGreaterThan(1_000);
});

test('what is not surely a run that is over stays, and is named', () => {
  const { outputDir, left } = tenRuns();
  const at = (day: number, ...names: string[]) => join(outputDir, idOf(day), ...names);
  writeFileSync(at(1, 'notes.md'), 'mine');
  mkdirSync(at(2, 'folder'));
  symlinkSync('/etc/passwd', at(3, 'report.html'));
  symlinkSync(idOf(4), join(outputDir, 'latest'));
  mkdirSync(join(outputDir, '2026-10-01_10-00-00'));
  mkdirSync(join(outputDir, '2026-99-99_10-00-00'));
  symlinkSync(newFolder(), join(outputDir, '2026-10-02_10-00-00'));
  writeFileSync(join(outputDir, '2026-10-03_10-00-00'), '');
  writeFileSync(at(5, 'run.json'), JSON.stringify({ ...MADE_RECORD, outcome: 'running' }));
  const beat = new Date(Date.now() - 60_500);
  writeFileSync(at(6, 'run.json'), JSON.stringify({ ...MADE_RECORD, outcome: 'running' }));
  for (const file of ['run.json', 'requests.jsonl']) utimesSync(at(6, file), beat, beat);
  writeFileSync(at(7, 'run.json'), 'no record');
  writeFileSync(at(8, 'report.html'), '');
  for (const left of ['run.json.1.tmp', 'results.json.23.tmp', 'report.html.4.tmp', '.room'])
    writeFileSync(at(8, left), '');
  const told = [...prune(outputDir, { keep: 0, now: NOW })];
  const kept = Object.fromEntries(
    told.map(({ path, kept }) => [path.slice(outputDir.length + 6), kept ?? 'removed']),
  );
  expect(kept).toEqual({
    [idOf(1).slice(5)]: 'it has what no run writes: notes.md',
    [idOf(2).slice(5)]: 'it has what no run writes: folder',
    [idOf(3).slice(5)]: 'it has what no run writes: report.html',
    [idOf(4).slice(5)]: 'it is the latest',
    [idOf(5).slice(5)]: 'it is under way',
    [idOf(6).slice(5)]: 'removed',
    [idOf(7).slice(5)]: expect.stringContaining("run.json: can't be read"),
    ...Object.fromEntries([8, 9, 10].map((day) => [idOf(day).slice(5), 'removed'])),
    '10-01_10-00-00': 'it has no run.json',
    '10-02_10-00-00': expect.stringContaining('found a link'),
    '10-03_10-00-00': expect.stringContaining('found a file'),
  });
  expect(left()).toContain(99);
  expect(existsSync(at(3, 'report.html'))).toBe(true);
});

test('the command says what it removes, and with --dry-run what it would', async () => {
  const { outputDir, left } = tenRuns();
  const env = { KVMINI_OUTPUT_DIR: outputDir };
  const dry = await runHere(['prune', '--keep', '8', '--dry-run'], env);
  expect(dry.stdout).toMatch(
    new RegExp(
      `^would remove ${outputDir}/${idOf(2)}\nwould remove .*\nWould remove 2 runs, 0.0 MB\n$`,
    ),
  );
  expect(left()).toHaveLength(10);
  const old = await runHere(['prune', '--keep', '8', '--older-than', '1m'], env);
  expect(old).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed 2 runs') });
  expect(left()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  const wrong = await runHere(['prune', '--keep', '-1', '--older-than', '30 days'], env);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    'kvmini: --keep: expected a whole number from 0, found "-1"\nkvmini: --older-than: expected an age such as 30d or 36h, found "30 days"\n',
  ]);
  expect((await runHere(['prune', '--keep', ''], env)).stderr).toContain('--keep: expected');
  expect(await runHere(['prune'], env)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected --keep COUNT, --older-than AGE, or both'),
  });
});

test('a run removes older ones behind itself, where it is told to and benchmark.prune says which', async () => {
  const { url } = await startMock();
  const [outputDir, home] = [newFolder(), newFolder()];
  for (const day of [1, 2]) writeMadeRun(outputDir, { record: { ...MADE_RECORD, id: idOf(day) } });
  const rule = (keep: number) => {
    const serve = {
      service: 's',
      namespace: 'n',
      allowedHosts: [],
      prune: { keep, olderThan: '' },
    };
    const benchmark = { defaultProfile: 'standard', outputDir: '/o', timeout: '1h', retries: 0 };
    const monitoring = { enabled: false, resources: { enabled: false } };
    writeFileSync(join(home, 'config.yaml'), JSON.stringify({ benchmark, monitoring, serve }));
  };
  const bench = async (flag: string) => {
    const load = ['--url', url, '--requests', '2', '--concurrency', '1', '--no-progress'];
    const ended = await run(['bench', ...load, flag], {
      ...{ KVMINI_OUTPUT_DIR: outputDir, KVMINI_HOME: home },
    });
    expect(ended).toMatchObject({ code: 0 });
    return ended.stderr;
  };
  const runs = () => readdirSync(outputDir).filter((name) => name.startsWith('20'));
  rule(0);
  await bench('--prune');
  expect(runs()).toHaveLength(3);
  rule(2);
  expect(await bench('--prune')).toContain(
    `kvmini: ${join(outputDir, idOf(1))}: removed, as benchmark.prune says\n`,
  );
  expect(runs()).toHaveLength(2);
  expect(runs()).not.toContain(idOf(2));
});

test('serve removes old runs at its start and every hour, where it is told to', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'], now: NOW });
  try {
    const { outputDir, left } = tenRuns();
    const log: string[] = [];
    const start = (keep: number, olderThan: string) =>
      pruneByTheHour(
        outputDir,
        outputDir,
        { keep, olderThan },
        (line) => log.push(line),
        () => {},
      );
    start(0, '')();
    expect(vi.getTimerCount()).toBe(0);
    const stop = start(0, '4d');
    await until(() => left().length === 4);
    expect(left()).toEqual([7, 8, 9, 10]);
    expect(log[0]).toBe(`${join(outputDir, idOf(6))}: removed, as benchmark.prune says`);
    // The look ends behind its last run.
    await sleep(50);
    vi.advanceTimersByTime(3_600_000 - 1);
    expect(left()).toHaveLength(4);
    vi.advanceTimersByTime(1);
    await until(() => left().length === 3);
    expect(left()).toEqual([8, 9, 10]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
