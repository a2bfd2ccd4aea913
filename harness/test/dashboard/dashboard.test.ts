import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { measuresWith } from '../../src/figures/measures';
import { createDashboard } from '../../tools/dashboard/dashboard';
import { OF_TARGET } from '../../tools/dashboard/server';
import { run, until } from '../cli/program';
import { startMock } from '../run/runs';
import { scrape, startServe } from '../serve/serving';
import { selectedMetrics } from './promql';
import { recordedSamples } from './recorded';

interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { x: number; y: number; w: number; h: number };
  readonly datasource?: { uid: string };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

const text = readFileSync(
  new URL('../../../dashboards/kvmini-harness.json', import.meta.url),
  'utf8',
);
const panels: PanelJson[] = JSON.parse(text).panels;

test('the file is what `npm run generate -w harness` writes', () => {
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(createDashboard())));
});

test('panels have names, texts, places of their own and the chosen datasource', () => {
  expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
  const taken = new Set<string>();
  for (const panel of panels) {
    const { x, y, w, h } = panel.gridPos;
    expect(x + w).toBeLessThanOrEqual(24);
    for (let i = x; i < x + w; i++) {
      for (let j = y; j < y + h; j++) {
        expect(taken.has(`${i},${j}`)).toBe(false);
        taken.add(`${i},${j}`);
      }
    }
    if (panel.type === 'row') continue;
    expect(panel.description).toMatch(/\w.*\.$/);
    expect(panel.datasource?.uid).toBe('$datasource');
    expect(panel.targets, panel.title).not.toEqual([]);
    expect(panel.targets?.every(({ expr }) => selectedMetrics(expr).length > 0)).toBe(true);
  }
});

/** What Prometheus adds to what it scrapes by a ServiceMonitor or PodMonitor. */
const ADDED = ['namespace', 'service', 'pod'];
/** Names that vLLM had before: each stands behind one of today and an `or`. */
const BEFORE = [
  'vllm:gpu_cache_usage_perc',
  'vllm:gpu_prefix_cache_hits_total',
  'vllm:gpu_prefix_cache_queries_total',
  ...['sum', 'count'].map((end) => `vllm:time_per_output_token_seconds_${end}`),
];

test('a target is what stands before the part of its pods that differs', () => {
  const { regex } = JSON.parse(text).templating.list.find(
    ({ name }: { name: string }) => name === 'service',
  );
  const pattern = new RegExp(regex.slice(1, -1));
  const names = {
    'demo-predictor-7f9c5d-abcde': 'demo',
    'demo-predictor-00001-deployment-7f9c5d-abcde': 'demo',
    'llm-kserve-6b7f8-xk2zq': 'llm',
    'llm-kserve-mn-0': 'llm',
    'vllm-7f9c5d-abcde': 'vllm',
    'vllm-0': 'vllm',
  };
  for (const [pod, service] of Object.entries(names)) {
    expect(pattern.exec(pod)?.[1], pod).toBe(service);
    const selector = /pod=~"([^"]+)"/.exec(OF_TARGET)?.[1]?.replace('$service', service) ?? '';
    expect(pod).toMatch(new RegExp(`^(?:${selector})$`));
    expect(`${service}x-predictor-a`).not.toMatch(new RegExp(`^(?:${selector})$`));
  }
});

test('every query names a metric, with labels, that a real scrape has', async () => {
  const { url, env } = await startServe();
  const mock = await startMock({ faults: { http_500: 0.2 } });
  const flags = ['--url', mock.url, '--profile', 'smoke', '--requests', '20', '--no-progress'];
  await run(['bench', ...flags, '--slo', 'ttft=10s,good=1%'], env);
  await until(async () => (await scrape(url)).has('kvmini_last_run_good_ratio'));
  const samples = [...(await scrape(url)).keys(), ...recordedSamples];
  const exists = (metric: string, labels: readonly string[]) =>
    BEFORE.includes(metric) ||
    samples.some(
      (sample) =>
        sample.split('{')[0] === metric &&
        labels
          .filter((label) => !ADDED.includes(label))
          .every((label) => sample.includes(`${label}="`)),
    );
  const queries = panels.flatMap((panel) => panel.targets?.map(({ expr }) => expr) ?? []);
  const missing = queries.flatMap((query) =>
    selectedMetrics(query)
      .filter(({ metric, labels }) => !exists(metric, labels))
      .map(({ metric, labels }) => `${metric}{${labels}} in ${query}`),
  );
  expect(missing).toEqual([]);
});

/** The expressions of the chart's alerts, as the manifests have them. */
const alerts: string[] = readFileSync(
  new URL('../../../test/golden/everything-on.yaml', import.meta.url),
  'utf8',
)
  .split('\n---\n')
  .map((document) => parse(document))
  .filter(({ kind }) => kind === 'PrometheusRule')
  .flatMap(({ spec }) => spec.groups[0].rules.map(({ expr }: { expr: string }) => expr));

test('every alert of the chart names a metric, with labels, that a real scrape has', async () => {
  const { url, env } = await startServe();
  const mock = await startMock();
  const flags = ['--url', mock.url, '--profile', 'smoke', '--requests', '5', '--no-progress'];
  await run(['bench', ...flags, '--slo', 'ttft=1ms,good=100%'], env);
  await until(async () => (await scrape(url)).has('kvmini_last_run_good_ratio'));
  const samples = await scrape(url);
  const selected = alerts.flatMap(selectedMetrics);
  expect(selected.map(({ metric }) => metric)).toEqual([
    'kvmini_runs_total',
    'kvmini_last_run_slo_met',
    'kvmini_build_info',
  ]);
  for (const { metric, labels } of selected) {
    const own = labels.filter((label) => !ADDED.includes(label));
    const found = [...samples.keys()].filter((sample) => sample.split('{')[0] === metric);
    expect(found.some((sample) => own.every((label) => sample.includes(`${label}="`)))).toBe(true);
  }
  expect(samples.get('kvmini_last_run_slo_met')).toBe(0);
  expect(samples.get('kvmini_runs_total{outcome="failed"}')).toBe(0);
});

test('each measure with a metric has its percentiles in a panel, and each that stands out those of runs', () => {
  const selected = panels.flatMap((panel) =>
    (panel.targets ?? []).flatMap(({ expr }) => selectedMetrics(expr).map(({ metric }) => metric)),
  );
  for (const { metric, headline } of measuresWith((measure) => measure.metric)) {
    expect(selected).toContain(`kvmini_${metric}_bucket`);
    if (headline) expect(selected).toContain(`kvmini_last_run_${metric}`);
  }
});

test('what is the same from schedule is drawn over what it is the same of', () => {
  const queries = (title: string) =>
    panels
      .find((panel) => panel.title === title)
      ?.targets?.map(({ expr, legendFormat }) => [
        ...[expr.match(/[\d.]+/)?.[0], expr.match(/kvmini_\w+_seconds/)?.[0], legendFormat],
      ]);
  expect(queries('End to end, from sending and from schedule')).toEqual([
    ['0.5', 'kvmini_request_duration_seconds', 'p50'],
    ['0.99', 'kvmini_request_duration_seconds', 'p99'],
    ['0.5', 'kvmini_request_duration_from_schedule_seconds', 'from schedule p50'],
    ['0.99', 'kvmini_request_duration_from_schedule_seconds', 'from schedule p99'],
  ]);
  expect(queries('Schedule delay')).toEqual([
    ['0.5', 'kvmini_schedule_delay_seconds', 'p50'],
    ['0.9', 'kvmini_schedule_delay_seconds', 'p90'],
    ['0.99', 'kvmini_schedule_delay_seconds', 'p99'],
  ]);
  expect(queries('End to end of runs')).toEqual([
    ['0.5', 'kvmini_last_run_request_duration_seconds', 'p50'],
    ['0.99', 'kvmini_last_run_request_duration_seconds', 'p99'],
    ['0.99', 'kvmini_last_run_request_duration_from_schedule_seconds', 'from schedule p99'],
  ]);
});

test('the check would find a metric that is not there, and a query that is none', () => {
  expect(selectedMetrics('sum by (le) (rate(a_bucket{x="1"}[$__rate_interval])) / b')).toEqual([
    { metric: 'a_bucket', labels: ['x'] },
    { metric: 'b', labels: [] },
  ]);
  expect(() => selectedMetrics('sum(rate(a[5m])')).toThrow('Not valid PromQL');
});

test('no text has the braces of a template: Helm would read them, where the manifests come to be a chart', () => {
  expect(text).not.toContain('{{');
});

test('series that Grafana names itself have one label, and all others of their panel have none', () => {
  const auto = panels.filter(({ targets }) =>
    targets?.some(({ legendFormat }) => legendFormat === '__auto'),
  );
  expect(auto.map(({ title }) => title)).toEqual([
    'Runs by outcome',
    'Time to first token, all requests',
    'Request rate: target and achieved',
    'Errors by reason',
  ]);
  for (const { targets = [] } of auto) {
    for (const { expr, legendFormat } of targets) {
      const labels = legendFormat === '__auto' ? ' by \\(\\w+\\)' : '';
      expect(expr).toMatch(new RegExp(`^sum${labels} ?\\(`));
    }
  }
});
