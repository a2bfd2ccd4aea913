import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import type { ResourceRow } from '../../src/results/schema';
import { MADE_ROWS, MADE_VALUES } from '../figures/made-rows';
import { MADE_RECORD, MADE_RESULTS } from '../figures/made-run';
import { madeReport } from './made-report';
import type { ReadPlot } from './svg';

const ONE = 'var(--one)';
const TWO = 'var(--two)';
const MADE = MADE_ROWS[1] as RequestRow;

const line = (plot: ReadPlot | undefined, color: string) =>
  plot?.lines.find((each) => each.color === color)?.points ?? [];

/** The bars of a histogram, with their sides at the bounds of bins, from which they keep a distance. */
const histogram = (plot: ReadPlot | undefined, width: number) =>
  plot?.bars.map(([from = 0, to = 0, height]) => [
    ...[Math.round(from / width), Math.round(to / width), height],
  ]);

/** The steps of a line that is drawn as a histogram, less those at 0. */
const steps = (plot: ReadPlot | undefined, color: string, width: number) =>
  line(plot, color).flatMap(([to, height], i, all) => {
    const [from, before] = all[i - 1] ?? [0, 0];
    const isStep = height > 0 && height === before;
    return isStep ? [[Math.round(from / width), Math.round(to / width), height]] : [];
  });

/** Requests whose first tokens came so late, all sent at once. */
const withTtft = (times: readonly number[], sentMs = 1_000): RequestRow[] =>
  times.map((ttft) => ({ ...MADE, scheduledMs: 1_000, sentMs, firstTokenMs: sentMs + ttft }));

test('each request is a dot: when it was sent, and its time', async () => {
  const { plot } = await madeReport();
  // From 999, when the schedule said to send the first of them.
  expect(plot('Time to first token of each request over time')?.dots).toEqual([
    ...[
      [0.001, 100],
      [0.501, 200],
      [1.001, 300],
      [3.501, 600],
      [2.001, 800],
    ],
  ]);
  expect(plot('End-to-end time of each request over time')?.dots).toEqual([
    ...[
      [0.001, 140],
      [0.501, 400],
      [1.001, 900],
      [3.501, 1_490],
    ],
  ]);
});

test('dots are thinned evenly from 1500 on', async () => {
  const dots = async (requests: number) => {
    const { plot } = await madeReport({ rows: withTtft(Array(requests).fill(10)) });
    return plot('Time to first token of each request over time')?.dots.length;
  };
  expect([await dots(1_500), await dots(1_501), await dots(4_000)]).toEqual([1_500, 751, 1_334]);
});

test('over the dots lie p50 and p99 of each fortieth of the load', async () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 10 * (i + 1));
  const rows = [
    ...withTtft(hundred, 1_000),
    ...withTtft([7, 5, 6], 2_000),
    ...withTtft([40, 30], 5_000),
  ];
  const { plot } = await madeReport({ rows });
  const over = plot('Time to first token of each request over time');
  // A fortieth of 4 s is 0.1 s. The middles of the first, the eleventh, and the last, in which 4 s are.
  expect(line(over, ONE)).toEqual([
    [0.05, 500],
    [1.05, 6],
    [3.95, 30],
  ]);
  expect(line(over, TWO)).toEqual([
    [0.05, 990],
    [1.05, 7],
    [3.95, 40],
  ]);
});

test('a request that was never sent has its place by the schedule, and no dot', async () => {
  const { sentMs: _, firstTokenMs: __, ...never } = MADE;
  const rows: RequestRow[] = [
    ...withTtft([10]),
    { ...never, scheduledMs: 9_000, outcome: 'error', reason: 'connect' },
  ];
  const { plot } = await madeReport({ rows });
  const over = plot('Time to first token of each request over time');
  expect(over?.dots).toEqual([[0, 10]]);
  // A fortieth of 8 s is 0.2 s.
  expect(line(over, ONE)).toEqual([[0.1, 10]]);
});

test('distributions are histograms of forty bins from 0 to the largest value', async () => {
  const rows = withTtft([0, 10, 11, 19.999, 20, 400, 790, 800]);
  const { plot } = await madeReport({ rows });
  // Bins of 20 ms.
  expect(histogram(plot('Distribution of time to first token'), 20)).toEqual([
    ...[
      [0, 1, 4],
      [1, 2, 1],
      [20, 21, 1],
      [39, 40, 2],
    ],
  ]);
});

test('each distribution is that of the measure that it names', async () => {
  const { plot } = await madeReport();
  const bins = (values: readonly number[]) => {
    const width = Math.max(...values) / 40;
    return values.map((value) => [value, Math.min(39, Math.floor(value / width))] as const);
  };
  for (const [label, name] of [
    ['time to first token', 'ttft'],
    ['time per output token', 'tpot'],
    ['schedule delay', 'scheduleDelay'],
  ] as const) {
    const width = Math.max(...MADE_VALUES[name]) / 40;
    const places = [...new Set(bins(MADE_VALUES[name]).map(([, bin]) => bin))].sort(
      (a, b) => a - b,
    );
    const bars = histogram(plot(`Distribution of ${label}`), width) ?? [];
    expect([label, bars.map(([from]) => from)]).toEqual([label, places]);
  }
});

test('over the distribution from sending lies the one from schedule, in the same bins', async () => {
  const row = (sentMs: number, last: number): RequestRow => ({
    ...{ ...MADE, scheduledMs: 0, sentMs, firstTokenMs: sentMs, lastTokenMs: last },
  });
  // End to end: 10, 50, 100; from schedule: 110, 250, 400.
  const { plot } = await madeReport({ rows: [row(100, 110), row(200, 250), row(300, 400)] });
  const both = plot('Distribution of end-to-end time');
  // Bins of 10 ms.
  expect(histogram(both, 10)).toEqual([
    [1, 2, 1],
    [5, 6, 1],
    [10, 11, 1],
  ]);
  expect(steps(both, TWO, 10)).toEqual([
    [11, 12, 1],
    [25, 26, 1],
  ]);
  expect(line(both, TWO).at(-1)).toEqual([390, 1]);
});

test('requests per second, sent and succeeded, are those of each sixtieth of the load', async () => {
  const at = (sentMs: number, endMs: number, outcome: 'success' | 'error' = 'success') => ({
    ...{ ...MADE, scheduledMs: sentMs, sentMs, endMs, outcome },
    ...(outcome === 'error' && { reason: 'reset' as const }),
  });
  const rows = [at(0, 150), at(10, 160), at(99, 250, 'error'), at(100, 6_000), at(3_000, 5_999)];
  const { plot } = await madeReport({ rows });
  const over = plot('Requests per second over time: sent and succeeded, with the target');
  const busy = (color: string) => line(over, color).filter(([, height]) => height > 0);
  // A sixtieth of 6 s is 0.1 s, in which one request is 10 per second.
  expect(busy(ONE)).toEqual([
    [0.05, 30],
    [0.15, 10],
    [3.05, 10],
  ]);
  expect(busy(TWO)).toEqual([
    [0.15, 20],
    [5.95, 20],
  ]);
  expect(line(over, ONE)).toHaveLength(60);
  expect(over?.rules).toEqual([3]);
  const failed = plot('Failed requests per second over time');
  expect(failed?.bars).toEqual([[0.2, 0.3, 10]]);
});

test('a closed loop has no target, and no line for it', async () => {
  const { rate: _, ...settings } = MADE_RECORD.settings;
  const { plot, texts } = await madeReport({ record: { ...MADE_RECORD, settings } });
  const over = plot('Requests per second over time: sent and succeeded, with the target');
  expect(over?.rules).toEqual([]);
  expect(texts('figcaption').join()).not.toContain('target');
  const open = await madeReport();
  expect(open.texts('figcaption').join()).toContain('dashed: target of 3 /s');
});

test('failures by reason are bars of their number, the most frequent first', async () => {
  const errorsByReason = { connect: 2, timeout: 600, http_5xx: 40 };
  const { plot } = await madeReport({ results: { ...MADE_RESULTS, errorsByReason } });
  const reasons = plot('Failed requests by reason');
  expect(reasons?.labels).toEqual(['timeout', 'http_5xx', 'connect']);
  expect(reasons?.bars).toEqual([
    [0, 600],
    [0, 40],
    [0, 2],
  ]);
  expect(reasons?.texts).toEqual(expect.arrayContaining(['600', '40', '2']));
});

test('there are no plots of errors where there are none, and none at all where nothing was measured', async () => {
  const counts = { ...MADE_RESULTS.counts, errors: 0 };
  const whole = await madeReport({ results: { ...MADE_RESULTS, counts } });
  expect(whole.plot('Failed requests by reason')).toBeUndefined();
  expect(whole.texts('h2')).not.toContain('Errors');
  const nothing = { ...counts, attempts: 0 };
  const empty = await madeReport({ results: { ...MADE_RESULTS, counts: nothing } });
  expect(empty.texts('svg')).toEqual([]);
});

test("the target's resources are lines of cores and MiB, one a container", async () => {
  const row = (atMs: number, pod: string, cpuCores: number, mebibytes: number): ResourceRow => ({
    ...{ atMs, pod, container: 'c', cpuCores, memoryBytes: mebibytes * 2 ** 20 },
  });
  const rows = [row(0, 'a', 1, 100), row(15_000, 'a', 3, 400), row(0, 'b', 2, 200)];
  const { plot } = await madeReport({}, [...rows, row(15_000, 'b', 2.5, 300)]);
  const points = (label: string) => plot(label)?.lines.map((each) => each.points);
  expect(points("cores of the target's containers over time")).toEqual([
    ...[
      [
        [0, 1],
        [15, 3],
      ],
      [
        [0, 2],
        [15, 2.5],
      ],
    ],
  ]);
  expect(points("MiB of the target's containers over time")).toEqual([
    ...[
      [
        [0, 100],
        [15, 400],
      ],
      [
        [0, 200],
        [15, 300],
      ],
    ],
  ]);
});
