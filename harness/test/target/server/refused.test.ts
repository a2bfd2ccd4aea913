import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serverFigures } from '../../../src/results/server';
import { countedBy } from '../../../src/target/server/figures';
import { Scraper } from '../../../src/target/server/scraper';

async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

function scraperOf(url: string): Scraper {
  const scraper = new Scraper({ name: 'demo-0', url });
  onTestFinished(() => scraper.close());
  return scraper;
}

test.each<[string, RequestListener, string]>([
  [
    'a 403',
    (_, response) => response.writeHead(403).end(),
    "it answered 403: it or a proxy before it refuses; a service mesh's mTLS may let only its own members in",
  ],
  [
    'a 401',
    (_, response) => response.writeHead(401).end(),
    'it answered 401: it wants a key for its metrics',
  ],
  [
    'a reset',
    (request) => request.socket.resetAndDestroy(),
    "ECONNRESET; a service mesh's mTLS may let only its own members in",
  ],
  [
    'an end',
    (request) => request.socket.end(),
    "other side closed; a service mesh's mTLS may let only its own members in",
  ],
  [
    'text without end',
    (_, response) => void response.end('#'.repeat(5 * 2 ** 20)),
    'the answer is longer than 4 MiB',
  ],
  [
    'compressed text',
    (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    'the answer is compressed (content encoding gzip), though that was not asked for',
  ],
  [
    'a compressed 404',
    (_, response) => void response.writeHead(404, { 'content-encoding': 'br' }).end('x'),
    'it answered 404: it has no metrics there',
  ],
])('a scrape that meets %s is given up, with what may be in the way', async (_, listener, why) => {
  const scraper = scraperOf(await startServer(listener));
  await scraper.scrape();
  expect([scraper.failed, scraper.why?.replace(/^read /, '')]).toEqual([1, why]);
  expect(countedBy([scraper]).notOffered).toBe(`demo-0${scraper.scraped}: ${scraper.why}`);
});

test('a server that does not answer is given up when the next scrapes are long due', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException('late', 'TimeoutError')), 20);
    return late.signal;
  });
  onTestFinished(() => timeout.mockRestore());
  const scraper = scraperOf(await startServer(() => {}));
  await scraper.scrape();
  expect(timeout).toHaveBeenCalledWith(5_000);
  expect(scraper.why).toBe('no answer within 5 s');
});

test('an address that leads to several servers by turns offers nothing', async () => {
  let turn = 0;
  const scraper = scraperOf(
    await startServer((_, response) => {
      const server = turn++ % 2;
      response.end(`process_start_time_seconds ${server}\nvllm:generation_tokens_total 9\n`);
    }),
  );
  for (let i = 0; i < 4; i++) await scraper.scrape();
  expect(countedBy([scraper]).notOffered).toBe(
    "demo-0 leads to several servers, whose counters can't be told apart: name the target by --namespace and --service, so that each pod is scraped",
  );
});

test('replicas are counted together, and a figure that one of them lacks is unknown', async () => {
  const tokens = 'vllm:generation_tokens_total';
  const start = async (...texts: string[]) => {
    let index = 0;
    const scraper = scraperOf(
      await startServer((_, response) => response.end(texts[Math.min(index++, texts.length - 1)])),
    );
    for (const _ of texts) await scraper.scrape();
    return scraper;
  };
  const one = await start(
    `${tokens} 5\nvllm:num_preemptions_total 1\nvllm:num_requests_running 1\nvllm:kv_cache_usage_perc 0.2`,
    `${tokens} 25\nvllm:num_preemptions_total 4\nvllm:num_requests_running 3\nvllm:kv_cache_usage_perc 0.4`,
  );
  const other = await start(
    `${tokens} 100\nvllm:num_requests_running 10\nvllm:kv_cache_usage_perc 0.8`,
    `${tokens} 130\nvllm:num_requests_running 20\nvllm:kv_cache_usage_perc 0.6`,
  );
  const { counts, gauges } = countedBy([one, other]);
  expect(counts).toMatchObject({ outputTokens: 50, preemptions: null, requests: null });
  expect(gauges?.running).toEqual({ mean: 2 + 15, max: 3 + 20 });
  expect(gauges?.waiting).toEqual({ mean: null, max: null });
  expect(gauges?.cacheUsage.mean).toBeCloseTo((0.3 + 0.7) / 2, 12);
  expect(gauges?.cacheUsage.max).toBe(0.8);
});

/** A replica that answers these texts by turns, scraped once for each; no text is a failure. */
async function scraped(...texts: (string | undefined)[]): Promise<Scraper> {
  let index = 0;
  const listener: RequestListener = (_, response) => {
    const text = texts[index++];
    response.writeHead(text === undefined ? 500 : 200).end(text);
  };
  const scraper = scraperOf(await startServer(listener));
  for (const _ of texts) await scraper.scrape();
  return scraper;
}

test('counters beyond what is exact are unknown, so that results keep their schema', async () => {
  const counted = (tokens: string) =>
    `vllm:generation_tokens_total ${tokens}\nvllm:num_preemptions_total 1\nvllm:num_requests_running 1e308`;
  const scraper = await scraped(counted('1e300'), counted('2e300'));
  const { counts, gauges, replicas } = countedBy([scraper]);
  expect(counts).toMatchObject({ outputTokens: null, preemptions: 0 });
  expect(gauges?.running).toEqual({ mean: null, max: null });
  expect(serverFigures.safeParse({ ...countedBy([scraper]), notes: [] }).success).toBe(true);
  expect(replicas[0]).not.toHaveProperty('why');
  const most = `vllm:generation_tokens_total ${Number.MAX_SAFE_INTEGER}`;
  const full = await Promise.all([1, 2].map(() => scraped('vllm:generation_tokens_total 0', most)));
  expect(countedBy(full).counts?.outputTokens).toBeNull();
});

test('a replica whose first scrape failed says so', async () => {
  const tokens = 'vllm:generation_tokens_total 5';
  const [replica] = countedBy([await scraped(undefined, tokens)]).replicas;
  expect(replica?.why).toBe(
    'its first scrape failed (it answered 500): what it counted before the next is missing',
  );
  const [whole] = countedBy([await scraped(tokens, undefined, tokens)]).replicas;
  expect(whole).not.toHaveProperty('why');
});

test('a prefix cache that found more than was looked for did not', async () => {
  const counted = (hits: number, queries: number) =>
    `vllm:prefix_cache_hits_total ${hits}\nvllm:prefix_cache_queries_total ${queries}`;
  const ends = async (hits: number) =>
    countedBy([await scraped(counted(0, 0), counted(hits, 10))]).counts;
  expect(await ends(11)).toMatchObject({ prefixCacheHits: null, prefixCacheQueries: 10 });
  expect(await ends(10)).toMatchObject({ prefixCacheHits: 10, prefixCacheQueries: 10 });
});
