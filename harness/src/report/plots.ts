import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { percentileOf } from '../figures/percentile';
import type { ResourceRow } from '../results/schema';
import { Html } from './html';
import type { Plotted, Points, RateBin } from './series';

const ONE = 'var(--one)';
const TWO = 'var(--two)';
const BAD = 'var(--bad)';
const DOTS = 1_500;
const QUANTILE_BINS = 40;
const HISTOGRAM_BINS = 40;

type Marks = NonNullable<Plot.PlotOptions['marks']>;

/** A document that is enough for plots to be drawn in, without a browser. */
const { document } = parseHTML('<html><body></body></html>');

function draw(label: string, options: Plot.PlotOptions, marks: Marks): Html {
  const plot = Plot.plot({
    document,
    width: 640,
    height: 260,
    marginLeft: 52,
    ariaLabel: label,
    style: { background: 'none', fontSize: '11px' },
    ...options,
    marks,
  });
  plot.setAttribute('role', 'img');
  return new Html(plot.outerHTML);
}

const grid = { grid: true, zero: true, nice: true } as const;

/** Dots of single requests, thinned evenly, under the lines of their p50 and p99 over time. */
export function latencyOverTime(points: Points, figure: Plotted, title: string): Html {
  const values = points.values[figure];
  const step = Math.max(1, Math.ceil(values.length / DOTS));
  const dots = values.flatMap((ms, i) => {
    return i % step === 0 && !Number.isNaN(ms) ? [{ at: points.at[i], ms }] : [];
  });
  const lines = quantilesOverTime(points.at, values);
  return draw(
    `${title} of each request over time`,
    { width: 1040, x: { label: 'seconds of load' }, y: { ...grid, label: 'ms' } },
    [
      Plot.dot(dots, { x: 'at', y: 'ms', r: 1.6, fill: ONE, fillOpacity: 0.35 }),
      Plot.lineY(lines, { x: 'at', y: 'p50', stroke: ONE, strokeWidth: 2 }),
      Plot.lineY(lines, { x: 'at', y: 'p99', stroke: TWO, strokeWidth: 2 }),
      Plot.ruleY([0]),
    ],
  );
}

function quantilesOverTime(at: readonly number[], values: readonly number[]) {
  const last = largest(at);
  const bins = Array.from({ length: QUANTILE_BINS }, () => [] as number[]);
  for (const [i, ms] of values.entries()) {
    if (Number.isNaN(ms)) continue;
    const bin = Math.min(QUANTILE_BINS - 1, Math.floor(((at[i] ?? 0) / last) * QUANTILE_BINS));
    bins[bin]?.push(ms);
  }
  return bins.flatMap((values, i) => {
    if (values.length === 0) return [];
    values.sort((a, b) => a - b);
    const at = ((i + 0.5) / QUANTILE_BINS) * last;
    return [{ at, p50: percentileOf(values, 50), p99: percentileOf(values, 99) }];
  });
}

/** `NaN`, which compares as false, is passed over. */
const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => (value > most ? value : most), 0.001);

/** A histogram; a second one, where given, is drawn over it as a line. */
export function distribution(
  title: string,
  values: readonly number[],
  over: readonly number[] = [],
): Html {
  const top = Math.max(largest(values), largest(over));
  return draw(
    `Distribution of ${title}`,
    { x: { label: 'ms', nice: true }, y: { grid: true, label: 'requests' } },
    [
      Plot.rectY(histogram(values, top), {
        ...{ x1: 'from', x2: 'to', y: 'count', insetLeft: 1 },
        ...{ fill: ONE, fillOpacity: 0.75 },
      }),
      Plot.lineY(over.length > 0 ? histogram(over, top) : [], {
        ...{ x: 'from', y: 'count', curve: 'step-after' },
        ...{ stroke: TWO, strokeWidth: 2 },
      }),
      Plot.ruleY([0]),
    ],
  );
}

function histogram(values: readonly number[], top: number) {
  const width = top / HISTOGRAM_BINS;
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.max(0, Math.floor(value / width)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: i * width, to: (i + 1) * width, count }));
}

/** Requests per second that the schedule wanted, those sent, and those that succeeded. */
export function rates(bins: readonly RateBin[], target: number | undefined): Html {
  const at = (bin: RateBin) => (bin.from + bin.to) / 2;
  return draw(
    'Requests per second over time: sent and succeeded, with the target',
    { width: 1040, x: { label: 'seconds of load' }, y: { ...grid, label: 'requests/s' } },
    [
      Plot.lineY(bins, { x: at, y: 'sent', stroke: ONE, strokeWidth: 2 }),
      Plot.lineY(bins, { x: at, y: 'succeeded', stroke: TWO, strokeWidth: 2 }),
      ...(target === undefined
        ? []
        : [Plot.ruleY([target], { stroke: 'currentColor', strokeDasharray: '5 4' })]),
      Plot.ruleY([0]),
    ],
  );
}

/** How many requests failed for each reason. */
export function errorReasons(errors: Readonly<Record<string, number>>): Html {
  const bars = Object.entries(errors).map(([reason, count]) => ({ reason, count }));
  return draw(
    'Failed requests by reason',
    {
      height: 60 + 34 * bars.length,
      marginLeft: 110,
      marginRight: 50,
      x: { grid: true, label: 'requests' },
      y: { label: null },
    },
    [
      Plot.barX(bars, { x: 'count', y: 'reason', fill: BAD, fillOpacity: 0.8, sort: { y: '-x' } }),
      Plot.text(bars, { x: 'count', y: 'reason', text: 'count', dx: 6, textAnchor: 'start' }),
      Plot.ruleX([0]),
    ],
  );
}

/** Failed requests per second over time. */
export function errorsOverTime(bins: readonly RateBin[]): Html {
  return draw(
    'Failed requests per second over time',
    { x: { label: 'seconds of load' }, y: { ...grid, label: 'failures/s' } },
    [
      Plot.rectY(bins, { x1: 'from', x2: 'to', y: 'failed', fill: BAD, fillOpacity: 0.8 }),
      Plot.ruleY([0]),
    ],
  );
}

/** The target's CPU or memory over time, one line a pod. */
export function resource(
  rows: readonly ResourceRow[],
  figure: 'cpuCores' | 'memoryBytes',
  label: string,
): Html {
  const at = (row: ResourceRow) => row.atMs / 1000;
  const value = (row: ResourceRow) =>
    figure === 'cpuCores' ? row.cpuCores : row.memoryBytes / 2 ** 20;
  const series = (row: ResourceRow) => `${row.pod}/${row.container}`;
  return draw(
    `${label} of the target's containers over time`,
    { x: { label: 'seconds of the run' }, y: { ...grid, label } },
    [
      Plot.lineY(rows, { x: at, y: value, z: series, stroke: ONE, strokeWidth: 2, marker: 'dot' }),
      Plot.ruleY([0]),
    ],
  );
}
