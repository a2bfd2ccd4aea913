import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { installPython } from '../install/python';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const seconds = z.object({ p50: z.number().nullable(), p99: z.number().nullable() });

const run = z.object({
  aggregated_metrics: z.object({
    mean_output_throughput_tokens_per_s: z.number().nullable(),
    requests_per_second: z.number().nullable(),
    num_error_requests: z.number(),
    num_completed_requests: z.number(),
    num_requests: z.number(),
    stats: z.object({
      ttft: seconds,
      tpot: seconds,
      e2e_latency: seconds,
      num_output_tokens: z.object({ sum: z.number().nullable() }),
    }),
  }),
});

const PER_SECOND = 1000;

/** It has a closed loop alone: as many at a time as come near the scenario's rate. */
function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const args = [
    ...['benchmark', '--api-backend', 'openai', '--api-base', url, '--api-key', 'none'],
    ...['--api-model-name', model, '--model-tokenizer', tokenizer ?? model],
    ...['--task', 'text-to-text', '--traffic-scenario', `D(${work.promptTokens},${work.tokens})`],
    ...['--num-concurrency', work.cap ?? work.concurrency],
    ...['--max-requests-per-run', work.requests, '--max-time-per-run', 2],
    ...['--experiment-base-dir', folder, '--experiment-folder-name', 'out', '--log-dir', folder],
  ];
  return { args: args.map(String), env: tokenizer === undefined ? {} : { HF_HUB_OFFLINE: '1' } };
}

const milliseconds = ({ p50, p99 }: z.output<typeof seconds>) => ({
  ...(p50 !== null && { p50: p50 * PER_SECOND }),
  ...(p99 !== null && { p99: p99 * PER_SECOND }),
});

function read(folder: string): Reported {
  const out = join(folder, 'out');
  const file = readdirSync(out).find((name) => /^D\d+.*\.json$/.test(name));
  if (file === undefined) throw new Error('no file of a run');
  const { aggregated_metrics: all } = run.parse(JSON.parse(readFileSync(join(out, file), 'utf8')));
  return {
    requests: all.num_requests,
    successes: all.num_completed_requests,
    errors: all.num_error_requests,
    ttft: milliseconds(all.stats.ttft),
    tpot: milliseconds(all.stats.tpot),
    e2e: milliseconds(all.stats.e2e_latency),
    throughput: all.requests_per_second ?? undefined,
    tokenThroughput: all.mean_output_throughput_tokens_per_s ?? undefined,
    outputTokens: all.stats.num_output_tokens.sum ?? undefined,
  };
}

const CLOSED =
  'It has no open loop: its users send their next request when the last has ended (`--num-concurrency` is its only load).';

/** SGLang's, on top of Locust. */
export const genaiBench: Tool = {
  name: 'genai-bench',
  page: 'https://github.com/sgl-project/genai-bench',
  install: async () => installPython('genai-bench'),
  probes: 0,
  ttftOver: 'successes',
  notClaimed: { stall: CLOSED, overload: CLOSED, poisson: CLOSED, constant: CLOSED, sent: CLOSED },
  notes: ['Instead of a rate it has a number of users, which comes near the same load.'],
  differences: [
    {
      where: 'errors inside valid streams',
      why: 'An error object in a stream is an error; a finish reason ends an answer, whichever it is.',
      source: { file: 'genai_bench/user/openai_user.py', line: 503, names: 'finish_reason' },
    },
    {
      where: '429s and cut streams: errors',
      why: 'A stream is over when its lines are, and is a success then.',
      source: { file: 'genai_bench/user/openai_user.py', line: 560, names: 'status_code' },
    },
    {
      where: 'errors where there are none; requests/s',
      why: 'At the end of its time it stops its users in the middle of their requests: the server sees streams that are broken off, and it counts none of them.',
      source: { file: 'genai_bench/cli/cli.py', line: 464, names: 'stop()' },
    },
    {
      where: 'TTFT; CPU a request',
      why: 'Each request makes a connection of its own.',
      source: { file: 'genai_bench/user/openai_user.py', line: 339, names: 'requests.post' },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: { file: 'genai_bench/cli/validation.py', line: 180, names: 'from_pretrained' },
    },
  ],
  start,
  read,
};
