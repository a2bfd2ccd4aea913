import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Fault } from '../../src/mock/faults';
import { MockServer } from '../../src/mock/server';
import type { Reason } from '../../src/request/row';
import { readRun, runBench, settingsFor, startMock } from './runs';

const FAILURES: [Fault, Reason, number | undefined][] = [
  ['http_429', 'http_429', 429],
  ['http_500', 'http_5xx', 500],
  ['truncated', 'truncated', 200],
  ['malformed', 'malformed', 200],
  ['stream_error', 'server_error', 200],
  ['finish_error', 'server_error', 200],
  ['reset', 'reset', 200],
  ['stall', 'timeout', 200],
];

test.each(FAILURES)(
  '%s: each request is an error with the reason %s',
  async (fault, reason, status) => {
    const { url } = await startMock({ faults: { [fault]: 1 } });
    // Only a stall may meet the time limit, also on a busy machine.
    const requestTimeoutMs = reason === 'timeout' ? 300 : 30_000;
    const { folder, exitCode } = await runBench(settingsFor(url, { requestTimeoutMs }));
    const { rows, results, record } = readRun(folder);
    expect(exitCode).toBe(1);
    expect(rows.map((row) => [row.outcome, row.reason, row.status])).toEqual(
      Array(10).fill(['error', reason, status]),
    );
    expect(results.errorsByReason).toEqual({ [reason]: 10 });
    expect(results).toMatchObject({ errorRate: 1, requestThroughput: 0, outputTokens: 0 });
    expect(results.distributions.endToEnd?.count).toBe(0);
    expect(record.reason).toBe(`no request succeeded: 10 × ${reason}`);
  },
);

test.each(['slow_first_token', 'role_only', 'reasoning', 'tool_calls'] as const)(
  '%s: each request succeeds, and its first token is the first that carries something',
  async (fault) => {
    const { server, url } = await startMock({ ttft: 25, faults: { [fault]: 1 } });
    const { folder, exitCode } = await runBench(settingsFor(url));
    const { rows } = readRun(folder);
    expect(exitCode).toBe(0);
    const truths = new Map(server.truth.take().map((each) => [each.id.split('-').pop(), each]));
    for (const row of rows) {
      const truth = truths.get(String(row.index));
      const trueTtft = (truth?.chunks[0] ?? 0) - (truth?.received ?? 0);
      expect((row.firstTokenMs ?? 0) - (row.sentMs ?? 0)).toBeGreaterThan(trueTtft - 0.1);
      expect(row).toMatchObject({ outcome: 'success', outputTokens: 6, usage: true });
      expect(row.chunkGapsMs).toHaveLength(5);
    }
  },
);

test('no_usage: chunks are no tokens, and the results say for how many requests nobody counted', async () => {
  const { url } = await startMock({ faults: { no_usage: 1 } });
  const { folder } = await runBench(settingsFor(url));
  const { results, rows } = readRun(folder);
  expect(results.counts).toMatchObject({ successes: 10, withoutUsage: 10, tokenized: 0 });
  expect(results).toMatchObject({ outputTokens: null, outputTokenThroughput: null, chunks: 60 });
  expect(results.distributions.tpot?.count).toBe(0);
  expect(rows.map((row) => row.outputTokens)).toEqual(Array(10).fill(undefined));
  expect(results.warnings.join()).toContain('10 requests were answered without usage');
});

test('some of everything: nothing is lost, nothing is sent twice', async () => {
  const faults = { http_429: 0.2, truncated: 0.2, reset: 0.2, stall: 0.1 };
  const { server, url } = await startMock({ faults, seed: 5 });
  const settings = settingsFor(url, { requests: 60, requestTimeoutMs: 2_000, maxErrorRate: 0.7 });
  const { results, folder, exitCode } = await runBench(settings);
  const { rows } = readRun(folder);
  expect(exitCode).toBe(0);
  expect(rows.map((row) => row.index).sort((a, b) => a - b)).toEqual([...Array(60).keys()]);
  const errors = Object.values(results.errorsByReason).reduce((sum, each) => sum + each, 0);
  expect(results.counts.successes + errors).toBe(60);
  let answered = 0;
  // The server hears a moment later of a connection that was given up.
  await vi.waitFor(() => {
    answered += server.truth.take().length;
    expect(answered).toBe(60);
  });
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a target that never answers fails the run with its reason, and sends nothing', async () => {
  const url = `http://127.0.0.1:${await closedPort()}`;
  const waits: string[] = [];
  const settings = settingsFor(url, { retries: 1 });
  const { folder, exitCode } = await runBench(settings, { log: (line) => waits.push(line) });
  const { rows, results, record } = readRun(folder);
  expect(exitCode).toBe(1);
  expect(rows).toEqual([]);
  expect(results).toMatchObject({ outcome: 'failed', counts: { attempts: 0 } });
  expect(record.reason).toMatch(/did not answer.*asked 2 times: ECONNREFUSED/);
  expect(waits).toHaveLength(1);
});

test('a target that comes up late is waited for', async () => {
  const port = await closedPort();
  const server = new MockServer({ port, ttft: 2, gap: 1 });
  onTestFinished(() => server.close());
  const run = runBench(settingsFor(`http://127.0.0.1:${port}`, { retries: 5 }), {
    log: () => void server.listen(),
  });
  expect((await run).results.counts.successes).toBe(10);
});

test('a target that goes away mid-run and comes back: each request is told as it was', async () => {
  const port = await closedPort();
  const first = new MockServer({ port, ttft: 2, gap: 1 });
  await first.listen();
  const second = new MockServer({ port, ttft: 2, gap: 1 });
  onTestFinished(() => second.close());
  let ended = 0;
  const row = () => {
    ended++;
    if (ended === 20) void first.close().then(() => setTimeout(() => second.listen(), 300));
  };
  const settings = settingsFor(`http://127.0.0.1:${port}`, { requests: 60 });
  const { folder, exitCode } = await runBench(settings, { observers: [{ row }] });
  const { rows, results } = readRun(folder);
  expect(exitCode).toBe(0);
  expect(rows).toHaveLength(60);
  expect(results.errorsByReason.connect).toBeGreaterThan(0);
  expect(results.counts.successes).toBeGreaterThan(40);
  const refused = rows.filter((each) => each.reason === 'connect');
  for (const each of refused) expect(each.sentMs).toBeUndefined();
});

test.each<[string, (response: ServerResponse) => void, Reason]>([
  ['speaks no HTTP', (response) => response.socket?.end('nonsense\r\n\r\n'), 'protocol'],
  ['closes at once', (response) => response.socket?.destroy(), 'reset'],
  [
    'switches to another protocol',
    (response) =>
      response.socket?.write('HTTP/1.1 101 Up\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    'protocol',
  ],
  ['answers 000', (response) => response.socket?.write('HTTP/1.1 000 X\r\n\r\n'), 'protocol'],
  [
    'tells two lengths',
    (response) =>
      response.socket?.write(
        'HTTP/1.1 200 OK\r\ncontent-length: 9\r\ncontent-length: 3\r\n\r\ndata: {}\n',
      ),
    'protocol',
  ],
  [
    'has a head of 60 kB',
    (response) => response.writeHead(200, { a: 'x'.repeat(60_000) }).end(),
    'too_large',
  ],
  ['answers a redirect', (response) => response.writeHead(302).end(), 'http_other'],
  ['answers a page', (response) => response.end('<html>'), 'not_sse'],
])('a server that %s has its reason', async (_, answer, reason) => {
  const server = createServer((request, response) => {
    if (request.url !== '/v1/models') answer(response);
    else response.end(JSON.stringify({ data: [{ id: 'm' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { results } = await runBench(settingsFor(url, { requests: 2, concurrency: 1 }));
  expect(results.errorsByReason).toEqual({ [reason]: 2 });
});

test('an interruption keeps what finished, marks what did not, and ends with 130', async () => {
  const { url } = await startMock({ faults: { stall: 0.2 }, seed: 3 });
  const interrupt = new AbortController();
  let ended = 0;
  const row = () => {
    if (++ended === 8) interrupt.abort('interrupted by SIGINT');
  };
  const settings = settingsFor(url, { requests: 500, concurrency: 8 });
  const { folder, exitCode } = await runBench(settings, {
    interrupted: interrupt.signal,
    observers: [{ row }],
  });
  const { rows, results, record } = readRun(folder);
  expect(exitCode).toBe(130);
  expect(record).toMatchObject({ outcome: 'interrupted', reason: 'interrupted by SIGINT' });
  expect(results.counts.unfinished).toBe(rows.filter((r) => r.outcome === 'unfinished').length);
  expect(results.counts.unfinished).toBeGreaterThan(0);
  expect(results.counts.attempts).toBe(rows.length - results.counts.unfinished);
  expect(results.distributions.ttft?.count).toBe(results.counts.attempts);
});

test('a run that takes too long is cut off, and says so', async () => {
  const { url } = await startMock({ faults: { stall: 1 } });
  const { folder, exitCode } = await runBench(settingsFor(url, { timeoutMs: 300 }));
  const { results } = readRun(folder);
  expect(exitCode).toBe(1);
  expect(results.reason).toContain('longer than its --timeout of 0.3 s');
  expect(results.counts).toMatchObject({ attempts: 0, unfinished: 4 });
});
