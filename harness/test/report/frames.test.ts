import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import { MADE_ROWS } from '../figures/made-rows';
import { MADE_RESULTS } from '../figures/made-run';
import { type Frame, readFrame } from './frame';
import { madeReport, type ReadReport } from './made-report';
import type { Element } from './svg';

const MADE = MADE_ROWS[1] as RequestRow;

const samples = (cpuCores: number) =>
  [0, 15_000].map((atMs) => ({
    ...{ atMs, pod: 'a', container: 'c', memoryBytes: 350 * 2 ** 20 },
    cpuCores: (atMs / 15_000) * cpuCores,
  }));

const made = () => madeReport({}, samples(3));

const svgs = ({ document }: ReadReport) => [...document.querySelectorAll('svg')];
const marks = (within: ReadReport, selector: string) =>
  svgs(within).flatMap((svg) => [...svg.querySelectorAll(selector)]);
const number = (element: Element, name: string) => Number(element.getAttribute(name));

const WIDE = { size: '1040 x 260', grid: 'y', zero: 'y 230' };
const HALF = { ...WIDE, size: '640 x 260' };
const COUNTED = '↑ requests: 0.0 at 230 … 1.0 at 20';

/** By label. The first request is due 0.999 s after the run began, and the last attempt ends 5.001 s later. */
const FRAMES: Readonly<Record<string, Frame>> = {
  'Time to first token of each request over time': {
    ...WIDE,
    // From the first dot, at 0.001 s and so at the margin of 52, to the last, at 3.501 s.
    x: 'seconds of load →: 0.2 at 107 … 3.4 at 992',
    y: '↑ ms: 0 at 230 … 800 at 20',
  },
  'End-to-end time of each request over time': {
    ...WIDE,
    x: 'seconds of load →: 0.2 at 107 … 3.4 at 992',
    y: '↑ ms: 0 at 230 … 1,600 at 20',
  },
  'Requests per second over time: sent and succeeded, with the target': {
    ...WIDE,
    x: 'seconds of load →: 0.5 at 142 … 4.5 at 930',
    y: '↑ requests/s: 0 at 230 … 12 at 20',
  },
  'Distribution of time to first token': { ...HALF, x: 'ms →: 0 at 52 … 800 at 620', y: COUNTED },
  'Distribution of time per output token': { ...HALF, x: 'ms →: 0 at 52 … 90 at 620', y: COUNTED },
  'Distribution of end-to-end time': { ...HALF, x: 'ms →: 0 at 52 … 1,600 at 620', y: COUNTED },
  'Distribution of schedule delay': { ...HALF, x: 'ms →: 0 at 52 … 16 at 620', y: COUNTED },
  'Failed requests by reason': {
    ...{ size: '640 x 128', grid: 'x', zero: 'x 110' },
    x: 'requests →: 0 at 110 … 600 at 590',
    y: ': timeout at 24 … http_5xx at 61',
  },
  'Failed requests per second over time': {
    ...HALF,
    x: 'seconds of load →: 0.0 at 52 … 5.0 at 620',
    y: '↑ failures/s: 0 at 230 … 12 at 20',
  },
  "cores of the target's containers over time": {
    ...HALF,
    x: 'seconds of the run →: 0 at 52 … 14 at 582',
    y: '↑ cores: 0.0 at 230 … 3.0 at 20',
  },
  "MiB of the target's containers over time": {
    ...HALF,
    x: 'seconds of the run →: 0 at 52 … 14 at 582',
    y: '↑ MiB: 0 at 230 … 350 at 20',
  },
};

test('each plot has its size, and axes with units that begin at 0 and end beyond the largest value', async () => {
  const report = await made();
  const found = svgs(report).map((svg) => [svg.getAttribute('aria-label'), readFrame(svg)]);
  expect(Object.fromEntries(found)).toEqual(FRAMES);
  expect(svgs(report).map((svg) => svg.getAttribute('role'))).toEqual(found.map(() => 'img'));
});

test('a plot of errors grows by a line a reason, each with its number behind its bar', async () => {
  const errorsByReason = { connect: 2, timeout: 600, http_5xx: 40, reset: 1 };
  const report = await madeReport({ results: { ...MADE_RESULTS, errorsByReason } });
  const svg = svgs(report).find((each) => number(each, 'height') === 60 + 4 * 34) as Element;
  const bars = [...svg.querySelectorAll('[aria-label=bar] rect')];
  const ends = bars.map((bar) => number(bar, 'x') + number(bar, 'width'));
  const texts = [...svg.querySelectorAll('[aria-label=text]')];
  const places = [...svg.querySelectorAll('[aria-label=text] text')].map((text) =>
    Number(text.getAttribute('transform')?.match(/[\d.]+/)?.[0]),
  );
  expect(places).toEqual(ends);
  expect(texts[0]?.getAttribute('text-anchor')).toBe('start');
  const moved = Number(texts[0]?.getAttribute('transform')?.match(/[\d.]+/)?.[0]);
  expect(moved).toBeGreaterThan(0);
  // The longest bar ends before the margin, in which its number has its place.
  expect(Math.max(...ends) + moved + 30).toBeLessThanOrEqual(640);
});

test('marks that lie over each other can be seen', async () => {
  const report = await made();
  const dots = marks(report, '[aria-label=dot]').filter((each) => each.querySelector('circle'));
  const filled = [
    ...dots,
    ...marks(report, '[aria-label=rect]'),
    ...marks(report, '[aria-label=bar]'),
  ];
  for (const each of filled) {
    const opacity = number(each, 'fill-opacity');
    expect(opacity > 0 && opacity < 1).toBe(true);
  }
  // 1,500 dots of 2 pixels are a tenth of a plot.
  const radii = marks(report, '[aria-label=dot] circle').map((each) => number(each, 'r'));
  expect(Math.max(...radii)).toBeLessThanOrEqual(2);
  expect(Math.min(...radii)).toBeGreaterThanOrEqual(1);
  const widths = marks(report, '[aria-label=line]').map((each) => number(each, 'stroke-width'));
  expect([...new Set(widths)]).toEqual([2]);
});

test('bars of a histogram keep a distance of one pixel, those of failures over time none', async () => {
  const rows = [10, 11, 30].map(
    (ms): RequestRow => ({
      ...{ ...MADE, scheduledMs: 1_000, firstTokenMs: 1_000 + ms, endMs: 1_000 + ms },
      ...{ outcome: 'error', reason: 'reset' },
    }),
  );
  const report = await madeReport({ rows });
  const edges = (label: string) => {
    const svg = svgs(report).find((each) => each.getAttribute('aria-label') === label);
    return [...(svg?.querySelectorAll('[aria-label=rect] rect') ?? [])]
      .filter((bar) => number(bar, 'height') > 0)
      .map((bar) => ['x', 'width'].map((name) => Math.round(10 * number(bar, name)) / 10));
  };
  // 568 pixels from 52 on are 40 bins of 14.2 and less than a millisecond each: 10 is in the 14th, 11 in the 15th.
  expect(edges('Distribution of time to first token')).toEqual([
    [237.6, 13.2],
    [251.8, 13.2],
    [606.8, 13.2],
  ]);
  // Or 60 bins of 9.5, of half a millisecond each.
  expect(edges('Failed requests per second over time')).toEqual([
    [241.3, 9.5],
    [260.3, 9.5],
    [610.5, 9.5],
  ]);
});

test('a load that begins late in its run is drawn as one that begins with it', async () => {
  const late = MADE_ROWS.map(
    (row): RequestRow => ({
      ...row,
      ...{ scheduledMs: row.scheduledMs + 50_000, endMs: row.endMs + 50_000 },
      ...(row.sentMs !== undefined && { sentMs: row.sentMs + 50_000 }),
      ...(row.firstTokenMs !== undefined && { firstTokenMs: row.firstTokenMs + 50_000 }),
      ...(row.lastTokenMs !== undefined && { lastTokenMs: row.lastTokenMs + 50_000 }),
    }),
  );
  const drawn = ({ plot }: ReadReport) => Object.keys(FRAMES).map((label) => plot(label));
  expect(drawn(await madeReport({ rows: late }, samples(3)))).toEqual(drawn(await made()));
});

test('a load without any length, times of 0 and an idle target have axes too', async () => {
  const none: RequestRow = {
    ...{ ...MADE, scheduledMs: 5, sentMs: 5, firstTokenMs: 5, lastTokenMs: 5, endMs: 5 },
    outputTokens: 2,
  };
  const counts = { ...MADE_RESULTS.counts, errors: 0 };
  const files = { rows: [none], results: { ...MADE_RESULTS, counts } };
  const report = await madeReport(files, samples(0));
  const label = (svg: Element) => svg.getAttribute('aria-label') ?? '';
  // What came all at once has no time per output token, so that there is nothing to draw.
  const drawn = svgs(report).filter((svg) => !/time per output token/i.test(label(svg)));
  expect(drawn).toHaveLength(svgs(report).length - 1);
  for (const svg of drawn) {
    const { zero, y } = readFrame(svg);
    expect([label(svg), zero]).toEqual([expect.anything(), 'y 230']);
    expect(y).toMatch(/: 0[.0]* at 230 … [\d,.]*[1-9][\d,.]* at 20$/);
    expect(svg.textContent).not.toMatch(/NaN|Infinity/);
  }
  const cores = "cores of the target's containers over time";
  expect(report.plot(cores)?.lines[0]?.points).toEqual([
    [0, 0],
    [15, 0],
  ]);
  // A sixtieth of a millisecond is the shortest bin: one request in it is 60,000 per second.
  const over = report.plot('Requests per second over time: sent and succeeded, with the target');
  const tops = over?.lines.map(({ points }) => Math.max(...points.map(([, height]) => height)));
  expect(tops).toEqual([60_000, 60_000]);
});
