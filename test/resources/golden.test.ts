import { readFileSync } from 'node:fs';
import { App, Chart, Yaml } from 'cdk8s';
import { expect, test } from 'vitest';
import { KvminiHarness, type KvminiValuesInput, renderValues } from '../../src';
import { allValues } from '../support/all-values';

const DASHBOARD = readFileSync('dashboards/kvmini-harness.json', 'utf8');
const DASHBOARD_SHOWN = 'the text of dashboards/kvmini-harness.json';

/** The manifests a user would apply, as YAML, with the dashboard's thousand lines in a word. */
function yaml(values: KvminiValuesInput): string {
  const shown = JSON.stringify(renderValues(values)).replaceAll(
    JSON.stringify(DASHBOARD),
    JSON.stringify(DASHBOARD_SHOWN),
  );
  return Yaml.stringify(...JSON.parse(shown));
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
  await expect(yaml(values)).toMatchFileSnapshot(`../golden/${name}.yaml`);
});

test('a subchart with the parent’s globals renders as reviewed', async () => {
  const chart = new Chart(new App(), 'vllm', { namespace: 'ml-prod' });
  KvminiHarness.subchart(chart, 'kvmini', {
    releaseName: 'vllm',
    parentValues: {
      vllm: { replicas: 2 },
      global: {
        isvc: { name: 'demo-llm', namespace: 'ml-prod' },
        model: { storageUri: 'hf://example/model' },
        imageRegistry: 'mirror.example.com',
        imagePullSecrets: ['of-all-charts'],
      },
      kvmini: { enabled: true, persistence: { size: '20Gi' }, global: { isvc: { name: 'lost' } } },
    },
  });
  await expect(Yaml.stringify(...chart.toJson())).toMatchFileSnapshot('../golden/subchart.yaml');
});
