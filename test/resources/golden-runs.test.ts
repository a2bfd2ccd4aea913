import { App, Chart, Yaml } from 'cdk8s';
import { expect, test } from 'vitest';
import { KvminiHarness, KvminiRun, type KvminiRunProps } from '../../src';

/** The manifests of a run beside a harness. */
function yaml(id: string, props: Omit<KvminiRunProps, 'release'>): string {
  const chart = new Chart(new App(), 'benchmark', { namespace: 'benchmark' });
  const values = {
    workers: { enabled: true },
    networkPolicy: { enabled: true },
    global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
  };
  const release = new KvminiHarness(chart, 'kvmini-harness', { values });
  const run = new KvminiRun(chart, id, { release, ...props });
  const objects = [run.networkPolicy, run.persistentVolumeClaim, run.job, run.cronJob];
  return Yaml.stringify(...objects.flatMap((object) => object?.toJson() ?? []));
}

test.each<[string, Omit<KvminiRunProps, 'release'>]>([
  ['once', { bench: { requests: 1000 } }],
  [
    'nightly',
    {
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      target: { service: 'svc/chat:8000', namespace: 'ml-prod', model: 'chat' },
      profile: 'sustained',
      bench: { rate: 12.5, duration: '10m', slo: { ttft: '200ms', good: 0.95 } },
      pods: 4,
      baseline: 'latest-good',
      maxRegression: '10%',
      claim: { size: '20Gi' },
      resources: { requests: { cpu: '2' } },
      extraEnv: [{ name: 'KVMINI_MAX_ERROR_RATE', value: '1%' }],
    },
  ],
])('a run called %s renders as reviewed', async (id, props) => {
  await expect(yaml(id, props)).toMatchFileSnapshot(`../golden/run-${id}.yaml`);
});
