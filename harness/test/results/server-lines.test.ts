import { expect, test } from 'vitest';
import { inTerminal } from '../../src/figures/format';
import type { ServerFigures } from '../../src/results/server';
import { serverLines } from '../../src/results/server-lines';

const mean = (value: number) => ({ mean: value, count: 10 });
const summary = (p50: number, p99: number) => ({
  ...{ count: 10, mean: p50, p50, p90: p50, p99, max: p99 },
});

const SERVER: ServerFigures = {
  replicas: [
    { name: 'a', scraped: ':8080/metrics', scrapes: 30, failed: 1, requests: 6 },
    { name: 'b', scraped: ':8080/metrics', scrapes: 31, failed: 0, requests: 4 },
  ],
  times: {
    ...{ firstToken: mean(40.2), queue: mean(0.025), prefill: mean(38), decode: mean(100.5) },
    ...{ whole: mean(140.7), tokenGap: mean(5) },
  },
  counts: {
    ...{ requests: 10, promptTokens: 1000, outputTokens: 320, preemptions: 2 },
    ...{ prefixCacheQueries: 1000, prefixCacheHits: 125 },
  },
  gauges: {
    running: { mean: 3.25, max: 8 },
    waiting: { mean: 0, max: 1 },
    cacheUsage: { mean: 0.125, max: 0.5 },
  },
  parts: { delay: 0.5, outside: 12.25, queue: 0.25, prefill: 38 },
  perRequest: { queue: summary(0.02, 3), prefill: summary(37, 60), outside: summary(11, 19) },
  notes: [],
};

test('what the server counted is told with its numbers', () => {
  expect(serverLines(SERVER, inTerminal)).toEqual([
    [
      'Mean TTFT, taken apart',
      "51.00 ms = schedule delay 0.50 + network, gateway, HTTP 12.25 + server's queue 0.25 + prefill 38.00",
    ],
    [
      "Server's means, ms",
      'TTFT 40.20, queue 0.03, prefill 38.00, decode 100.50, end to end 140.70',
    ],
    [
      'By request, p50, p99',
      'queue 0.02 and 3.00, prefill 37.00 and 60.00, outside 11.00 and 19.00',
    ],
    ['Running on the server', '3.3 (max 8), waiting 0.0 (max 1)'],
    ['KV cache in use', '12.5 % (max 50.0 %)'],
    ['Counted by server', '10 requests, 1000 prompt and 320 output tokens'],
    ['Prefix cache hits', '12.5 %; preemptions 2'],
    ['Scraped', '2 replicas at :8080/metrics, 61 times, 1 failed'],
  ]);
});

test('what is not offered says why; what was not asked says nothing', () => {
  const refused: ServerFigures = { replicas: [], notOffered: 'it answered 404', notes: [] };
  expect(serverLines(refused, inTerminal)).toEqual([
    ['Server metrics', 'not offered: it answered 404'],
  ]);
  expect(serverLines(undefined, inTerminal)).toEqual([]);
});
