import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { startMockProcess } from '../mock/process';
import type { Truth } from '../mock/truth';
import type { RequestRow } from '../request/row';
import { readRows } from '../results/read';
import type { Results } from '../results/schema';
import { bench } from '../run/bench';
import type { BenchSettings } from '../settings/settings';
import { type Errors, reportedMinusTrue } from './errors';

/** So long V8 compiles what is hot in both processes: the test is of a run and not of its start. */
const WARMUP_SECONDS = 8;

/** The load of a self-test. */
export interface SelftestLoad {
  /** Requests per second. */
  readonly rate: number;
  /** Output tokens of each request. */
  readonly tokens: number;
  readonly seconds: number;
}

/** What a self-test found. */
export interface SelftestOutcome {
  readonly errors: Errors;
  readonly results: Results;
}

/**
 * Runs a benchmark against a mock server in another process, and holds what it reports against the
 * times at which that server says it sent each chunk.
 */
export async function selftest(
  load: SelftestLoad,
  interrupted: AbortSignal,
): Promise<SelftestOutcome> {
  const mock = await startMockProcess(['--ttft', '20', '--gap', '5']);
  const outputDir = mkdtempSync(join(tmpdir(), 'kvmini-selftest-'));
  try {
    const { folder, results } = await bench(settings(load, mock.url, outputDir), {
      env: {},
      cluster: undefined,
      interrupted,
      log: () => {},
      observers: [],
    });
    const rows: RequestRow[] = [];
    for await (const row of readRows(folder)) rows.push(row);
    return { errors: reportedMinusTrue(rows, await fetchTruths(mock.url)), results };
  } finally {
    await mock.stop();
    rmSync(outputDir, { recursive: true });
  }
}

function settings(load: SelftestLoad, url: string, outputDir: string): BenchSettings {
  return {
    profile: 'selftest',
    url,
    outputDir,
    requests: Math.ceil(load.rate * load.seconds),
    rate: load.rate,
    pattern: 'steady',
    burstiness: 1,
    concurrency: Math.ceil(load.rate),
    warmup: Math.ceil(load.rate) * WARMUP_SECONDS,
    maxTokens: load.tokens,
    promptTokens: 32,
    serverMetrics: false,
    wait: false,
    waitReadyMs: 1_000,
    stream: true,
    endpoint: 'chat',
    requestTimeoutMs: 30_000,
    timeoutMs: (load.seconds + 60) * 1000,
    retries: 5,
    seed: 1,
    insecure: false,
    maxErrorRate: 0.5,
    connectionReuse: 'auto',
    workers: 1,
    resources: false,
  };
}

async function fetchTruths(url: string): Promise<Map<number, Truth>> {
  const answer = await request(`${url}/mock/truth`);
  const truths = (await answer.body.json()) as Truth[];
  const measured = truths.filter((truth) => truth.id.includes('-measured-'));
  return new Map(measured.map((truth) => [Number(truth.id.split('-').at(-1)), truth]));
}
