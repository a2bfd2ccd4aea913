import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeReport } from '../../src/report/report';
import { parseQuantity } from '../../src/target/quantity';
import { runBench, settingsFor, startMock } from '../run/runs';
import { testWith } from '../support/needs';
import { startCluster } from './cluster';

const testWithCertificate = testWith('openssl', 'openssl');

const path =
  '/apis/metrics.k8s.io/v1beta1/namespaces/ml/pods?labelSelector=serving.kserve.io%2Finferenceservice%3Dllm';
const usage = { cpu: '1500m', memory: '2048Mi' };
const items = [{ metadata: { name: 'llm-0' }, containers: [{ name: 'kserve-container', usage }] }];

const wanted = { namespace: 'ml', service: 'llm', resources: true };

testWithCertificate(
  "samples the target's pods during a run, and shows them in the report",
  async () => {
    const { url } = await startMock();
    const cluster = await startCluster((asked) => (asked === path ? [200, { items }] : [404, {}]));
    const { folder } = await runBench(settingsFor(url, wanted), { cluster });
    const [row] = readFileSync(join(folder, 'resources.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(row ?? '')).toMatchObject({
      pod: 'llm-0',
      container: 'kserve-container',
      cpuCores: 1.5,
      memoryBytes: 2 ** 31,
    });
    expect(readFileSync(await writeReport(folder), 'utf8')).toContain("The target's resources");
  },
);

testWithCertificate('a run goes on where they can not be sampled, and says why', async () => {
  const { url } = await startMock();
  const lines: string[] = [];
  const ports = { log: (line: string) => lines.push(line) };
  const forbidden = await startCluster(() => [403, {}]);
  const refused = await runBench(settingsFor(url, wanted), { cluster: forbidden, ...ports });
  const outside = await runBench(settingsFor(url, wanted), ports);
  expect([refused.exitCode, outside.exitCode]).toEqual([0, 0]);
  expect(lines).toEqual([
    expect.stringContaining('answered 403'),
    expect.stringContaining('needs a cluster'),
  ]);
});

const BY_SUFFIX = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 },
};

test.each(Object.entries(BY_SUFFIX))(
  'reads quantities as the metrics API writes them: %s',
  (suffix, factor) => {
    expect(parseQuantity(`3${suffix}`)).toBe(3 * factor);
    expect(parseQuantity(`1.5${suffix}`)).toBe(1.5 * factor);
  },
);

test.each(['x', '5Xi', '-1', '1 Ki', '', 'toString'])('%j is no quantity', (text) => {
  expect(parseQuantity(text)).toBeNaN();
});
