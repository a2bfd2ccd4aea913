import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { type Columns, type EVENTS, largest, least } from '../figures/columns';
import { percentileOf } from '../figures/percentile';
import type { ResourceRow } from '../results/schema';
import { Html } from './html';

const ONE = 'var(--one)';
const TWO = 'var(--two)';
const BAD = 'var(--bad)';
const DOTS = 1_500;
const QUANTILE_BINS = 40;
const HISTOGRAM_BINS = 40;
const RATE_BINS = 60;
/** A plot of zeros alone has an axis too. */
const LEAST = 0.001;

/** What plots over time are made of. */
export type Events = Columns<keyof typeof EVENTS>;

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

/** An axis from 0 to the largest value, or a little beyond. */
const upTo = (top: number) => ({ grid: true, domain: [0, top], nice: true });

/** The same where the largest value follows from bins. */
const grid = { grid: true, zero: true, nice: true } as const;

/** Bounds of equal bins from 0. A bin ends before its upper bound: the last one lies above `to`, so that it holds it. */
const bounds = (to: number, bins: number): number[] => [
  ...Array.from({ length: bins }, (_, i) => (i * to) / bins),
  to * (1 + Number.EPSILON),
];

/** When each request was sent, or was to be sent, in seconds of the load. */
function secondsOf({ scheduled, sent }: Events): Float64Array {
  const begun = least(scheduled);
  return sent.map((time, i) => ((Number.isNaN(time) ? Number(scheduled[i]) : time) - begun) / 1000);
}

/** Dots of single requests, thinned evenly, under the lines of their p50 and p99 over time. */
export function latencyOverTime(events: Events, values: Float64Array, noun: string): Html {
  const seconds = secondsOf(events);
  const has = (_: number, i: number) => !Number.isNaN(values[i]);
  const [at, ms] = [seconds.filter(has), values.filter(has)];
  const step = Math.ceil(ms.length / DOTS);
  const thin = (all: Float64Array) => all.filter((_, i) => i % step === 0);
  const dots = { x: thin(at), y: thin(ms) };
  const thresholds = bounds(largest(seconds, LEAST), QUANTILE_BINS);
  const line = (percent: number, stroke: string) => {
    const style = { thresholds, x: at, y: ms, stroke, strokeWidth: 2 };
    return Plot.lineY(ms, Plot.binX({ y: nearestRank(percent) }, style));
  };
  return draw(
    `${noun.charAt(0).toUpperCase()}${noun.slice(1)} of each request over time`,
    {
      width: 1040,
      x: { label: 'seconds of load' },
      y: { ...upTo(largest(ms, LEAST)), label: 'ms' },
    },
    [
      Plot.dot(dots.y, { ...dots, r: 1.6, fill: ONE, fillOpacity: 0.35 }),
      line(50, ONE),
      line(99, TWO),
      Plot.ruleY([0]),
    ],
  );
}

/** Plot's own percentiles lie between two values; those of all other places are of the nearest rank. */
const nearestRank = (percent: number) => (values: readonly number[]) =>
  percentileOf(Float64Array.from(values).sort(), percent);

/** A histogram; a second one, where given, is drawn over it as a line. */
export function distribution(noun: string, values: Float64Array, over?: Float64Array): Html {
  const top = largest(values, over ? largest(over, LEAST) : LEAST);
  const thresholds = bounds(top, HISTOGRAM_BINS);
  const line = { thresholds, curve: 'step-after', stroke: TWO, strokeWidth: 2 } as const;
  const bars = { thresholds, insetLeft: 1, fill: ONE, fillOpacity: 0.75 };
  return draw(
    `Distribution of ${noun}`,
    { x: { label: 'ms', domain: [0, top], nice: true }, y: { grid: true, label: 'requests' } },
    [
      Plot.rectY(values, Plot.binX({ y: 'count', filter: null }, bars)),
      ...(over ? [Plot.lineY(over, Plot.binX({ x: 'x1', y: 'count', filter: null }, line))] : []),
      Plot.ruleY([0]),
    ],
  );
}

/** What requests are gathered by over the time of the load, and the times of some of them. */
function overTime({ scheduled, ended, ...events }: Events) {
  const begun = least(scheduled);
  const seconds = (times: Float64Array) => times.map((time) => (time - begun) / 1000);
  const thresholds = bounds((largest(ended, begun + 1) - begun) / 1000, RATE_BINS);
  const endedAs = (succeeded: number) =>
    seconds(ended.filter((_, i) => events.succeeded[i] === succeeded));
  return { thresholds, sent: seconds(events.sent), succeeded: endedAs(1), failed: endedAs(0) };
}

const perSecond = (requests: readonly number[], { x1, x2 }: { x1: number; x2: number }): number =>
  requests.length / (x2 - x1);

/** Requests per second that were sent, and those that succeeded, and the rate that was asked for. */
export function rates(events: Events, target: number | undefined): Html {
  const { thresholds, sent, succeeded } = overTime(events);
  const line = (times: Float64Array, stroke: string) => {
    const style = { thresholds, stroke, strokeWidth: 2 };
    return Plot.lineY(times, Plot.binX({ y: perSecond, filter: null }, style));
  };
  return draw(
    'Requests per second over time: sent and succeeded, with the target',
    { width: 1040, x: { label: 'seconds of load' }, y: { ...grid, label: 'requests/s' } },
    [
      line(sent, ONE),
      line(succeeded, TWO),
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
export function errorsOverTime(events: Events): Html {
  const { thresholds, failed } = overTime(events);
  const bars = { thresholds, inset: 0, fill: BAD, fillOpacity: 0.8 };
  return draw(
    'Failed requests per second over time',
    { x: { label: 'seconds of load' }, y: { ...grid, label: 'failures/s' } },
    [Plot.rectY(failed, Plot.binX({ y: perSecond, filter: null }, bars)), Plot.ruleY([0])],
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
  const top = largest(Float64Array.from(rows, value), LEAST);
  return draw(
    `${label} of the target's containers over time`,
    { x: { label: 'seconds of the run' }, y: { ...upTo(top), label } },
    [
      Plot.lineY(rows, { x: at, y: value, z: series, stroke: ONE, strokeWidth: 2, marker: 'dot' }),
      Plot.ruleY([0]),
    ],
  );
}
