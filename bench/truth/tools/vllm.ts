import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { installServer } from '../../../tools/servers/install.mjs';
import { folderSize } from '../install/folder-size';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const PER_SECOND = 1000;
const OUT = 'out.json';

const run = z.object({
  num_prompts: z.number(),
  completed: z.number(),
  failed: z.number(),
  total_output_tokens: z.number(),
  request_throughput: z.number(),
  output_throughput: z.number(),
  p50_ttft_ms: z.number(),
  p99_ttft_ms: z.number(),
  p50_tpot_ms: z.number(),
  p99_tpot_ms: z.number(),
  p50_e2el_ms: z.number(),
  p99_e2el_ms: z.number(),
  start_times: z.array(z.number()),
});

/** Gamma gaps of this shape are even to a hundredth; 1 is Poisson. */
const EVEN = 10_000;

function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const args = [
    ...['bench', 'serve', '--backend', 'openai-chat', '--base-url', url],
    ...['--endpoint', '/v1/chat/completions', '--model', model],
    ...(tokenizer === undefined ? [] : ['--tokenizer', tokenizer]),
    ...['--dataset-name', 'random', '--random-input-len', work.promptTokens],
    ...['--random-output-len', work.tokens, '--ignore-eos', '--num-prompts', work.requests],
    ...['--request-rate', work.rate, '--burstiness', work.pattern === 'constant' ? EVEN : 1],
    ...(work.cap === undefined ? [] : ['--max-concurrency', work.cap]),
    ...['--seed', work.seed, '--metric-percentiles', '50,99'],
    ...['--percentile-metrics', 'ttft,tpot,e2el', '--disable-tqdm'],
    ...['--save-result', '--save-detailed', '--result-dir', folder, '--result-filename', OUT],
  ];
  return { args: args.map(String), env: tokenizer === undefined ? {} : { HF_HUB_OFFLINE: '1' } };
}

function read(folder: string): Reported {
  const all = run.parse(JSON.parse(readFileSync(join(folder, OUT), 'utf8')));
  return {
    requests: all.num_prompts,
    successes: all.completed,
    errors: all.failed,
    ttft: { p50: all.p50_ttft_ms, p99: all.p99_ttft_ms },
    tpot: { p50: all.p50_tpot_ms, p99: all.p99_tpot_ms },
    e2e: { p50: all.p50_e2el_ms, p99: all.p99_e2el_ms },
    throughput: all.request_throughput,
    tokenThroughput: all.output_throughput,
    outputTokens: all.total_output_tokens,
    sent: all.start_times.map((at) => at * PER_SECOND).sort((a, b) => a - b),
  };
}

const INSTALLS = join(import.meta.dirname, '../../../tools/servers/install_vllm.py');

async function install() {
  const folder = dirname(installServer('vllm').python);
  const [, version = ''] = /^VERSION = "(.+)"/m.exec(readFileSync(INSTALLS, 'utf8')) ?? [];
  return { program: [join(folder, 'vllm')], version, bytes: folderSize(join(folder, '..')) };
}

/** vLLM's own: `vllm bench serve`, of its build for the CPU, which the tests of real servers run as well. */
export const vllm: Tool = {
  name: 'vllm',
  page: 'https://github.com/vllm-project/vllm',
  isLarge: true,
  install,
  probes: 0,
  ttftOver: 'successes',
  notClaimed: {},
  notes: [
    'It is 6 GB, and is run only where it is named: `npm run truth -- --tool vllm`.',
    'Its rate is a gamma distribution: `--burstiness 10000` makes it even.',
  ],
  differences: [
    {
      where: 'a role-only first chunk: TTFT',
      why: 'The first chunk with a choice is the first token, whatever is in it.',
      source: {
        file: 'vllm/benchmarks/lib/endpoint_request_func.py',
        line: 436,
        names: 'first_chunk_received',
      },
    },
    {
      where: 'a role-only first chunk: TPOT',
      why: 'So the wait for the first token is in the time of the others.',
      source: { file: 'vllm/benchmarks/serve.py', line: 628, names: 'latency_minus_ttft' },
    },
    {
      where: 'errors inside valid streams; 429s and cut streams',
      why: 'An answer with a chunk is a success: an error object, a finish reason and the end of the stream are not looked at.',
      source: {
        file: 'vllm/benchmarks/lib/endpoint_request_func.py',
        line: 454,
        names: 'first_chunk_received',
      },
    },
    {
      where: 'requests/s',
      why: 'Its time begins an interval before the first request: of 100 requests that is a hundredth.',
      source: { file: 'vllm/benchmarks/serve.py', line: 515, names: 'sleep_interval_s' },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: { file: 'vllm/tokenizers/hf.py', line: 181, names: 'from_pretrained' },
    },
  ],
  start,
  read,
};
