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
  const all = compareRuns(await sampleOf(base), await sampleOf(run), allowed, 1);
  return (title) => {
    const found = all.find((each) => each.title === title);
    if (!found) throw new Error(`${title}: not compared; ${all.map((each) => each.title)}`);
    return found;
  };
}

test('a sample has the values of each measure in order, and what a success gives per second', async () => {
  const { id, values, results } = await sampleOf(MADE_ROWS, { ...MADE_SLO, ...SLO });
  expect(id).toBe('2026-11-25_10-00-00');
  expect(results.durationSeconds).toBe(5);
  expect([...values.ttft]).toEqual([100, 200, 300, 600, 800]);
  expect([...values.tpot]).toEqual([20, 40, 50, 89]);
  expect([...values.endToEnd]).toEqual([140, 400, 900, 1_490]);
  expect([...values.ttftFromSchedule]).toEqual([101, 202, 304, 608, 816]);
  expect([...values.endToEndFromSchedule]).toEqual([141, 402, 904, 1_498]);
});

// First tokens after 100 to 199 ms: p50 is the 50th of them, p90 the 90th, p99 the 99th.
const quick = requests(100, 100, (i) => 100 + i);
const slow = requests(100, 100, (i) => 2 * (100 + i));

test('percentiles of both runs, and the change between them', async () => {
  const figure = await compared(quick, slow);
  const shown = (title: string) => {
    const { base, run, change, unit, verdict, missed } = figure(title);
    return { base, run, change, unit, verdict, missed };
  };
  const worse = { change: 1, unit: 'ms', verdict: 'worse', missed: true };
  expect(shown('Time to first token, p50')).toEqual({ base: 149, run: 298, ...worse });
  expect(shown('Time to first token, p90')).toEqual({ base: 189, run: 378, ...worse });
  expect(shown('Time to first token, p99')).toEqual({ base: 198, run: 396, ...worse });
  // The last token takes twice as long as the first.
  expect(shown('End to end, p50')).toEqual({ base: 298, run: 596, ...worse });
  expect(shown('End to end, from schedule, p99')).toEqual({ base: 396, run: 792, ...worse });
  expect(shown('Time to first token, from schedule, p90')).toEqual({
    base: 189,
    run: 378,
    ...worse,
  });
  // 149 ms for nine tokens after the first
  expect(figure('Time per output token, p50').base).toBeCloseTo(149 / 9, 9);
});

test('the same the other way round is better, and half', async () => {
  const figure = await compared(slow, quick);
  expect(figure('Time to first token, p50')).toMatchObject({
    ...{ base: 298, run: 149, change: -0.5, verdict: 'better', missed: false },
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
  expect(figure('Request throughput')).toMatchObject({ change: 0, verdict: 'unclear' });
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
  expect(figure('Error rate')).toMatchObject({ base: 0, run: 0, change: 0, verdict: 'unclear' });
});

test('a figure misses where it is worse by more than is allowed, and not where it is by as much', async () => {
  const missed = async (allowed: number) =>
    (await compared(quick, slow, allowed))('Time to first token, p50').missed;
  expect([await missed(1), await missed(0.999)]).toEqual([false, true]);
});

test('a change that chance can explain is unclear, however large', async () => {
  const all = compareRuns(await sampleOf(quick), await sampleOf(quick), 0, 1);
  expect(all.map(({ verdict }) => verdict)).toEqual(all.map(() => 'unclear'));
  // p50 is 200, but of 100 values drawn anew often less than half are: an interval from 0.
  const mixed = requests(100, 100, (i) => (i < 48 ? 100 : 200));
  const figure = await compared(
    requests(100, 100, () => 100),
    mixed,
  );
  const { change, interval, verdict, missed } = figure('Time to first token, p50');
  expect({ change, interval, verdict, missed }).toEqual({
    ...{ change: 1, interval: [0, 1], verdict: 'unclear', missed: false },
  });
  const back = (
    await compared(
      mixed,
      requests(100, 100, () => 100),
    )
  )('Time to first token, p50');
  expect(back).toMatchObject({ change: -0.5, interval: [-0.5, 0], verdict: 'unclear' });
});

test('what one of the runs does not have is left out', async () => {
  const titles = async (base: RequestRow[], run: RequestRow[], slo?: typeof SLO) =>
    compareRuns(await sampleOf(base, slo), await sampleOf(run), 0.05, 1).map(({ title }) => title);
  const single = quick.map((row) => ({ ...row, outputTokens: 1 }));
  expect(await titles(quick, single)).not.toContain('Time per output token, p50');
  expect(await titles(single, quick)).not.toContain('Time per output token, p50');
  expect(await titles(quick, quick)).toContain('Time per output token, p50');
  expect(await titles(quick, quick)).not.toContain('Chunk gap, p50');
  const { slo: _, ...settings } = MADE_RECORD.settings;
  const without = writeMadeRun(newFolder(), {
    ...{ rows: quick, results: null, record: { ...MADE_RECORD, settings } },
  });
  const both = compareRuns(await readSample(without), await sampleOf(quick), 0.05, 1);
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
  expect(figure('Request throughput')).toMatchObject({ change: 0, verdict: 'unclear' });
  expect(figure('Request throughput').interval).toEqual(
    (await compared(quick, quick))('Request throughput').interval,
  );
});

test('the interval of a throughput is that of thirty slices of the run', async () => {
  // All 60 requests of the base end in the first half of its slices: 4 a slice, then none.
  const rows = requests(
    60,
    0,
    () => 1,
    (i) => ({ endMs: 1 + Math.floor(i / 4) * 100 }),
  );
  const last = request(0, 1, { endMs: 3_000, outcome: 'error', reason: 'reset' });
  const even = requests(
    60,
    0,
    () => 1,
    (i) => ({ endMs: 1 + Math.floor(i / 2) * 100 }),
  );
  const figure = await compared([...even, last], [...rows, last]);
  const { base, run, interval } = figure('Request throughput');
  expect([base, run]).toEqual([20, 20]);
  // Of 30 slices of 40/s or 0/s the mean is 20/s with a deviation of 20/√30 = 3.65/s, which is 18 %
  // of 20/s: ± 1.96 of that are 36 %. Slices of 20/s each do not deviate.
  expect(interval[0]).toBeGreaterThan(-0.44);
  expect(interval[0]).toBeLessThan(-0.3);
  expect(interval[1]).toBeGreaterThan(0.3);
  expect(interval[1]).toBeLessThan(0.44);
});
