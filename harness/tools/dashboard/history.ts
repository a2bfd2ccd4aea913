import { historyPanels, lastTotals } from './figures';
import { HALF, type Section } from './panel';

/** Whether the load generator can be believed. */
export const health: Section = {
  title: 'Health of the load generator',
  panels: [
    {
      type: 'timeseries',
      title: 'Busy part of its thread',
      description: 'Above 90 % its own delays may be in the figures.',
      unit: 'percentunit',
      max: 1,
      ...HALF,
      queries: [
        { expr: 'kvmini_generator_utilization_ratio', legend: 'run' },
        {
          expr: 'rate(process_cpu_seconds_total[$__rate_interval]) and on (instance, job) kvmini_build_info',
          legend: 'serve, CPU',
        },
      ],
    },
    {
      type: 'timeseries',
      title: 'Memory',
      description: 'Of the run under way and of the process that shows these metrics.',
      unit: 'bytes',
      ...HALF,
      queries: [
        { expr: 'kvmini_generator_resident_memory_bytes', legend: 'run' },
        {
          expr: 'process_resident_memory_bytes and on (instance, job) kvmini_build_info',
          legend: 'serve',
        },
      ],
    },
  ],
};

/** How runs compare with those before. */
export const history: Section = {
  title: 'Run history: figures of the last run, as runs follow each other',
  panels: [
    ...historyPanels(),
    {
      type: 'timeseries',
      title: 'Throughput of runs',
      description:
        'Successes and their output tokens over the duration; there is a goodput only where the run has an SLO.',
      unit: 'short',
      ...HALF,
      queries: lastTotals('/s'),
    },
    {
      type: 'timeseries',
      title: 'Errors and good requests of runs',
      description: 'Parts of the attempts; there are good ones only where the run has an SLO.',
      unit: 'percentunit',
      max: 1,
      ...HALF,
      queries: lastTotals('%'),
    },
  ],
};
