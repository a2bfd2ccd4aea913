import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { installPython } from '../install/python';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const total = z.object({ avg: z.number() }).optional();
const spread = z.object({ p50: z.number(), p99: z.number() }).optional();

const summary = z.object({
  request_throughput: total,
  request_count: total,
  error_request_count: total,
  time_to_first_token: spread,
  inter_token_latency: spread,
  request_latency: spread,
  effective_latency: spread,
  output_token_throughput: total,
  total_osl: total,
});

const row = z.object({ metadata: z.object({ request_start_ns: z.number() }) });

function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const args = [
    ...['profile', '--model', model, '--url', url, '--endpoint-type', 'chat', '--streaming'],
    ...(tokenizer === undefined ? [] : ['--tokenizer', tokenizer]),
    ...['--request-rate', work.rate, '--arrival-pattern', work.pattern],
    ...(work.cap === undefined ? [] : ['--concurrency', work.cap]),
    ...['--request-count', work.requests, '--isl', work.promptTokens, '--osl', work.tokens],
    ...['--random-seed', work.seed, '--output-artifact-dir', join(folder, 'out')],
    ...['--ui', 'none', '--no-gpu-telemetry', '--no-server-metrics'],
  ];
  return { args: args.map(String) };
}

/** Numbers above 2^53 lose nanoseconds, which nobody will miss: they are read as milliseconds. */
function sentOf(folder: string): number[] {
  const file = join(folder, 'out', 'profile_export.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => row.parse(JSON.parse(line)).metadata.request_start_ns / 1e6)
    .sort((a, b) => a - b);
}

function read(folder: string): Reported {
  const file = join(folder, 'out', 'profile_export_aiperf.json');
  const all = summary.parse(JSON.parse(readFileSync(file, 'utf8')));
  const successes = all.request_count?.avg ?? 0;
  const errors = all.error_request_count?.avg ?? 0;
  return {
    requests: successes + errors,
    successes,
    errors,
    ttft: all.time_to_first_token,
    tpot: all.inter_token_latency,
    e2e: all.request_latency,
    e2eFromSchedule: all.effective_latency,
    throughput: all.request_throughput?.avg,
    tokenThroughput: all.output_token_throughput?.avg,
    outputTokens: all.total_osl?.avg,
    sent: sentOf(folder),
  };
}

/** NVIDIA's, which follows GenAI-Perf. */
export const aiperf: Tool = {
  name: 'aiperf',
  page: 'https://github.com/ai-dynamo/aiperf',
  install: async () => installPython('aiperf'),
  probes: 0,
  ttftOver: 'successes',
  notClaimed: {},
  notes: [
    'Its time per output token is called inter-token latency: (end to end − time to first token) / (output tokens − 1).',
    'With `HF_HUB_OFFLINE` it finds no tokenizer in a folder, so that is not set for it.',
    'Its effective latency, from when a request was due, is held against what users waited.',
  ],
  differences: [
    {
      where: 'errors inside valid streams; 429s and cut streams',
      why: 'In a stream an error is an event that is called `error`; an error object in the data and a finish reason are not looked at, and a stream is over when its bytes are.',
      source: { file: 'aiperf/transports/sse_utils.py', line: 99, names: '_SSE_ERROR_EVENT_VALUE' },
    },
    {
      where: 'a stall: sent a second',
      why: 'Where no more may be under way when a request is due, that moment is passed over: the request is sent at a later one, and all behind it later too.',
      source: {
        file: 'aiperf/timing/strategies/request_rate.py',
        line: 299,
        names: 'try_issue_credit',
      },
    },
    {
      where: 'requests/s',
      why: 'The time over which it counts begins with its load, an interval before the first request: of 100 requests that is a hundredth.',
      source: {
        file: 'aiperf/metrics/types/request_throughput_metric.py',
        line: 36,
        names: 'observation_duration',
      },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: { file: 'aiperf/common/tokenizer.py', line: 528, names: '_load_from_hub' },
    },
  ],
  start,
  read,
};
