import { expect } from 'vitest';
import { createDashboard } from '../../tools/dashboard/dashboard';
import { run, start, until } from '../cli/program';
import { startMock } from '../run/runs';
import { startServe } from '../serve/serving';
import { testWith } from '../support/needs';
import { startPrometheus } from './prometheus';

const test = testWith('prometheus', 'prometheus');

interface PanelJson {
  readonly targets?: readonly { readonly expr: string }[];
}

const panels: PanelJson[] = JSON.parse(JSON.stringify(createDashboard())).panels;
const QUERIES = panels
  .flatMap(({ targets }) => targets?.map(({ expr }) => expr) ?? [])
  .map((expr) => expr.replaceAll('$__rate_interval', '5s').replaceAll('$profile', '.*'));

test('every query finds numbers in a real Prometheus that scrapes two harnesses and their target', async () => {
  const mock = await startMock({ ttft: 20, gap: 2, slots: 4, faults: { http_500: 0.2 } });
  const [one, two] = [await startServe(), await startServe()];
  const flags = ['bench', '--url', mock.url, '--profile', 'smoke', '--no-progress'];
  const load = [...flags, '--concurrency', '8', '--slo', 'ttft=10s,good=1%'];
  for (const { env } of [one, two]) await run([...load, '--requests', '20'], env);
  const ask = await startPrometheus({ kvmini: [one.url, two.url], vllm: [mock.url] });
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
