import { type Measure, measuresWith } from '../../src/figures/measures';
import { totalsWith } from '../../src/figures/totals';
import { HALF, type PanelSpec, type Query } from './panel';
import { quantiles } from './queries';

/** The name of a measure's metric. */
export const metricOf = ({ metric }: Measure): string => `kvmini_${metric}`;

const ofLast = ({ metric }: Measure, legend = '', of: readonly number[] = [0.5, 0.99]): Query[] =>
  of.map((q) => ({
    expr: `kvmini_last_run_${metric}{quantile="${q}"}`,
    legend: `${legend}p${q * 100}`,
  }));

const fromSchedule = ({ name }: Measure): Measure | undefined =>
  measuresWith(({ metric, fromScheduleOf }) => metric && fromScheduleOf === name)[0];

/** The panels of the measures of a section while runs go on. */
export const measurePanels = (section: 'latency' | 'load'): PanelSpec[] =>
  measuresWith(
    ({ metric, fromScheduleOf, section: own = 'latency' }) =>
      metric && !fromScheduleOf && own === section,
  ).map((measure) => {
    const over = fromSchedule(measure);
    return {
      type: 'timeseries',
      unit: 's',
      ...HALF,
      ...(over ? both(measure, over) : one(measure)),
    };
  });

const one = (measure: Measure) => ({
  title: measure.title,
  description: measure.definition,
  queries: quantiles(metricOf(measure)),
});

const both = (measure: Measure, over: Measure) => ({
  title: `${measure.title}, from sending and from schedule`,
  description:
    'Where the two part, requests wait in the load generator: the server is slower than the rate.',
  queries: [
    ...quantiles(metricOf(measure), '', [0.5, 0.99]),
    ...quantiles(metricOf(over), 'from schedule ', [0.5, 0.99]),
  ],
});

/** The gauges of totals of the last run, by what they are counted in. */
export const lastTotals = (unit: '/s' | '%'): Query[] =>
  totalsWith((total) => total.metric && total.unit === unit).map(({ metric, title }) => ({
    expr: `kvmini_last_run_${metric}`,
    legend: title,
  }));

/** The panels of the measures that stand out, as runs follow each other. */
export const historyPanels = (): PanelSpec[] =>
  measuresWith(({ metric, headline }) => metric && headline).map((measure) => {
    const over = fromSchedule(measure);
    return {
      ...{ type: 'timeseries', title: `${measure.title} of runs`, unit: 's', ...HALF },
      description: 'Each step is a run.',
      queries: [...ofLast(measure), ...(over ? ofLast(over, 'from schedule ', [0.99]) : [])],
    };
  });
