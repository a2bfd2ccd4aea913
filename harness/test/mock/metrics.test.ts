import { expect, test } from 'vitest';
import { GENERATIONS } from '../../src/mock/names';
import { startMock } from '../run/runs';
import { ask, scraped } from './asked';

const BUCKETS = /^vllm:request_queue_time_seconds_bucket{[^}]*le="([^"]+)"/gm;

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

test("the metrics are vLLM's, true to what the server did: times, tokens, reasons", async () => {
  const { server, url } = await startMock({ slots: 1, ttft: 20, gap: 3 });
  await Promise.all([1, 2, 3].map(async () => (await ask(url)).text()));
  const truths = server.truth.take();
  const metrics = await scraped(url);
  const of = (name: string) => metrics.get(`vllm:${name}`) ?? Number.NaN;
  const expected = (from: (truth: (typeof truths)[number]) => number) =>
    sum(truths.map(from)) / 1000;
  const [first, last] = [
    (chunks: readonly number[]) => chunks[0] ?? 0,
    (chunks: readonly number[]) => chunks.at(-1) ?? 0,
  ];
  expect(truths).toHaveLength(3);
  const sums: [string, number][] = [
    ['time_to_first_token', expected(({ queued, chunks }) => first(chunks) - queued)],
    ['request_queue_time', expected(({ queued, scheduled }) => scheduled - queued)],
    ['request_prefill_time', expected(({ scheduled, chunks }) => first(chunks) - scheduled)],
    ['request_decode_time', expected(({ chunks }) => last(chunks) - first(chunks))],
    ['request_inference_time', expected(({ scheduled, chunks }) => last(chunks) - scheduled)],
    ['e2e_request_latency', expected(({ queued, chunks }) => last(chunks) - queued)],
    ['inter_token_latency', expected(({ chunks }) => last(chunks) - first(chunks))],
    ['request_time_per_output_token', expected(({ chunks }) => (last(chunks) - first(chunks)) / 5)],
  ];
  for (const [name, seconds] of sums)
    expect(of(`${name}_seconds_sum`), name).toBeCloseTo(seconds, 6);
  expect(of('request_queue_time_seconds_sum')).toBeGreaterThan(0.06);
  expect(of('request_queue_time_seconds_count')).toBe(3);
  expect(of('inter_token_latency_seconds_count')).toBe(15);
  expect([of('prompt_tokens_total'), of('generation_tokens_total')]).toEqual([9, 18]);
  expect(of('request_success_total')).toBe(3);
});

test("the first bucket of the queue's histogram ends at 0.3 s, as vLLM's does", async () => {
  const { url } = await startMock();
  const text = await (await fetch(`${url}/metrics`)).text();
  const bounds = [...text.matchAll(BUCKETS)].map(([, bound]) => bound);
  expect(bounds.slice(0, 3)).toEqual(['0.3', '0.5', '0.8']);
  expect(bounds.slice(-3)).toEqual(['1920', '7680', '+Inf']);
});

test('tokens count as they are made, and requests under way hold the KV cache', async () => {
  const { url } = await startMock({ ttft: 1, gap: 20, jitter: 0, kvTokens: 100 });
  const abort = new AbortController();
  const answer = await ask(url, { max_tokens: 500 }, abort.signal);
  await answer.body?.getReader().read();
  const busy = await scraped(url);
  const output = busy.get('vllm:generation_tokens_total') ?? 0;
  expect(output).toBeGreaterThan(0);
  expect(output).toBeLessThan(500);
  expect(busy.get('vllm:prompt_tokens_total')).toBe(3);
  expect(busy.get('vllm:kv_cache_usage_perc')).toBeCloseTo((3 + output) / 100, 9);
  expect(busy.get('vllm:num_requests_running')).toBe(1);
  abort.abort();
  await expect.poll(async () => (await scraped(url)).get('vllm:num_requests_running')).toBe(0);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toMatch(/request_success_total{[^}]*finished_reason="abort"} 1/);
  expect(text).toMatch(/request_success_total{[^}]*finished_reason="length"} 0/);
  expect((await scraped(url)).get('vllm:kv_cache_usage_perc')).toBe(0);
});

test('the prefix cache knows whole blocks of 16 tokens again, and never a whole prompt', async () => {
  const { url } = await startMock({ prefixCache: true, promptTokensDetails: true });
  const words = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');
  const cached = async (content: string) => {
    const body = { messages: [{ role: 'user', content }], stream: false };
    const { usage } = (await (await ask(url, body)).json()) as {
      usage: { prompt_tokens_details: { cached_tokens: number } };
    };
    return usage.prompt_tokens_details.cached_tokens;
  };
  expect(await cached(words(40))).toBe(0);
  expect(await cached(words(40))).toBe(32);
  expect(await cached(words(32))).toBe(16);
  expect(await cached(`other ${words(40)}`)).toBe(0);
  const metrics = await scraped(url);
  expect(metrics.get('vllm:prefix_cache_queries_total')).toBe(40 + 40 + 32 + 41);
  expect(metrics.get('vllm:prefix_cache_hits_total')).toBe(48);
});

test('answers have the metrics of their request where they are asked for', async () => {
  const { server, url } = await startMock({ perRequestMetrics: true, slots: 1, ttft: 20 });
  const texts = await Promise.all([1, 2].map(async () => (await ask(url)).text()));
  const [, second] = server.truth.take();
  const found = texts.map((text) => JSON.parse(/"metrics":({[^}]*})/.exec(text)?.[1] ?? '{}'));
  const late = found.sort((a, b) => a.queue_time_ms - b.queue_time_ms)[1];
  const [first = 0, last = 0] = [second?.chunks[0], second?.chunks.at(-1)];
  expect(late.queue_time_ms).toBeCloseTo((second?.scheduled ?? 0) - (second?.queued ?? 0), 6);
  expect(late.time_to_first_token_ms).toBeCloseTo(first - (second?.scheduled ?? 0), 6);
  expect(late.generation_time_ms).toBeCloseTo(last - first, 6);
  expect(late.mean_itl_ms).toBeCloseTo((last - first) / 5, 6);
  const { url: plain } = await startMock();
  expect(await (await ask(plain)).text()).not.toContain('"metrics"');
});

test.each(GENERATIONS)('metrics %s have the names of their generation', async (metrics) => {
  const { url } = await startMock({ metrics });
  await (await ask(url)).text();
  const status = (await fetch(`${url}/metrics`)).status;
  const names = [...(await scraped(url)).keys()].filter((name) => !name.endsWith('_bucket'));
  expect([status, names]).toMatchSnapshot();
});
