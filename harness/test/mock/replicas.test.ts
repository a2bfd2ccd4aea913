import { expect, test } from 'vitest';
import { startMock } from '../run/runs';
import { ask, scraped, startReplicas } from './asked';

/** A connection that is kept would end with a restart. */
const CLOSE = { headers: { connection: 'close' } };

const json = async (url: string) => (await fetch(url, CLOSE)).json();

test('says its version, its longest request and, in answers, its fingerprint', async () => {
  const { url } = await startMock({ serverVersion: '0.33.1', maxModelLen: 20 });
  expect(await json(`${url}/version`)).toEqual({ version: '0.33.1' });
  expect(await json(`${url}/v1/models`)).toMatchObject({
    data: [{ id: 'mock-model', max_model_len: 20 }],
  });
  expect(await (await ask(url)).text()).toContain('"system_fingerprint":"vllm-0.33.1-mock"');
});

test.each([
  [17, 200, ''],
  [18, 400, 'maximum context length is 20 tokens'],
  [20, 400, 'maximum context length is 20 tokens'],
  [21, 400, 'max_tokens=21 cannot be greater than max_model_len=20'],
])('three words and %i tokens of at most 20: %i', async (tokens, status, message) => {
  const { url } = await startMock({ maxModelLen: 20 });
  const answer = await ask(url, { max_tokens: tokens });
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(message);
});

test('until it is ready it answers 503, but for its metrics and version', async () => {
  const { server, url } = await startMock({ readyAfter: 60_000 });
  const paths = ['/health', '/v1/models', '/metrics', '/version'];
  const statuses = () =>
    Promise.all(paths.map(async (path) => (await fetch(url + path, CLOSE)).status));
  expect(await statuses()).toEqual([503, 503, 200, 200]);
  expect((await ask(url)).status).toBe(503);
  server.restart({ readyAfter: 0 });
  expect(await statuses()).toEqual([200, 200, 200, 200]);
});

test('a restart sets every counter to 0, and may bring another version', async () => {
  const { server, url } = await startMock();
  await (await ask(url)).text();
  const before = await scraped(url);
  server.restart({ serverVersion: '0.33.0' });
  const after = await scraped(url);
  const of = (name: string) => [before.get(name) ?? 0, after.get(name) ?? 0];
  expect(of('vllm:generation_tokens_total')).toEqual([6, 0]);
  const [once, again] = of('process_start_time_seconds');
  expect(again).toBeGreaterThan(once ?? 0);
  expect(await json(`${url}/version`)).toEqual({ version: '0.33.0' });
});

test('replicas have addresses and counters of their own, and a Service spreads connections', async () => {
  const { url, replicas } = await startReplicas(3);
  const { port } = new URL(url);
  expect(replicas).toEqual([2, 3, 4].map((last) => `http://127.0.0.${last}:${port}`));
  for (let i = 0; i < 6; i++) await (await ask(url)).text();
  const tokens = replicas.map(
    async (each) => (await scraped(each)).get('vllm:generation_tokens_total') ?? 0,
  );
  expect(await Promise.all(tokens)).toEqual([12, 12, 12]);
});

test('the Service passes nothing to a replica that is not ready', async () => {
  const { url, replicas, servers } = await startReplicas(3, { readyAfter: 60_000 });
  await expect(ask(url)).rejects.toThrow();
  servers[1]?.restart({ readyAfter: 0 });
  for (let i = 0; i < 3; i++) expect(await (await ask(url)).text()).toContain('[DONE]');
  expect((await scraped(replicas[1] ?? '')).get('vllm:request_success_total')).toBe(3);
});
