import { MEASURES } from '../../src/figures/measures';
import { historyPanels, lastTotals, metricOf } from './figures';
import { HALF, type Section } from './panel';
import { quantile, quantiles } from './queries';

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

/** What vLLM says of itself. */
export const server: Section = {
  title: 'The server beside the client',
  panels: [
    {
      type: 'timeseries',
      title: "vLLM's queue",
      description: 'Requests that vLLM answers, and those that wait for their turn.',
      unit: 'short',
      ...HALF,
      queries: [
        { expr: 'sum(vllm:num_requests_running)', legend: 'running' },
        { expr: 'sum(vllm:num_requests_waiting)', legend: 'waiting' },
      ],
    },
    {
      type: 'timeseries',
      title: `${MEASURES.ttft.title}: client and server`,
      description:
        'What lies between the two is the network, proxies and the server before its engine.',
      unit: 's',
      ...HALF,
      queries: [
        ...quantiles(metricOf(MEASURES.ttft), 'client ', [0.5, 0.99]),
        ...[0.5, 0.99].map((q) => ({
          expr: quantile(q, 'vllm:time_to_first_token_seconds', ''),
          legend: `vLLM p${q * 100}`,
        })),
      ],
    },
    {
      type: 'timeseries',
      title: 'Time in the queue of vLLM',
      description: 'From arrival to being scheduled.',
      unit: 's',
      ...HALF,
      queries: [0.5, 0.99].map((q) => ({
        expr: quantile(q, 'vllm:request_queue_time_seconds', ''),
        legend: `p${q * 100}`,
      })),
    },
    {
      type: 'timeseries',
      title: 'Tokens of vLLM',
      description: 'All that it processes, whoever asks.',
      unit: 'short',
      ...HALF,
      queries: [
        {
          expr: 'sum(rate(vllm:generation_tokens_total[$__rate_interval]))',
          legend: 'generated/s',
        },
        { expr: 'sum(rate(vllm:prompt_tokens_total[$__rate_interval]))', legend: 'prompt/s' },
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
