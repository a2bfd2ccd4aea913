import { expect, test } from 'vitest';
import { type Compared, compareRuns } from '../../src/compare/compare';
import { readSample } from '../../src/compare/sample';
import type { RequestRow } from '../../src/request/row';
import { MADE_ROWS, MADE_SLO } from '../figures/made-rows';
import { MADE_RECORD, type MadeFiles, writeMadeRun } from '../figures/made-run';
import { newFolder } from '../run/runs';

const MADE = MADE_ROWS[1] as RequestRow;
const SLO = { ttftMs: 10_000, good: 0.5 };

/** A request that is sent on time, with ten output tokens. */
const request = (sentMs: number, ttft: number, change: Partial<RequestRow> = {}): RequestRow => ({
  ...{ ...MADE, scheduledMs: sentMs, sentMs, firstTokenMs: sentMs + ttft, outputTokens: 10 },
  ...{ lastTokenMs: sentMs + 2 * ttft, endMs: sentMs + 2 * ttft },
  ...change,
});

/** Requests sent one after the other, so many milliseconds apart. */
const requests = (
  count: number,
  apart: number,
  ttft: (i: number) => number,
  change: (i: number) => Partial<RequestRow> = () => ({}),
): RequestRow[] => Array.from({ length: count }, (_, i) => request(i * apart, ttft(i), change(i)));

const sampleOf = (rows: readonly RequestRow[], slo: typeof SLO | undefined = SLO) => {
  const { slo: _, ...settings } = MADE_RECORD.settings;
  const record = { ...MADE_RECORD, settings: slo ? { ...settings, slo } : settings };
  const files: MadeFiles = { rows, record, results: null };
  return readSample(writeMadeRun(newFolder(), files));
};

/** Compares runs of these rows; by the titles of the figures. */
async function compared(
  base: readonly RequestRow[],
  run: readonly RequestRow[],
  allowed = 0.05,
): Promise<(title: string) => Compared> {
  const all = compareRuns([await sampleOf(base)], [await sampleOf(run)], allowed);
  return (title) => {
    const found = all.find((each) => each.title === title);
    if (!found) throw new Error(`${title}: not compared; ${all.map((each) => each.title)}`);
    return found;
  };
}

test('a sample has the figures of each attempt, in the order in which they were due', async () => {
  const { record, columns, numbers } = await sampleOf(MADE_ROWS, { ...MADE_SLO, ...SLO });
  expect(record.id).toBe('2026-11-25_10-00-00');
  expect(numbers.durationSeconds).toBe(5);
  // Due in another order than they are written: 4 and 5 before 3.
  expect([...columns.scheduled]).toEqual([999, 1_498, 1_996, 2_984, 3_500, 4_492]);
  expect([...columns.ttft]).toEqual([100, 200, 300, 800, Number.NaN, 600]);
  expect([...columns.tpot]).toEqual([20, 40, 50, Number.NaN, Number.NaN, 89]);
  expect([...columns.endToEndFromSchedule].slice(0, 2)).toEqual([141, 402]);
  expect([...columns.failed]).toEqual([0, 0, 0, 1, 1, 0]);
  expect([...columns.requestThroughput]).toEqual([1, 1, 1, 0, 0, 1]);
  expect([...columns.outputTokenThroughput]).toEqual([3, 6, 13, 0, 0, 11]);
});

// First tokens after 128 ms and 0 to 1,023 eighths, mixed up: p50 is the 512th of them, p90 the 922nd, p99 the 1,014th.
const spread = (i: number) => 128 + ((i * 377) % 1_024) / 8;
const quick = requests(1_024, 100, spread);
const slow = requests(1_024, 100, (i) => 2 * spread(i));

test('percentiles of both runs, and the change between them', async () => {
  const figure = await compared(quick, slow);
  const shown = (title: string) => {
    const { base, run, change, unit, verdict, missed } = figure(title);
    return { base, run, change, unit, verdict, missed };
  };
  const worse = { change: 1, unit: 'ms', verdict: 'worse', missed: true };
  expect(shown('Time to first token, p50')).toEqual({ base: 191.875, run: 383.75, ...worse });
  expect(shown('Time to first token, p90')).toEqual({ base: 243.125, run: 486.25, ...worse });
  expect(shown('Time to first token, p99')).toEqual({ base: 254.625, run: 509.25, ...worse });
  // The last token takes twice as long as the first.
  expect(shown('End to end, p50')).toEqual({ base: 383.75, run: 767.5, ...worse });
  expect(shown('End to end, from schedule, p99')).toEqual({ base: 509.25, run: 1018.5, ...worse });
  expect(shown('Time to first token, from schedule, p90')).toEqual({
    base: 243.125,
    run: 486.25,
    ...worse,
  });
  // 191.875 ms for nine tokens after the first
  expect(figure('Time per output token, p50').base).toBeCloseTo(191.875 / 9, 5);
});

test('the same the other way round is better, and half', async () => {
  const figure = await compared(slow, quick);
  expect(figure('Time to first token, p50')).toMatchObject({
    ...{ base: 383.75, run: 191.875, change: -0.5, verdict: 'better', missed: false },
  });
});

test('less throughput is worse, more is better', async () => {
  // 100 successes over 10 s, and over 20 s; the last one ends 100 ms after it was sent.
  const [fast, half] = [requests(100, 100, () => 50), requests(100, 200, () => 100)];
  const down = await compared(fast, half);
  expect(down('Request throughput')).toMatchObject({
    ...{ base: 10, run: 5, change: -0.5, unit: '/s', verdict: 'worse', missed: true },
  });
  expect(down('Output token throughput')).toMatchObject({
    ...{ base: 100, run: 50, change: -0.5, unit: '/s', verdict: 'worse', missed: true },
  });
  const up = await compared(half, fast);
  expect(up('Request throughput')).toMatchObject({ change: 1, verdict: 'better', missed: false });
  expect(up('Output token throughput')).toMatchObject({
    ...{ base: 50, run: 100, verdict: 'better', missed: false },
  });
});

test('output tokens and requests are two throughputs', async () => {
  const few = requests(
    100,
    100,
    () => 50,
    () => ({ outputTokens: 5 }),
  );
  const figure = await compared(
    requests(100, 100, () => 50),
    few,
  );
  expect(figure('Request throughput')).toMatchObject({ change: 0, verdict: 'no change seen' });
  expect(figure('Output token throughput')).toMatchObject({ change: -0.5, verdict: 'worse' });
});

const failing =
  (of: number) =>
  (i: number): Partial<RequestRow> =>
    i % 10 < of ? { outcome: 'error', reason: 'reset' } : {};

test('more errors are worse, and fewer good requests', async () => {
  const [few, many] = [1, 4].map((of) => requests(200, 100, () => 50, failing(of)));
  const down = await compared(few ?? [], many ?? []);
  expect(down('Error rate')).toMatchObject({
    ...{ base: 0.1, run: 0.4, unit: '%', verdict: 'worse', missed: true },
  });
  expect(down('Error rate').change).toBeCloseTo(3, 9);
  expect(down('Good fraction')).toMatchObject({
    ...{ base: 0.9, run: 0.6, unit: '%', verdict: 'worse', missed: true },
  });
  const up = await compared(many ?? [], few ?? []);
  expect(up('Error rate')).toMatchObject({ base: 0.4, run: 0.1, verdict: 'better', missed: false });
  expect(up('Good fraction')).toMatchObject({ verdict: 'better', missed: false });
});

test('good requests are those that meet the SLO', async () => {
  const late = requests(200, 100, (i) => (i % 2 ? 50 : 10_001));
  const figure = await compared(
    requests(200, 100, () => 50),
    late,
  );
  expect(figure('Good fraction')).toMatchObject({ base: 1, run: 0.5, verdict: 'worse' });
  expect(figure('Error rate')).toMatchObject({
    ...{ base: 0, run: 0, change: 0, interval: null, verdict: 'no change seen' },
  });
});

/** Requests of which chance can make nothing else. */
const alike = (ttft: number) => requests(100, 1_000, () => ttft);

test('a figure misses where it is worse by more than is allowed, and not where it is by as much', async () => {
  const missed = async (allowed: number) =>
    (await compared(alike(100), alike(200), allowed))('Time to first token, p50').missed;
  expect([await missed(1), await missed(0.999)]).toEqual([false, true]);
});

test('a run is no change from itself, and none of its figures misses', async () => {
  const all = compareRuns([await sampleOf(quick)], [await sampleOf(quick)], 0);
  expect(all.filter(({ verdict }) => /better|worse/.test(verdict))).toEqual([]);
  expect(all.filter(({ missed }) => missed)).toEqual([]);
  const allowed = compareRuns([await sampleOf(quick)], [await sampleOf(quick)], 0.2);
  const p50 = allowed.find(({ title }) => title === 'Time to first token, p50');
  expect(p50?.verdict).toBe('no change seen');
});

test('of a change that chance can explain nothing can be said, however large it is', async () => {
  // p50 is 200, but 48 of 100 are 100: as many again might have been.
  const mixed = requests(100, 1_000, (i) => ((i * 37) % 100 < 48 ? 100 : 200));
  const figure = await compared(alike(100), mixed);
  const { change, interval, verdict, missed } = figure('Time to first token, p50');
  expect({ change, interval, verdict, missed }).toEqual({
    ...{ change: 1, interval: [0, 1], verdict: "can't say", missed: false },
  });
  const back = (await compared(mixed, alike(100)))('Time to first token, p50');
  expect(back).toMatchObject({ change: -0.5, interval: [-0.5, 0], verdict: "can't say" });
});

test.each([1, 3, 5])('of %d requests there are too few, and no bounds', async (count) => {
  const figures = compareRuns(
    [await sampleOf(requests(count, 1_000, spread))],
    [await sampleOf(requests(count, 1_000, (i) => 3 * spread(i)))],
    0.05,
  );
  const told = figures.filter(({ title }) => /token, p|End to end/.test(title));
  expect(told).not.toEqual([]);
  for (const { interval, verdict, missed } of told)
    expect({ interval, verdict, missed }).toEqual({
      interval: null,
      verdict: 'too few',
      missed: false,
    });
});

test('what one of the runs does not have is left out', async () => {
  const titles = async (base: RequestRow[], run: RequestRow[], slo?: typeof SLO) =>
    compareRuns([await sampleOf(base, slo)], [await sampleOf(run)], 0.05).map(({ title }) => title);
  const single = quick.map((row) => ({ ...row, outputTokens: 1 }));
  expect(await titles(quick, single)).not.toContain('Time per output token, p50');
  expect(await titles(single, quick)).not.toContain('Time per output token, p50');
  expect(await titles(quick, quick)).toContain('Time per output token, p50');
  expect(await titles(quick, quick)).not.toContain('Chunk gap, p50');
  const { slo: _, ...settings } = MADE_RECORD.settings;
  const without = writeMadeRun(newFolder(), {
    ...{ rows: quick, results: null, record: { ...MADE_RECORD, settings } },
  });
  const both = compareRuns([await readSample(without)], [await sampleOf(quick)], 0.05);
  const found = both.map(({ title }) => title);
  expect(found).toContain('Error rate');
  expect(found).not.toContain('Good fraction');
});

test('errors, warm-up and requests that were cut off give no throughput', async () => {
  const ends = (row: RequestRow, change: Partial<RequestRow>) => ({ ...row, ...change });
  const others = quick.flatMap((row) => [
    ends(row, { phase: 'warmup' }),
    ends(row, { outcome: 'unfinished' }),
  ]);
  const figure = await compared(quick, [...quick, ...others]);
  expect(figure('Request throughput')).toMatchObject({ change: 0, verdict: 'no change seen' });
  expect(figure('Request throughput').interval).toEqual(
    (await compared(quick, quick))('Request throughput').interval,
  );
});

test('figures of several runs are their means, and runs that vary between each other leave it open', async () => {
  const groups = async (...times: number[]) =>
    Promise.all(times.map((time) => sampleOf(alike(time))));
  const p50 = (base: Awaited<ReturnType<typeof groups>>, run: typeof base) =>
    compareRuns(base, run, 0.05).find(({ title }) => title === 'Time to first token, p50');
  // Each run by itself knows its own p50 exactly: only two of each kind show how little that says.
  expect(p50(await groups(100), await groups(110))).toMatchObject({
    verdict: 'worse',
    missed: true,
  });
  expect(p50(await groups(90, 110), await groups(100, 120))).toMatchObject({
    ...{ base: 100, run: 110, verdict: 'too few', missed: false },
  });
  const steady = await groups(100, 100.5, 99.5, 100, 100.2);
  const slower = await groups(130, 130.5, 129.5, 130, 130.2);
  expect(p50(steady, slower)).toMatchObject({ verdict: 'worse', missed: true });
});
