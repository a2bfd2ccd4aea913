import { App, Chart } from 'cdk8s';
import { expect, test } from 'vitest';
import { KvminiHarness, type KvminiValuesInput } from '../src';
import { allValues } from './support/all-values';

/** The manifests a user would apply, as YAML. */
function yaml(values: KvminiValuesInput): string {
  const app = new App();
  const chart = new Chart(app, 'benchmark', { namespace: 'benchmark' });
  new KvminiHarness(chart, 'kvmini-harness', { values });
  return app.synthYaml();
}

const everythingOff: KvminiValuesInput = {
  persistence: { enabled: false },
  serviceAccount: { create: false },
  rbac: { create: false },
  resources: null,
  podSecurityContext: null,
  securityContext: null,
};

const production: KvminiValuesInput = {
  image: { tag: '2025.9.1' },
  resources: {
    requests: { cpu: '2000m', memory: '4Gi' },
    limits: { cpu: '4000m', memory: '8Gi' },
  },
  persistence: { storageClass: 'fast-ssd', size: '100Gi' },
  global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
  rbac: { scope: 'namespace' },
  monitoring: {
    enabled: true,
    serviceMonitor: { enabled: true, labels: { release: 'prometheus' } },
  },
  networkPolicy: { enabled: true },
};

test.each<[string, KvminiValuesInput]>([
  ['defaults', {}],
  ['everything-on', allValues],
  ['everything-off', everythingOff],
  ['existing-claim', { persistence: { existingClaim: 'results' } }],
  ['production', production],
])('%s renders as reviewed', async (name, values) => {
  await expect(yaml(values)).toMatchFileSnapshot(`golden/${name}.yaml`);
});
