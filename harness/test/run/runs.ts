import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MockOptions } from '../../src/mock/options';
import { MockServer } from '../../src/mock/server';
import type { RequestRow } from '../../src/request/row';
import { type Results, type RunRecord, results, runRecord } from '../../src/results/schema';
import { type BenchPorts, bench } from '../../src/run/bench';
import type { BenchSettings } from '../../src/settings/settings';

/** A folder of its own for results, gone when the test is over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A mock server that is quick, and gone when the test is over. */
export async function startMock(options: Partial<MockOptions> = {}) {
  const server = new MockServer({ ttft: 2, gap: 1, ...options });
  onTestFinished(() => server.close());
  return { server, url: await server.listen() };
}

/** The settings of a short run, with changes. */
export function settingsFor(url: string, changes: Partial<BenchSettings> = {}): BenchSettings {
  return {
    profile: 'test',
    url,
    requests: 10,
    concurrency: 4,
    pattern: 'steady',
    burstiness: 1,
    warmup: 0,
    maxTokens: 6,
    promptTokens: 8,
    stream: true,
    endpoint: 'chat',
    requestTimeoutMs: 5_000,
    timeoutMs: 30_000,
    retries: 0,
    seed: 1,
    insecure: false,
    maxErrorRate: 0.5,
    serverMetrics: false,
    wait: true,
    waitReadyMs: 1_000,
    connectionReuse: 'auto',
    workers: 1,
    outputDir: newFolder(),
    resources: false,
    ...changes,
  };
}

/** Runs a benchmark in this process. */
export function runBench(settings: BenchSettings, ports: Partial<BenchPorts> = {}) {
  return bench(settings, {
    env: {},
    cluster: undefined,
    interrupted: new AbortController().signal,
    log: () => {},
    observers: [],
    ...ports,
  });
}

/** The rows of a run, of which there may be more in a moment. */
export const readRows = (folder: string): RequestRow[] =>
  readFileSync(join(folder, 'requests.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The files of a run. */
export function readRun(folder: string): {
  rows: RequestRow[];
  results: Results;
  record: RunRecord;
} {
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    rows: readRows(folder),
    results: results.parse(JSON.parse(text('results.json'))),
    record: runRecord.parse(JSON.parse(text('run.json'))),
  };
}
