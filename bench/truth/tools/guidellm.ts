import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { installPython } from '../install/python';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const PER_SECOND = 1000;

const metric = z.object({
  successful: z.object({
    count: z.number(),
    mean: z.number(),
    total_sum: z.number(),
    percentiles: z.object({ p50: z.number(), p99: z.number() }),
  }),
});

const requests = z
  .array(z.object({ request_start_time: z.number().nullable().optional() }))
  .nullable()
  .optional();

const benchmark = z.object({
  metrics: z.object({
    request_totals: z.object({ successful: z.number(), errored: z.number(), total: z.number() }),
    requests_per_second: metric,
    request_latency: metric,
    output_token_count: metric,
    time_to_first_token_ms: metric,
    inter_token_latency_ms: metric,
    output_tokens_per_second: metric,
  }),
  requests: z.object({ successful: requests, errored: requests, incomplete: requests }),
});

const report = z.object({ benchmarks: z.array(benchmark).min(1) });

function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const cap = work.cap === undefined ? '' : `,max_concurrency=${work.cap}`;
  const args = [
    ...['run', '--backend', `kind=openai_http,target=${url},model=${model}`],
    ...['--profile', `kind=${work.pattern},rate=${work.rate}${cap}`],
    ...['--constraint', `kind=max_requests,count=${work.requests}`],
    ...(tokenizer === undefined ? [] : ['--tokenizer', `kind=hf_auto,model=${tokenizer}`]),
    '--data',
    `kind=synthetic_text,prompt_tokens=${work.promptTokens},output_tokens=${work.tokens}`,
    ...['--seed', `kind=static,value=${work.seed}`],
    ...['--output', `kind=json,path=${join(folder, 'report.json')}`],
    '--disable-console-interactive',
  ];
  const env = {
    GUIDELLM__MAX_WORKER_PROCESSES: '2',
    ...(tokenizer !== undefined && { HF_HUB_OFFLINE: '1' }),
  };
  return { args, env };
}

type Metric = z.output<typeof metric>;

const spread = ({ successful: { count, percentiles } }: Metric, scale = 1) =>
  count === 0 ? {} : { p50: percentiles.p50 * scale, p99: percentiles.p99 * scale };

function read(folder: string): Reported {
  const file = readFileSync(join(folder, 'report.json'), 'utf8');
  const [first] = report.parse(JSON.parse(file)).benchmarks;
  if (first === undefined) throw new Error('no benchmark in the report');
  const { metrics } = first;
  const sent = Object.values(first.requests).flatMap((each) => each ?? []);
  const { successful, errored, total } = metrics.request_totals;
  return {
    requests: total,
    successes: successful,
    errors: errored,
    ttft: spread(metrics.time_to_first_token_ms),
    tpot: spread(metrics.inter_token_latency_ms),
    e2e: spread(metrics.request_latency, PER_SECOND),
    throughput: metrics.requests_per_second.successful.mean,
    tokenThroughput: metrics.output_tokens_per_second.successful.mean,
    outputTokens: metrics.output_token_count.successful.total_sum,
    sent: sent
      .flatMap(({ request_start_time: at }) => (typeof at === 'number' ? [at * PER_SECOND] : []))
      .sort((a, b) => a - b),
  };
}

/** The vLLM project's. */
export const guidellm: Tool = {
  name: 'guidellm',
  page: 'https://github.com/vllm-project/guidellm',
  install: async () => installPython('guidellm'),
  probes: 0,
  ttftOver: 'successes',
  notClaimed: {},
  notes: [
    'What it calls time per output token holds the wait for the first one (end to end / tokens); held against the truth is its inter-token latency, (last − first) / (tokens − 1).',
    'Two worker processes (`GUIDELLM__MAX_WORKER_PROCESSES=2`) instead of its ten, for a machine with two cores.',
  ],
  differences: [
    {
      where: 'errors inside valid streams',
      why: 'An error object in a stream is an error; the finish reason is not looked at, so half of an answer that ended with `error` is a success.',
      source: {
        file: 'guidellm/backends/openai/request_handlers.py',
        line: 1302,
        names: 'choices[0]',
      },
    },
    {
      where: '429s and cut streams: errors',
      why: 'A stream is over when its lines are, whether `[DONE]` came or not.',
      source: { file: 'guidellm/backends/openai/http.py', line: 358, names: '_aiter_lines' },
    },
    {
      where: '429s and cut streams: output tokens',
      why: 'Where a server tells no usage, the tokens that were asked for stand for those that came: 16 for an answer that was cut after 8. That is right in "usage missing", where every answer has as many as were asked for.',
      source: {
        file: 'guidellm/schemas/base/response.py',
        line: 145,
        names: 'output_metrics_dict',
      },
    },
    {
      where: 'Poisson arrivals',
      why: 'Each worker process draws its gaps from the same seed, so two of them send each gap twice: 300 requests have the gaps of the first 150, which with this seed are those of 59/s.',
      source: { file: 'guidellm/scheduler/strategies.py', line: 694, names: 'random_seed' },
    },
    {
      where: 'even arrivals',
      why: 'A worker waits for when a request is due in the event loop in which it reads answers.',
      source: { file: 'guidellm/scheduler/worker.py', line: 591, names: 'asyncio.sleep' },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: {
        file: 'guidellm/data/tokenizers/huggingface.py',
        line: 29,
        names: 'from_pretrained',
      },
    },
  ],
  start,
  read,
};
