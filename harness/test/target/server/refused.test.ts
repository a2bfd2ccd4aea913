import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
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
