import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import * as z from 'zod';
import { installPython } from '../install/python';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const PER_SECOND = 1000;
const WORKERS = 2;

const seconds = z.object({ median: z.number(), p99: z.number() }).nullable();

const summary = z.object({
  load_summary: z.object({ count: z.number() }),
  successes: z.object({
    count: z.number(),
    latency: z.object({
      request_latency: seconds,
      time_per_output_token: seconds,
      time_to_first_token: seconds,
    }),
    throughput: z.object({ output_tokens_per_sec: z.number(), requests_per_sec: z.number() }),
    output_tokens: z.object({ total: z.number() }),
  }),
  failures: z.object({ count: z.number() }),
});

const row = z.object({ start_time: z.number() });

function config(work: Work, { url, model, tokenizer, folder }: Place): object {
  const prefix = Math.min(8, work.promptTokens - 1);
  return {
    api: { type: 'chat', streaming: true },
    data: {
      type: 'shared_prefix',
      // Without this, even an empty one, its chat asks `/v1/completions`.
      multimodal: {},
      shared_prefix: {
        ...{ num_unique_system_prompts: 1, num_users_per_system_prompt: work.requests },
        ...{ system_prompt_len: prefix, question_len: work.promptTokens - prefix },
        ...{ output_len: work.tokens, multimodal: {} },
      },
    },
    load: {
      ...{ type: work.pattern, base_seed: work.seed, num_workers: WORKERS },
      ...(work.cap !== undefined && { worker_max_concurrency: work.cap / WORKERS }),
      stages: [{ rate: work.rate, duration: work.requests / work.rate }],
    },
    server: { type: 'vllm', model_name: model, base_url: url, ignore_eos: true },
    ...(tokenizer !== undefined && { tokenizer: { pretrained_model_name_or_path: tokenizer } }),
    report: { request_lifecycle: { summary: true, per_stage: false, per_request: true } },
    storage: { local_storage: { path: join(folder, 'out') } },
  };
}

const start = (work: Work, place: Place): Started => ({
  args: ['--config_file', join(place.folder, 'config.yml')],
  files: { 'config.yml': stringify(config(work, place)) },
  env: place.tokenizer === undefined ? {} : { HF_HUB_OFFLINE: '1' },
});

const milliseconds = (read: z.output<typeof seconds>) =>
  read === null ? {} : { p50: read.median * PER_SECOND, p99: read.p99 * PER_SECOND };

function read(folder: string): Reported {
  const json = (name: string): unknown =>
    JSON.parse(readFileSync(join(folder, 'out', name), 'utf8'));
  const { successes, failures } = summary.parse(json('summary_lifecycle_metrics.json'));
  const rows = z.array(row).parse(json('per_request_lifecycle_metrics.json'));
  const { latency, throughput } = successes;
  return {
    requests: successes.count + failures.count,
    successes: successes.count,
    errors: failures.count,
    ttft: milliseconds(latency.time_to_first_token),
    tpot: milliseconds(latency.time_per_output_token),
    e2e: milliseconds(latency.request_latency),
    throughput: throughput.requests_per_sec,
    tokenThroughput: throughput.output_tokens_per_sec,
    outputTokens: successes.output_tokens.total,
    sent: rows.map(({ start_time }) => start_time * PER_SECOND).sort((a, b) => a - b),
  };
}

/** The one of Kubernetes' SIGs. */
export const inferencePerf: Tool = {
  name: 'inference-perf',
  page: 'https://github.com/kubernetes-sigs/inference-perf',
  install: async () => installPython('inference-perf', { python: '3.12' }),
  probes: 0,
  ttftOver: 'successes',
  notClaimed: {},
  notes: [
    'It needs Python 3.12 or newer.',
    'Its chat endpoint is asked with synthetic prompts only where its configuration has a multimodal part, here an empty one.',
    "Its limit of requests in flight is a worker's: half of the scenario's for each of two workers.",
  ],
  differences: [
    {
      where: 'reasoning before content: TTFT',
      why: 'A token is a chunk with `content`; reasoning is none.',
      source: { file: 'inference_perf/apis/chat.py', line: 565, names: 'extract_content' },
    },
    {
      where: 'errors inside valid streams; 429s and cut streams',
      why: 'Of an event only the content is read: an error object and a finish reason are passed over, and a stream is over when its bytes are.',
      source: {
        file: 'inference_perf/apis/streaming_parser.py',
        line: 106,
        names: 'extract_content',
      },
    },
    {
      where: 'even arrivals; a stall; more than the server takes: what users waited',
      why: 'A "constant" load has exponential gaps, stretched to the length of the run.',
      source: { file: 'inference_perf/loadgen/load_timer.py', line: 54, names: 'exponential' },
    },
    {
      where: 'gap from run to run',
      why: 'Its gaps come from a generator without a seed.',
      source: { file: 'inference_perf/loadgen/load_timer.py', line: 46, names: 'default_rng()' },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: {
        file: 'inference_perf/utils/custom_tokenizer.py',
        line: 78,
        names: 'from_pretrained',
      },
    },
  ],
  start,
  read,
};
