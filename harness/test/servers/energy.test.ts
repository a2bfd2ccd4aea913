/** The energy of a run by a real Prometheus that scrapes exporters of power, as DCGM's is. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { startPrometheus } from '../dashboard/prometheus';
import { runBench, settingsFor, startMock } from '../run/runs';
import { testWith } from '../support/needs';
import { startCluster } from '../target/cluster';
import { podsOf, service } from '../target/replicas/made-pods';

const test = testWith('prometheus', 'prometheus');

const PODS = ['demo-0', 'demo-1'];

/** An exporter of a namespace: a GPU of each of its pods, with the watts of now. */
async function startExporter(
  namespace: string,
  watts: () => number,
  pods: () => readonly string[] = () => PODS,
): Promise<string> {
  const server = createServer((_request, response) => {
    const of = (pod: string) => `gpu="0",UUID="GPU-${pod}",namespace="${namespace}",pod="${pod}"`;
    const lines = pods().map((pod) => `DCGM_FI_DEV_POWER_USAGE{${of(pod)}} ${watts()}\n`);
    response.end(`# TYPE DCGM_FI_DEV_POWER_USAGE gauge\n${lines.join('')}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A run of four seconds against two pods of a namespace. */
async function runIn(namespace: string, prometheusUrl: string) {
  const mock = await startMock();
  const cluster = await startCluster((path) => {
    if (path.includes('/pods?')) return [200, { items: podsOf(2) }];
    if (!path.endsWith('/inferenceservices/demo')) return [404, {}];
    const object = service(2);
    return [200, { ...object, status: { ...object.status, url: mock.url } }];
  });
  const { url: _, ...settings } = settingsFor(mock.url, {
    ...{ namespace, service: 'demo', rate: 25, requests: 100, concurrency: 50 },
    prometheusUrl,
  });
  const { results } = await runBench(settings, { cluster });
  const { energy, durationSeconds, warnings } = results;
  return {
    ...{ energy, seconds: durationSeconds ?? 0 },
    joules: 3_600 * (energy?.wattHours ?? 0),
    notes: warnings.filter((text) => text.includes('energy')),
  };
}

/** A line through the watts of now: 100 W, and 50 W more each second. */
const begun = performance.now();
const rising = () => 100 + (50 * (performance.now() - begun)) / 1_000;

test('energy is the power over exactly the run, however Prometheus labels it, or unknown', async () => {
  let pods = PODS;
  const exporters = await Promise.all([
    startExporter('honoured', () => 180),
    startExporter('renamed', () => 180),
    startExporter('rising', rising),
    startExporter(
      'ending',
      () => 180,
      () => pods,
    ),
  ]);
  // As in most clusters: labels that Prometheus gives itself take the place of the exporter's, which get other names.
  const own = { namespace: 'gpu-operator', pod: 'dcgm-exporter-x' };
  const dcgm = exporters.map((url, index) => ({ url, ...(index === 1 ? own : {}) }));
  const ask = await startPrometheus({ dcgm });
  const scrapes = 'min(count_over_time(DCGM_FI_DEV_POWER_USAGE[1m])) and count(up) == 4';
  await expect
    .poll(async () => (await ask(scrapes)).values[0] ?? 0, { timeout: 20_000 })
    .toBeGreaterThan(2);
  const from = rising();
  const going = ['honoured', 'renamed', 'rising', 'ending'].map((each) => runIn(each, ask.url));
  await sleep(2_000);
  pods = PODS.slice(0, 1);
  const [honoured, renamed, rose, ending] = await Promise.all(going);
  for (const run of [honoured, renamed]) {
    expect(run?.notes).toEqual([]);
    expect(run?.energy).toMatchObject({ gpus: 2 });
    expect(run?.energy?.everySeconds).toBeCloseTo(0.5, 1);
    expect(run?.joules).toBeCloseTo(2 * 180 * (run?.seconds ?? 0), 3);
  }
  // Its middle is two seconds behind the time before it, and it began at most a second later.
  const mean = (rose?.joules ?? 0) / (rose?.seconds ?? 1) / 2;
  expect(mean).toBeGreaterThan(from + 50 * 2);
  expect(mean).toBeLessThan(from + 50 * 3);
  expect(ending?.energy).toBeUndefined();
  expect(ending?.notes).toEqual([
    'What energy the run took is not known: no sample of the power came after the end of the run',
  ]);
}, 60_000);
