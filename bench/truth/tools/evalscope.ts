import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { installPython } from '../install/python';
import type { Work } from '../work';
import { LOOKS_UP_TOKENIZER, type Place, type Reported, type Started, type Tool } from './tool';

const summary = z.object({
  'Total Requests': z.number(),
  'Success Requests': z.number(),
  'Failed Requests': z.number(),
  'Req Throughput (req/s)': z.number(),
  'Output Throughput (tok/s)': z.number(),
  'Avg Output Tokens': z.number(),
});

const line = z.object({
  Percentiles: z.string(),
  'Latency (s)': z.number().nullable(),
  'TTFT (ms)': z.number().nullable(),
  'TPOT (ms)': z.number().nullable(),
});

/** Its table of requests is a SQLite file, which Node.js 20 can't read and Python can. */
const SENT = `import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("select start_time from result order by start_time")
print(json.dumps([1000 * at for at, in rows]))`;

function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const limit = work.cap === undefined ? ['--open-loop'] : ['--parallel', work.cap];
  const args = [
    ...['perf', '--api', 'openai', '--url', `${url}/v1/chat/completions`, '--model', model],
    ...['--tokenizer-path', tokenizer ?? model, '--dataset', 'random'],
    ...['--min-prompt-length', work.promptTokens, '--max-prompt-length', work.promptTokens],
    ...['--min-tokens', work.tokens, '--max-tokens', work.tokens, '--stream'],
    ...['--number', work.requests, '--rate', work.rate, ...limit, '--seed', work.seed],
    ...['--no-test-connection', '--outputs-dir', join(folder, 'out'), '--no-timestamp'],
  ];
  return { args: args.map(String), env: tokenizer === undefined ? {} : { HF_HUB_OFFLINE: '1' } };
}

function findRun(folder: string): string {
  const file = readdirSync(join(folder, 'out'), { recursive: true })
    .map(String)
    .find((path) => path.endsWith('benchmark_summary.json'));
  if (file === undefined) throw new Error('no benchmark_summary.json');
  return join(folder, 'out', file, '..');
}

function read(folder: string): Reported {
  const run = findRun(folder);
  const json = (name: string): unknown => JSON.parse(readFileSync(join(run, name), 'utf8'));
  const all = summary.parse(json('benchmark_summary.json'));
  const lines = z.array(line).parse(json('benchmark_percentile.json'));
  const at = (percent: string) => lines.find(({ Percentiles }) => Percentiles === percent);
  const [p50, p99] = [at('50%'), at('99%')];
  const spread = (key: 'TTFT (ms)' | 'TPOT (ms)' | 'Latency (s)', scale: number) => ({
    ...(typeof p50?.[key] === 'number' && { p50: p50[key] * scale }),
    ...(typeof p99?.[key] === 'number' && { p99: p99[key] * scale }),
  });
  const sent = execFileSync('python3', ['-c', SENT, join(run, 'benchmark_data.db')]);
  return {
    requests: all['Total Requests'],
    successes: all['Success Requests'],
    errors: all['Failed Requests'],
    ttft: spread('TTFT (ms)', 1),
    tpot: spread('TPOT (ms)', 1),
    e2e: spread('Latency (s)', 1000),
    throughput: all['Req Throughput (req/s)'],
    tokenThroughput: all['Output Throughput (tok/s)'],
    outputTokens: all['Avg Output Tokens'] * all['Success Requests'],
    sent: z.array(z.number()).parse(JSON.parse(String(sent))),
  };
}

/** ModelScope's. */
export const evalscope: Tool = {
  name: 'evalscope',
  page: 'https://github.com/modelscope/evalscope',
  install: async () => installPython('evalscope'),
  probes: 0,
  ttftOver: 'successes',
  notClaimed: {},
  notes: [
    'Its rate is always Poisson: there is no even one.',
    'It sends a request before its load to see whether the server is there, unless it is told `--no-test-connection`.',
  ],
  differences: [
    {
      where: 'errors inside valid streams',
      why: 'An error object in a stream is an error; of a choice only the delta is read, so a finish reason of `error` is a success.',
      source: { file: 'evalscope/perf/plugin/api/default_api.py', line: 211, names: 'delta' },
    },
    {
      where: '429s and cut streams: errors',
      why: 'A stream without an error object is a success when its bytes are over, whether `[DONE]` came or not.',
      source: { file: 'evalscope/perf/plugin/api/default_api.py', line: 243, names: 'success' },
    },
    {
      where: 'even arrivals; a stall; more than the server takes: what users waited',
      why: 'Gaps are exponential, stretched to the length of the run.',
      source: {
        file: 'evalscope/perf/core/strategies/open_loop.py',
        line: 144,
        names: 'exponential',
      },
    },
    {
      ...LOOKS_UP_TOKENIZER,
      source: {
        file: 'evalscope/perf/plugin/datasets/utils.py',
        line: 43,
        names: 'from_pretrained',
      },
    },
  ],
  start,
  read,
};
