import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { MockOptions } from '../../src/mock/options';
import type { Results } from '../../src/results/schema';
import { startCluster } from '../target/cluster';
import { pod, podsOf, service } from '../target/replicas/made-pods';
import { readRun, runBench, settingsFor, startMock } from './runs';

const OBJECT = '/apis/serving.kserve.io/v1beta1/namespaces/ml/inferenceservices/demo';
const PODS = /^\/api\/v1\/namespaces\/ml\/pods\?/;

/** The warnings, but for those of the machine on which the tests run. */
const ofTarget = ({ warnings }: Results) =>
  warnings.filter((text) => !/load generator|machine's host/.test(text));

/** A mock server as the InferenceService `demo`, whose pods and status are as they are told at each look. */
async function startDemo(
  look: (index: number) => { pods?: readonly object[]; object?: object },
  options: Partial<MockOptions> = {},
) {
  const mock = await startMock(options);
  let looks = 0;
  const cluster = await startCluster((path) => {
    if (path === '/api/v1/nodes/gpu-1')
      return [200, { metadata: { labels: { 'nvidia.com/gpu.product': 'NVIDIA-L4' } } }];
    if (PODS.test(path)) {
      const { pods } = look(looks++);
      return pods ? [200, { items: pods }] : [403, {}];
    }
    const { object = service(1) } = look(looks);
    const status = { ...object, status: { ...Object(object).status, url: mock.url } };
    return path === OBJECT ? [200, status] : [404, {}];
  });
  const { url: _, ...settings } = settingsFor(mock.url, { namespace: 'ml', service: 'demo' });
  const run = async (changes: Partial<typeof settings> = {}) => {
    const log: string[] = [];
    const ports = { cluster, log: (line: string) => void log.push(line) };
    const outcome = await runBench({ ...settings, ...changes }, ports);
    return { ...outcome, ...readRun(outcome.folder), log };
  };
  return { ...mock, run };
}

test('5 of 8 ready never start: the run fails, names the pods, and sends nothing', async () => {
  const { run, server } = await startDemo(() => ({ pods: podsOf(8, 5), object: service(8) }));
  const { exitCode, results, rows } = await run({ waitReadyMs: 20 });
  expect(exitCode).toBe(1);
  expect(results.reason).toMatch(
    /^the target was not ready within 0\.02 s \(--wait-ready\): 5 of 8 pods are ready; not ready: demo-5 .*demo-6 .*demo-7 /,
  );
  expect([rows, server.truth.take()]).toEqual([[], []]);
});

test('8 that are wanted are waited for, though only 5 pods are there and ready', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(5), object: service(8) }));
  const { exitCode, results } = await run({ waitReadyMs: 20 });
  expect(exitCode).toBe(1);
  expect(results.reason).toContain('5 of 8 pods are ready; not ready: 3 not made yet');
});

test('--no-wait goes on, and marks the run', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(8, 5), object: service(8, 'False') }));
  const { exitCode, results, record } = await run({ wait: false });
  expect(exitCode).toBe(0);
  expect(ofTarget(results)[0]).toMatch(
    /^The run began before all of the target was ready \(--no-wait\): 5 of 8 pods are ready; .*; it says that it is not ready$/,
  );
  expect(record.serving?.start).toMatchObject({ desired: 8, ready: 5 });
  expect(record.serving?.start.pods?.map(({ ready }) => ready)).toEqual([
    ...Array(5).fill(true),
    ...Array(3).fill(false),
  ]);
});

test('what served the requests is recorded at start and end, and a run without change is not marked', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(2) }), { maxModelLen: 4096 });
  const { exitCode, results, record } = await run();
  expect(exitCode).toBe(0);
  expect(ofTarget(results)).toEqual([]);
  const { start, end, ...rest } = record.serving ?? {};
  expect(rest).toEqual({ fingerprints: ['vllm-0.32.0-mock'], changes: [], notes: [] });
  const expected = { desired: 2, ready: 2, version: '0.32.0', model: 'mock-model' };
  for (const state of [start, end]) {
    expect(state).toMatchObject({ ...expected, maxModelLen: 4096 });
    expect(state?.pods?.[0]).toEqual({
      ...{ name: 'demo-0', uid: 'uid-demo-0', ip: '10.0.0.1', node: 'gpu-1' },
      ...{ ready: true, restarts: 0, images: ['vllm/vllm-openai:v0.32.0'] },
    });
  }
});

test('a run during which the target changed is marked', async () => {
  const { run, server } = await startDemo((index) => {
    if (index === 1) server.restart({ serverVersion: '0.33.0' });
    return { pods: index === 0 ? podsOf(2) : [pod('demo-0', { restarts: 1 })] };
  });
  const { results, record } = await run();
  expect(record.serving?.changes.slice(0, 3)).toEqual([
    'scaled from 2 to 1 pods',
    'gone: demo-1 on gpu-1',
    'demo-0 was restarted',
  ]);
  expect(ofTarget(results)[0]).toMatch(/^The target changed during the run: scaled from 2 to 1 /);
});

test('another version in later answers is a change, though /version says nothing', async () => {
  const { run, server } = await startDemo(() => ({ pods: podsOf(1) }));
  let rows = 0;
  server.truth.add = () => {
    if (++rows === 5) server.restart({ serverVersion: '0.33.0' });
  };
  const { record } = await run({ concurrency: 1, requests: 12, maxErrorRate: 1 });
  expect(record.serving?.fingerprints).toEqual(['vllm-0.32.0-mock', 'vllm-0.33.0-mock']);
  expect(record.serving?.changes).toEqual([
    'the version: 0.32.0, then 0.33.0',
    'system_fingerprint: vllm-0.32.0-mock, vllm-0.33.0-mock',
  ]);
});

test('pods that may not be read are one note, with the rule that is missing, and the run goes on', async () => {
  const { run } = await startDemo(() => ({}));
  const { exitCode, results, record, log } = await run();
  const note =
    "the pods of the target can't be read in ml, so that it is not known whether all replicas are ready (the Kubernetes API: answered 403: that needs get and list of pods, which rbac.create gives)";
  expect(exitCode).toBe(0);
  expect(log).toEqual([note]);
  expect(record.serving).toMatchObject({ notes: [note], start: { pods: null, ready: null } });
  expect(ofTarget(results)).toEqual([`T${note.slice(1)}`]);
});

test.each([
  [16, 48, 64, false],
  [16, 49, 64, true],
  [1, 64, 64, true],
])(
  'prompts of %i and outputs of %i tokens at a length of %i are said before load: %s',
  async (promptTokens, maxTokens, maxModelLen, isSaid) => {
    const { url } = await startMock({ maxModelLen });
    const log: string[] = [];
    const settings = settingsFor(url, { promptTokens, maxTokens, requests: 1, maxErrorRate: 1 });
    const { results } = await runBench(settings, { log: (line) => void log.push(line) });
    const said = [expect.stringContaining(`of more than ${maxModelLen} tokens (max_model_len)`)];
    expect([log, ofTarget(results)]).toEqual(isSaid ? [said, said] : [[], []]);
  },
);

test('--price gives the cost of the GPUs that the pods have; where these change, it is not known', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(3) }));
  const { results } = await run({ price: 2.5 });
  expect(results.cost).toEqual({ perGpuHour: 2.5, gpus: 3, perHour: 7.5 });
  expect(ofTarget(results)).toEqual([]);
  const scaled = await startDemo((index) => ({ pods: podsOf(index === 0 ? 3 : 2) }));
  const unknown = (await scaled.run({ price: 2.5 })).results;
  expect(unknown).not.toHaveProperty('cost');
  expect(ofTarget(unknown)[1]).toBe(
    'What the run cost is not known: the number of GPUs changed during the run',
  );
  const { url } = await startMock();
  const outside = await runBench(settingsFor(url, { price: 2.5 }));
  expect(ofTarget(outside.results)).toEqual([
    'What the run cost is not known: the pods of the target are not known',
  ]);
});

test('without --price the table of the chart gives the cost, by the product of the nodes', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(3) }));
  const { results } = await run({ prices: { 'NVIDIA-L4': 0.5 } });
  expect(results.cost).toEqual({
    ...{ perGpuHour: 0.5, gpus: 3, perHour: 1.5 },
    products: [{ product: 'NVIDIA-L4', gpus: 3, perGpuHour: 0.5 }],
  });
  const given = await run({ prices: { 'NVIDIA-L4': 0.5 }, price: 2 });
  expect(given.results.cost).toEqual({ perGpuHour: 2, gpus: 3, perHour: 6 });
  const unknown = await run({ prices: { 'Tesla-T4': 0.5 } });
  expect(unknown.results).not.toHaveProperty('cost');
  expect(ofTarget(unknown.results)).toEqual([
    'What the run cost is not known: benchmark.prices has no price for NVIDIA-L4, the GPUs of demo-0',
  ]);
});

/** A Prometheus with the power of the GPU of each of these pods: 360 W, scraped every 10 ms. */
async function startPower(pods: readonly string[]): Promise<string> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://x').searchParams;
    const query = asked.get('query') ?? '';
    const at = Number(asked.get('time'));
    const now = performance.now() / 1_000;
    const [, seconds] = /\[(\d+)s\]$/.exec(query) ?? [];
    const times = Array.from({ length: 400 }, (_, i) => Math.floor(100 * now) / 100 - 0.01 * i);
    const values = times.filter((time) => time > at - Number(seconds)).reverse();
    const series = (pod: string) => ({
      metric: { namespace: 'ml', pod, UUID: `GPU-${pod}` },
      values: values.map((time) => [time, '360']),
    });
    const isWanted = query.includes('{namespace="ml"');
    const result = query === 'time()' ? [now, `${now}`] : isWanted ? pods.map(series) : [];
    const resultType = query === 'time()' ? 'scalar' : 'matrix';
    response.end(JSON.stringify({ status: 'success', data: { resultType, result } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('energy is the power over exactly the run, whatever the clock of Prometheus says', async () => {
  const { run } = await startDemo(() => ({ pods: podsOf(2) }), { ttft: 200 });
  const prometheusUrl = await startPower(['demo-0', 'demo-1']);
  const { results } = await run({ prometheusUrl });
  expect(ofTarget(results)).toEqual([]);
  expect(results.energy).toMatchObject({ gpus: 2 });
  expect(results.energy?.everySeconds).toBeCloseTo(0.01, 6);
  const joules = 3_600 * (results.energy?.wattHours ?? 0);
  expect(joules).toBeCloseTo(2 * 360 * (results.durationSeconds ?? 0), 6);
});

test.each<[string, string[], string]>([
  [
    'a pod without an exporter',
    ['demo-0'],
    'demo-1 has 1 GPU, and Prometheus has DCGM_FI_DEV_POWER_USAGE of 0: ',
  ],
  ['a Prometheus that is not there', [], 'Prometheus (http://127.0.0.1:9): '],
])('%s: energy is not known, and that is said', async (_, pods, why) => {
  const { run } = await startDemo(() => ({ pods: podsOf(2) }));
  const prometheusUrl = pods.length > 0 ? await startPower(pods) : 'http://127.0.0.1:9';
  const { exitCode, results } = await run({ prometheusUrl });
  expect([exitCode, results.energy]).toEqual([0, undefined]);
  expect(ofTarget(results)[0]).toContain(`What energy the run took is not known: ${why}`);
});
