/** The harness's own look-up, with the token and the rights that the manifests give it, against KServe's own definitions. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAddress } from '../../harness/src/target/discover';
import type { Cluster } from '../../harness/src/target/kubernetes';
import type { KvminiValuesInput } from '../../src';
import { renderValues } from '../../src/testing';
import { kubectlPrints } from './cluster';

/** One that is there already, and no ClusterRole: nothing is made cluster-wide. */
const NAMESPACE = 'benchmark';
const HOST = `http://demo.${NAMESPACE}.svc.cluster.local`;

const asList = (items: readonly unknown[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** The account's rights alone: a test of what it may read needs no pod. */
const rights = (values: KvminiValuesInput) =>
  asList(
    renderValues(values, { namespace: NAMESPACE }).filter(({ kind }) => /Account|Role/.test(kind)),
  );

const withName = (kind: string, version: string, name: string, spec: object) => ({
  apiVersion: `serving.kserve.io/${version}`,
  kind,
  metadata: { name, namespace: NAMESPACE },
  spec,
});

const OBJECTS = [
  withName('InferenceService', 'v1beta1', 'demo', {
    predictor: { model: { modelFormat: { name: 'vLLM' } } },
  }),
  withName('InferenceService', 'v1beta1', 'new', {
    predictor: { model: { modelFormat: { name: 'vLLM' } } },
  }),
  withName('LLMInferenceService', 'v1alpha2', 'llm', { model: { uri: 'hf://org/model' } }),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'new-predictor', namespace: NAMESPACE },
    spec: { clusterIP: 'None', selector: { app: 'new' }, ports: [{ port: 80, targetPort: 8080 }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'llm-kserve-workload-svc', namespace: NAMESPACE },
    spec: { selector: { app: 'llm' }, ports: [{ name: 'https', port: 8000 }] },
  },
];

const report = (kind: string, name: string, status: object) =>
  kubectlPrints([
    ...['patch', '-n', NAMESPACE, kind, name, '--subresource=status', '--type=merge'],
    ...['-p', JSON.stringify({ status })],
  ]);

let cluster: Cluster;

/** What a pod has: the address of the API, its certificate, and a token of its account. */
async function asAccount(): Promise<Cluster> {
  const config = JSON.parse(
    await kubectlPrints(['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json']),
  );
  const { server, 'certificate-authority-data': ca } = config.clusters[0].cluster;
  const serviceAccount = mkdtempSync(join(tmpdir(), 'kvmini-account-'));
  const token = await kubectlPrints(['create', 'token', '-n', NAMESPACE, 'kvmini-harness']);
  writeFileSync(join(serviceAccount, 'token'), token);
  writeFileSync(join(serviceAccount, 'ca.crt'), Buffer.from(ca, 'base64'));
  return { url: server, serviceAccount };
}

async function found(service: string) {
  const { url, from } = await findAddress({ namespace: NAMESPACE, service }, cluster);
  return [url.href, from];
}

beforeAll(async () => {
  await kubectlPrints(['apply', '-f', '-'], asList(OBJECTS));
  await report('inferenceservice', 'demo', { address: { url: HOST } });
  await report('llminferenceservice', 'llm', {
    addresses: [
      { name: 'gateway-external', url: `https://llm.example.com/${NAMESPACE}/llm` },
      {
        name: 'gateway-internal',
        url: `http://gw.istio-system.svc.cluster.local/${NAMESPACE}/llm`,
      },
    ],
  });
});

afterAll(async () => {
  await kubectlPrints(['delete', '--timeout=60s', '-f', '-'], asList(OBJECTS));
});

/** For the tests of a group, the account has the rights that these values give it. */
function withRights(values: KvminiValuesInput): void {
  beforeAll(async () => {
    await kubectlPrints(['apply', '-f', '-'], rights(values));
    cluster = await asAccount();
  });
  afterAll(() => kubectlPrints(['delete', '--timeout=60s', '-f', '-'], rights(values)));
}

const SCOPE = 'namespace';

describe('with the documented rights', () => {
  withRights({ rbac: { scope: SCOPE } });

  test('an InferenceService is found by its address', async () => {
    expect(await found('demo')).toEqual([`${HOST}/`, 'InferenceService status.address.url']);
  });

  test('one without an address by its headless Service', async () => {
    expect(await found('isvc/new')).toEqual([
      `http://new-predictor.${NAMESPACE}.svc.cluster.local:8080/`,
      'Service new-predictor (headless, port 8080 of its pods; the InferenceService reports no address yet)',
    ]);
  });

  test('an LLMInferenceService, which they leave out, by its Service, with the value to set', async () => {
    const [url, from] = await found('llm');
    expect(url).toBe(`https://llm-kserve-workload-svc.${NAMESPACE}.svc.cluster.local:8000/`);
    expect(from).toContain('403 for an LLMInferenceService (set rbac.llmInferenceServices)');
  });

  test('a kind that is named and not there is said', async () => {
    await expect(found('isvc/none')).rejects.toThrow(
      `there is no InferenceService none in ${NAMESPACE}`,
    );
  });
});

describe.each<[string, KvminiValuesInput]>([
  ['with rbac.llmInferenceServices', { rbac: { scope: SCOPE, llmInferenceServices: true } }],
  ['and with rbac.minimal', { rbac: { scope: SCOPE, llmInferenceServices: true, minimal: true } }],
])('%s', (_, values) => {
  withRights(values);

  test('an LLMInferenceService is found by its internal address, with its path', async () => {
    expect(await found('llm')).toEqual([
      `http://gw.istio-system.svc.cluster.local/${NAMESPACE}/llm`,
      'LLMInferenceService status.addresses[1].url',
    ]);
  });
});
