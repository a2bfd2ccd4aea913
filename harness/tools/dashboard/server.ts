import { MEASURES } from '../../src/figures/measures';
import { metricOf } from './figures';
import { HALF, type PanelSpec, type Query, type Section } from './panel';
import { quantile, quantiles, WINDOW } from './queries';

/** What stands behind a target's name in those of its pods: as KServe names them, or as a Deployment does. */
const BEHIND = '(-(predictor|kserve).*|-[a-z0-9]+-[a-z0-9]{5}|-[0-9]+)?';
/** Takes the target's name from that of a pod: the part before {@link BEHIND}. */
export const SERVICE_OF_POD = '/^(.+?)(?:-(?:predictor|kserve).*|-[a-z0-9]+-[a-z0-9]{5}|-[0-9]+)$/';
/** Selects the pods of the targets that the reader chose; those that have no such labels, where all are chosen. */
export const OF_TARGET = `{namespace=~"$namespace",pod=~"($service)${BEHIND}"}`;

const rate = (metric: string): string => `sum(rate(${metric}${OF_TARGET}${WINDOW}))`;

/**
 * The mean of a histogram.
 *
 * The first bucket of vLLM's times of a request ends at 0.3 s, so that quantiles below that are made up: of 0.025 ms in the
 * queue they say 150 ms.
 */
const mean = (metric: string): string => `${rate(`${metric}_sum`)} / ${rate(`${metric}_count`)}`;

/** A metric by its name, or by the one that vLLM had before. */
const either = (of: (metric: string) => string, name: string, before: string): string =>
  `${of(name)} or ${of(before)}`;

const panel = (
  title: string,
  description: string,
  unit: string,
  queries: readonly Query[],
): PanelSpec => ({ type: 'timeseries', title, description, unit, ...HALF, queries });

/** What vLLM says of itself, of the targets that the reader chose. */
export const server: Section = {
  title: 'The server beside the client',
  panels: [
    panel(
      "vLLM's queue",
      'Requests that vLLM answers, and those that wait for their turn, of all replicas together.',
      'short',
      [
        { expr: `sum(vllm:num_requests_running${OF_TARGET})`, legend: 'running' },
        { expr: `sum(vllm:num_requests_waiting${OF_TARGET})`, legend: 'waiting' },
      ],
    ),
    panel(
      `${MEASURES.ttft.title}: client and server`,
      'What lies between the two is the network, proxies and the server before its engine.',
      's',
      [
        ...quantiles(metricOf(MEASURES.ttft), 'client ', [0.5, 0.99]),
        ...[0.5, 0.99].map((q) => ({
          expr: quantile(q, 'vllm:time_to_first_token_seconds', OF_TARGET),
          legend: `vLLM p${q * 100}`,
        })),
      ],
    ),
    panel(
      'Where a request spends its time in vLLM, in the mean',
      'Queue: from arrival to its turn. Prefill: to the first token. Decode: to the last. Means, since the first bucket of these histograms ends at 0.3 s.',
      's',
      (['queue', 'prefill', 'decode'] as const).map((part) => ({
        expr: mean(`vllm:request_${part}_time_seconds`),
        legend: part,
      })),
    ),
    panel('Tokens of vLLM', 'All that it processes, whoever asks.', 'short', [
      { expr: rate('vllm:generation_tokens_total'), legend: 'generated/s' },
      { expr: rate('vllm:prompt_tokens_total'), legend: 'prompt/s' },
    ]),
    panel(
      'KV cache in use',
      'Part of the memory for tokens that is taken: the mean of all replicas, and the fullest. When it is full, requests wait or are put off.',
      'percentunit',
      ['avg', 'max'].map((of) => ({
        expr: either(
          (metric) => `${of}(${metric}${OF_TARGET})`,
          'vllm:kv_cache_usage_perc',
          'vllm:gpu_cache_usage_perc',
        ),
        legend: of === 'avg' ? 'mean' : 'fullest',
      })),
    ),
    panel(
      'Prefix cache',
      'Part of the prompt tokens that vLLM looked for in its prefix cache, and found. A run of prompts that it knew has a shorter time to first token.',
      'percentunit',
      [
        {
          expr: either(
            (name) => `${rate(`vllm:${name}_hits_total`)} / ${rate(`vllm:${name}_queries_total`)}`,
            'prefix_cache',
            'gpu_prefix_cache',
          ),
          legend: 'found',
        },
      ],
    ),
    panel(
      'Time between tokens: client and server',
      'Means. A chunk may carry several tokens, so that the two are of different things where it does.',
      's',
      [
        {
          expr: either(
            mean,
            'vllm:inter_token_latency_seconds',
            'vllm:time_per_output_token_seconds',
          ),
          legend: 'vLLM',
        },
        {
          expr: `sum(rate(${metricOf(MEASURES.tpot)}_sum{profile=~"$profile"}${WINDOW})) / sum(rate(${metricOf(MEASURES.tpot)}_count{profile=~"$profile"}${WINDOW}))`,
          legend: 'client',
        },
      ],
    ),
    panel(
      'Requests that ended, and that were put off',
      'Why vLLM ended requests, and preemptions: requests that had to give their memory back and begin anew.',
      'short',
      [
        { expr: rate('vllm:request_success_total'), legend: 'ended/s' },
        { expr: rate('vllm:num_preemptions_total'), legend: 'preemptions/s' },
      ],
    ),
  ],
};
