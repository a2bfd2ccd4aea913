import { expect } from 'vitest';
import { createDashboard } from '../../tools/dashboard/dashboard';
import { OF_TARGET } from '../../tools/dashboard/server';
import { run, start, until } from '../cli/program';
import { runBench, settingsFor, startMock } from '../run/runs';
import { startServe } from '../serve/serving';
import { testWith } from '../support/needs';
import { startPrometheus } from './prometheus';
import { filled } from './promql';
import { startRecorded } from './recorded';

const test = testWith('prometheus', 'prometheus');

interface PanelJson {
  readonly targets?: readonly { readonly expr: string }[];
}

const panels: PanelJson[] = JSON.parse(JSON.stringify(createDashboard())).panels;
const EXPRESSIONS = panels.flatMap(({ targets }) => targets?.map(({ expr }) => expr) ?? []);

const QUERIES = EXPRESSIONS.map((expr) => filled(expr, '5s'));

test('every query finds numbers in a real Prometheus that scrapes two harnesses and a real vLLM', async () => {
  const mock = await startMock({ ttft: 20, gap: 2, slots: 4, faults: { http_500: 0.2 } });
  const [one, two] = [await startServe(), await startServe()];
  const flags = ['bench', '--url', mock.url, '--profile', 'smoke', '--no-progress'];
  const load = [...flags, '--concurrency', '8', '--slo', 'ttft=10s,good=1%'];
  for (const { env } of [one, two]) await run([...load, '--requests', '20'], env);
  const vllm = { url: await startRecorded(), namespace: 'ml', pod: 'demo-predictor-7f9c-abcde' };
  const ask = await startPrometheus({ kvmini: [one.url, two.url], vllm: [vllm] });
  const going = start([...load, '--requests', '10000', '--rate', '50'], one.env);
  const asked = async () => {
    const answers = await Promise.all(QUERIES.map(async (query) => [query, await ask(query)]));
    return answers as [string, Awaited<ReturnType<typeof ask>>][];
  };
  const empty = async () =>
    (await asked()).filter(([, { values }]) => !values.some(Number.isFinite));
  await until(async () => (await empty()).length === 0, 20_000).catch(() => {});
  const answers = await asked();
  going.child.kill('SIGINT');
  await going.ended;
  expect(answers.filter(([, { error }]) => error !== undefined)).toEqual([]);
  expect(answers.filter(([, { values }]) => !values.some(Number.isFinite))).toEqual([]);
}, 60_000);

/** Of the queries, those of the server. */
const OF_SERVER = EXPRESSIONS.filter((expr) => expr.includes('vllm:'));

test('a namespace and a target are chosen alone, by names of today and by those before', async () => {
  const one = await startRecorded();
  const old = await startMock({ metrics: 'vllm-0.8', gap: 1 });
  const ask = await startPrometheus({
    vllm: [
      { url: one, namespace: 'ml', pod: 'demo-predictor-7f9c-abcde' },
      { url: old.url, namespace: 'old', pod: 'demo-b-kserve-0' },
    ],
  });
  const settings = { rate: 30, requests: 1_000, promptTokens: 64, namespace: 'x' };
  const stop = new AbortController();
  const going = runBench(settingsFor(old.url, settings), { interrupted: stop.signal });
  const found = async (chosen: Record<string, string>) => {
    const queries = OF_SERVER.map((expr) => filled(expr, '5s', chosen));
    const answers = await Promise.all(queries.map(ask));
    return answers.filter(({ values }) => values.some(Number.isFinite)).length;
  };
  const client = OF_SERVER.filter((expr) => !expr.includes('$namespace')).length;
  expect(client).toBe(0);
  const chosen = [
    { namespace: 'ml' },
    { service: 'demo' },
    { namespace: 'old', service: 'demo-b' },
  ];
  for (const each of chosen)
    await expect.poll(() => found(each), { timeout: 15_000 }).toBe(OF_SERVER.length);
  const running = (service: string) =>
    ask(filled(`count(vllm:num_requests_running${OF_TARGET})`, '5s', { service }));
  expect((await running('demo')).values).toEqual([1]);
  expect((await running('.*')).values).toEqual([2]);
  for (const none of [
    { namespace: 'none' },
    { service: 'dem' },
    { namespace: 'ml', service: 'demo-b' },
  ])
    expect(await found(none)).toBe(0);
  stop.abort('done');
  await going;
}, 60_000);

test('the time in the queue is its mean, where a quantile would say 150 ms of 0.03', async () => {
  const ask = await startPrometheus({ vllm: [await startRecorded()] });
  const [query = ''] = QUERIES.filter((expr) => expr.includes('request_queue_time_seconds'));
  const milliseconds = async (expr: string) => 1_000 * ((await ask(expr)).values[0] ?? Number.NaN);
  await expect.poll(() => milliseconds(query), { timeout: 15_000 }).toBeGreaterThan(0.03);
  expect(await milliseconds(query)).toBeLessThan(0.04);
  const quantile =
    'histogram_quantile(0.5, sum by (le) (rate(vllm:request_queue_time_seconds_bucket[5s])))';
  expect(await milliseconds(quantile)).toBeCloseTo(150, 6);
}, 30_000);
