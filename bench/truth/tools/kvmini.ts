import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { bundle } from '../../../harness/tools/bundle';
import { cached, keyOf } from '../cache';
import { folderSize } from '../install/folder-size';
import type { Work } from '../work';
import type { Place, Reported, Started, Tool } from './tool';

const number = z.number().nullable().optional();
const spread = z.object({ p50: number, p99: number }).optional();

const results = z.object({
  counts: z.object({ attempts: z.number(), successes: z.number(), errors: z.number() }),
  requestThroughput: number,
  outputTokenThroughput: number,
  outputTokens: number,
  distributions: z.object({
    ttft: spread,
    tpot: spread,
    endToEnd: spread,
    endToEndFromSchedule: spread,
  }),
});

const row = z.object({ phase: z.string(), sentMs: z.number().optional() });

const spreadOf = (read: z.output<typeof spread>) => ({
  ...(typeof read?.p50 === 'number' && { p50: read.p50 }),
  ...(typeof read?.p99 === 'number' && { p99: read.p99 }),
});

const known = <Key extends string>(key: Key, value: number | null | undefined) =>
  typeof value === 'number' ? ({ [key]: value } as Record<Key, number>) : {};

function start(work: Work, { url, model, tokenizer, folder }: Place): Started {
  const args = [
    ...['bench', '--url', url, '--model', model, '--output-dir', join(folder, 'runs')],
    ...['--requests', work.requests, '--rate', work.rate],
    ...['--pattern', work.pattern === 'constant' ? 'steady' : 'poisson', '--seed', work.seed],
    ...(work.cap === undefined ? [] : ['--concurrency', work.cap]),
    ...['--warmup', 0, '--max-tokens', work.tokens, '--prompt-tokens', work.promptTokens],
    ...(tokenizer === undefined ? [] : ['--tokenizer', join(tokenizer, 'tokenizer.json')]),
    ...['--max-error-rate', 1, '--no-progress'],
  ];
  const env = {
    KVMINI_HOME: folder,
    KVMINI_DATA: folder,
    KVMINI_SOCKET: join(folder, 'none.sock'),
  };
  return { args: args.map(String), env };
}

function read(folder: string): Reported {
  const runs = join(folder, 'runs');
  const run = readdirSync(runs).find((each) => each !== 'latest');
  const file = (name: string) => readFileSync(join(runs, run ?? '', name), 'utf8');
  const { counts, distributions, ...rates } = results.parse(JSON.parse(file('results.json')));
  const rows = file('requests.jsonl').split('\n').filter(Boolean);
  const sent = rows.flatMap((line) => row.parse(JSON.parse(line)).sentMs ?? []);
  return {
    requests: counts.attempts,
    successes: counts.successes,
    errors: counts.errors,
    ttft: spreadOf(distributions.ttft),
    tpot: spreadOf(distributions.tpot),
    e2e: spreadOf(distributions.endToEnd),
    e2eFromSchedule: spreadOf(distributions.endToEndFromSchedule),
    ...known('throughput', rates.requestThroughput),
    ...known('tokenThroughput', rates.outputTokenThroughput),
    ...known('outputTokens', rates.outputTokens),
    sent: sent.sort((a, b) => a - b),
  };
}

async function install() {
  const dist = cached('kvmini');
  const program = await bundle(dist);
  const { version } = z
    .object({ version: z.string() })
    .parse(
      JSON.parse(readFileSync(join(import.meta.dirname, '../../../harness/package.json'), 'utf8')),
    );
  const build = keyOf(readFileSync(program, 'utf8'));
  return { program: [program], version, build, bytes: folderSize(dist) };
}

/** This project's own. */
export const kvmini: Tool = {
  name: 'kvmini',
  page: 'https://github.com/Siryoos/kserve-vllm-mini',
  install,
  probes: 0,
  ttftOver: 'all',
  notClaimed: {},
  notes: [
    'Its own request of `/v1/models` before the load is no completion, and is in no figure.',
    'A request is sent some tenths of a millisecond late, which its results tell as the schedule delay: a thread sleeps until it is due, and what came in meanwhile is read first.',
  ],
  differences: [],
  start,
  read,
};
