import { expect, test } from 'vitest';
import { resolveSettings } from '../../src/settings/resolve';
import { messageOf, placesWith } from './places';

const resolve = (fields: object, env: NodeJS.ProcessEnv = {}, files = {}) =>
  resolveSettings({ fields }, env, placesWith(files)).settings;

test.each([
  ['2.50/gpu-hour', 2.5],
  ['3/gpu-hour', 3],
  ['0.001/gpu-hour', 0.001],
])('--price %s', (price, amount) => {
  expect(resolve({ price }).price).toBe(amount);
});

test.each(['2.50', '2.50/hour', '0/gpu-hour', '-1/gpu-hour', '2,50/gpu-hour', '$2/gpu-hour', ''])(
  '--price %j is refused',
  (price) => {
    expect(messageOf(() => resolve({ price }))).toMatch(
      /^--price: expected an amount above 0 for an hour of a GPU, such as 2.50\/gpu-hour, found /,
    );
  },
);

test('a run waits for its target for 5 minutes, unless it is told otherwise', () => {
  expect(resolve({})).toMatchObject({ wait: true, waitReadyMs: 300_000 });
  expect(resolve({ wait: false, waitReady: '90s' })).toMatchObject({
    ...{ wait: false, waitReadyMs: 90_000 },
  });
  expect(resolve({}, { KVMINI_WAIT: 'false', KVMINI_WAIT_READY: '1h' })).toMatchObject({
    ...{ wait: false, waitReadyMs: 3_600_000 },
  });
  expect(messageOf(() => resolve({ waitReady: '0s' }))).toMatch(/^--wait-ready: expected a/);
});

const chart = ({ prices = {}, url = '' }) => ({
  'home/config.yaml': {
    benchmark: { defaultProfile: 'standard', outputDir: '/out', timeout: '1h', retries: 1, prices },
    monitoring: { enabled: false, resources: { enabled: false }, prometheus: { url } },
  },
});

test('a Prometheus is named by flag, variable or the chart; an empty one is none', () => {
  const own = chart({ url: 'http://of-chart:9090' });
  expect(resolve({}, {}, chart({})).prometheusUrl).toBeUndefined();
  expect(resolve({}, {}, own).prometheusUrl).toBe('http://of-chart:9090');
  const env = { KVMINI_PROMETHEUS_URL: 'http://of-variable' };
  expect(resolve({}, env, own).prometheusUrl).toBe('http://of-variable');
  const flag = { prometheusUrl: 'https://of-flag/query' };
  expect(resolve(flag, env, own).prometheusUrl).toBe('https://of-flag/query');
});

test.each(['prometheus:9090', 'ftp://a', 'http://', 'http://u:p@a', 'http://a/?b', ''])(
  '--prometheus-url %j is refused',
  (prometheusUrl) => {
    expect(messageOf(() => resolve({ prometheusUrl }))).toMatch(
      /^--prometheus-url: expected an address such as .*, found /,
    );
  },
);

test("the chart's prices are settings of a run, and none where it has none", () => {
  expect(resolve({}, {}, chart({ prices: { 'NVIDIA-L4': 0.7 } })).prices).toEqual({
    'NVIDIA-L4': 0.7,
  });
  expect(resolve({}, {}, chart({}))).not.toHaveProperty('prices');
  expect(resolve({})).not.toHaveProperty('prices');
  for (const prices of [{ 'NVIDIA L4': 1 }, { a: 0 }, { a: -1 }, { a: '1' }])
    expect(messageOf(() => resolve({}, {}, chart({ prices: prices as object })))).toContain(
      'benchmark.prices',
    );
});

test("the server's metrics are scraped by flag, variable or the chart's value; a file without it says no", () => {
  const config = (server: object) => ({
    'home/config.yaml': {
      benchmark: { defaultProfile: 'standard', outputDir: '/out', timeout: '1h', retries: 1 },
      monitoring: { enabled: false, resources: { enabled: false }, ...server },
    },
  });
  const on = config({ server: { enabled: true } });
  expect(resolve({}).serverMetrics).toBe(false);
  expect(resolve({}, {}, config({})).serverMetrics).toBe(false);
  expect(resolve({}, {}, on).serverMetrics).toBe(true);
  expect(resolve({ serverMetrics: true }).serverMetrics).toBe(true);
  expect(resolve({}, { KVMINI_SERVER_METRICS: 'false' }, on).serverMetrics).toBe(false);
});
