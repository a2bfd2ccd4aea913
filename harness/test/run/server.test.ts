import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { EXIT } from '../../src/errors';
import type { MockOptions } from '../../src/mock/options';
import type { MockServer } from '../../src/mock/server';
import type { Truth } from '../../src/mock/truth';
import type { BenchSettings } from '../../src/settings/settings';
import { ask, startReplicas } from '../mock/asked';
import { listen } from '../request/served';
import { startCluster } from '../target/cluster';
import { pod, service } from '../target/replicas/made-pods';
import { readRun, runBench, settingsFor, startMock } from './runs';

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

async function run(url: string, changes: Partial<BenchSettings> = {}) {
  const settings = settingsFor(url, { serverMetrics: true, requests: 40, ...changes });
  const { folder, exitCode } = await runBench(settings);
  const { server, warnings, ...results } = readRun(folder).results;
  const own = warnings.filter((text) => !/load generator|machine's host/.test(text));
  return { folder, exitCode, server, results, warnings: own };
}

/** Milliseconds to the truth of the mock server in the mean. */
function mean(truths: readonly Truth[], of: (truth: Truth) => number): number {
  const measured = truths.filter(({ id }) => id.includes('-measured-'));
  return sum(measured.map(of)) / measured.length;
}

const QUEUE = ({ queued, scheduled }: Truth) => scheduled - queued;
const PREFILL = ({ scheduled, chunks }: Truth) => (chunks[0] ?? 0) - scheduled;

test('the parts of the mean time to first token are true, and the warm-up is in none of them', async () => {
  const { server: mock, url } = await startMock({ slots: 2, ttft: 10, gap: 1 });
  const { server, results } = await run(url, { warmup: 8, concurrency: 6 });
  const truths = mock.truth.take();
  const { parts, times, counts } = server ?? {};
  expect(truths).toHaveLength(48);
  expect(parts?.queue).toBeCloseTo(mean(truths, QUEUE), 6);
  expect(parts?.prefill).toBeCloseTo(mean(truths, PREFILL), 6);
  expect(parts?.queue).toBeGreaterThan(5);
  expect(times?.firstToken.count).toBe(40);
  const { ttftFromSchedule, ttft } = results.distributions;
  expect(sum(Object.values(parts ?? {}))).toBeCloseTo(ttftFromSchedule?.mean ?? 0, 9);
  expect(parts?.delay).toBeCloseTo((ttftFromSchedule?.mean ?? 0) - (ttft?.mean ?? 0), 9);
  expect(parts?.outside).toBeGreaterThan(0);
  expect(counts).toMatchObject({ requests: 40, outputTokens: 240 });
});

test("client's and server's requests and tokens are equal, over all replicas", async () => {
  const { url, replicas } = await startReplicas(3);
  await Promise.all(replicas.map(async (each) => (await ask(each)).text()));
  const pods = replicas.map((each, index) => ({
    ...pod(`demo-${index}`, { ip: new URL(each).hostname }),
    spec: {
      containers: [{ name: 'main', ports: [{ containerPort: Number(new URL(each).port) }] }],
    },
  }));
  const cluster = await startCluster((path) => {
    const { status, spec } = service(3);
    if (path.includes('/pods?')) return [200, { items: pods }];
    return path.endsWith('/demo') ? [200, { spec, status: { ...status, url } }] : [404, {}];
  });
  const changes = { namespace: 'ml', service: 'demo', serverMetrics: true, concurrency: 6 };
  const { url: _, ...settings } = settingsFor(url, { ...changes, requests: 60 });
  const { folder } = await runBench(settings, { cluster });
  const { results } = readRun(folder);
  const { counts, replicas: scraped } = results.server ?? {};
  expect(scraped?.map(({ name }) => name)).toEqual(['demo-0', 'demo-1', 'demo-2']);
  expect(scraped?.[0]?.scraped).toBe(`:${new URL(url).port}/metrics`);
  expect(sum(scraped?.map(({ requests }) => requests ?? 0) ?? [])).toBe(60);
  expect(scraped?.every(({ requests }) => (requests ?? 0) > 0)).toBe(true);
  expect(counts).toMatchObject({
    ...{ requests: 60, promptTokens: results.promptTokens, outputTokens: results.outputTokens },
  });
  expect(results.server?.notes).toEqual([]);
});

test('2 % of others is named, with how many they are', async () => {
  const { url, server: mock } = await startMock();
  let answered = 0;
  const add = mock.truth.add.bind(mock.truth);
  mock.truth.add = (truth) => {
    add(truth);
    if (truth.id.includes('-measured-') && ++answered % 20 === 0)
      void ask(url).then((answer) => answer.text());
  };
  const { warnings, server } = await run(url, { requests: 49, concurrency: 1 });
  expect(server?.counts?.requests).toBe(51);
  expect(warnings).toEqual([
    'The server ended 51 requests, 2 more than this run sent (3.9 %): others used it, and its times and counts have theirs in them',
  ]);
});

test.each<[string, Partial<MockOptions>]>([
  ["vLLM's names of today", {}],
  ['those before 0.9.2', { metrics: 'vllm-0.8' }],
])('%s are read: counts, gauges and prefix cache', async (_, options) => {
  const { url } = await startMock({ ...options, prefixCache: true, kvTokens: 1_000 });
  const { server, warnings } = await run(url, { promptTokens: 64, concurrency: 4 });
  const { counts, gauges, times } = server ?? {};
  expect(counts?.preemptions).toBe(0);
  expect(counts?.prefixCacheQueries).toBe(counts?.promptTokens);
  expect(gauges?.running.max).toBeLessThanOrEqual(4);
  expect(gauges?.cacheUsage.max).not.toBeNull();
  expect(times?.tokenGap.count).toBe(40 * 5);
  expect(warnings).toEqual([]);
});

test.each<[string, Partial<MockOptions>, RegExp]>([
  [
    'none',
    { metrics: 'none' },
    /(?:^|[ ])127\.0\.0\.1:\d+\/metrics: it answered 404: it has no metrics there$/,
  ],
  [
    "KServe's own alone",
    { metrics: 'kserve' },
    /it has none of vLLM's metrics \(vllm:num_requests_running and others\)$/,
  ],
])('a server that has metrics of %s offers none, and the run goes on', async (_, options, why) => {
  const { url } = await startMock(options);
  const { server, exitCode, warnings } = await run(url);
  expect(exitCode).toBe(0);
  expect(server?.notOffered).toMatch(why);
  expect(server).not.toHaveProperty('parts');
  expect(warnings).toEqual([`The server's metrics are not offered: ${server?.notOffered}`]);
});

test('prompts that came from the cache are said, by the usage or else by the server', async () => {
  const prompts = { promptTokens: 64, requests: 20 };
  for (const promptTokensDetails of [true, false]) {
    const { url } = await startMock({ prefixCache: true, promptTokensDetails });
    const first = await run(url, prompts);
    expect(first.warnings).toEqual([]);
    const again = await run(url, prompts);
    expect(again.warnings).toEqual([
      expect.stringMatching(
        /^\d+ of \d+ prompt tokens \(\d+ %\) came from the server's prefix cache/,
      ),
    ]);
    expect(again.results.cachedTokens ?? again.server?.counts?.prefixCacheHits).toBeGreaterThan(
      0.7 * (again.results.promptTokens ?? 0),
    );
  }
});

test("percentiles come from vLLM's metrics in the answers, with or without scraping", async () => {
  const { server: mock, url } = await startMock({ perRequestMetrics: true, slots: 1, ttft: 5 });
  const { server } = await run(url, { serverMetrics: false, requests: 20, concurrency: 3 });
  const queues = mock.truth
    .take()
    .map(QUEUE)
    .sort((a, b) => a - b);
  expect(server).toMatchObject({ replicas: [], notes: [], perRequest: { queue: { count: 20 } } });
  const { queue } = server?.perRequest ?? {};
  expect(Math.abs((queue?.p50 ?? 0) - (queues[9] ?? 0))).toBeLessThan(0.1);
  expect(Math.abs((queue?.max ?? 0) - (queues[19] ?? 0))).toBeLessThan(0.1);
});

test('a server that begins anew during the run is named, and what it counted is kept', async () => {
  const { url, server: mock } = await startMock();
  let answered = 0;
  const add = mock.truth.add.bind(mock.truth);
  mock.truth.add = (truth) => {
    add(truth);
    if (++answered === 20) setImmediate(() => (mock as MockServer).restart());
  };
  const { server, exitCode } = await run(url, { concurrency: 1, maxErrorRate: 1 });
  expect(exitCode).toBe(0);
  expect(server?.replicas[0]?.why).toBe(
    'it began anew during the run: what it counted shortly before is missing',
  );
  expect(server?.counts?.requests).toBeGreaterThanOrEqual(19);
  expect(server?.notes[0]).toMatch(/^The server's numbers are not whole: 127\.0\.0\.1: it began/);
});

test('metrics that hang before the load hold up no interruption', async () => {
  const interrupt = new AbortController();
  const server = createServer((request, response) => {
    if (request.url === '/metrics') interrupt.abort('interrupted by SIGINT');
    else response.end('{"data":[{"id":"m"}]}');
  });
  const settings = settingsFor(await listen(server), { serverMetrics: true });
  const { exitCode } = await runBench(settings, { interrupted: interrupt.signal });
  expect(exitCode).toBe(EXIT.interrupted);
}, 4_000);

test('without the setting nothing is scraped, and nothing is said', async () => {
  const paths: (string | undefined)[] = [];
  const { url } = await startMock();
  const front = createServer((request, response) => {
    paths.push(request.url);
    void fetch(url + request.url).then(async (answer) => response.end(await answer.text()));
  });
  const { server } = await run(await listen(front), {
    serverMetrics: false,
    requests: 1,
    maxErrorRate: 1,
  });
  expect(server).toBeUndefined();
  expect(paths).not.toContain('/metrics');
});
