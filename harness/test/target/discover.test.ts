import { expect } from 'vitest';
import { findAddress } from '../../src/target/discover';
import { testWithCertificate } from './certificate';
import { startCluster } from './cluster';

const isvc = '/apis/serving.kserve.io/v1beta1/namespaces/ml/inferenceservices/demo';
const llm = (version: string) =>
  `/apis/serving.kserve.io/${version}/namespaces/ml/llminferenceservices/demo`;
const svc = (name: string) => `/api/v1/namespaces/ml/services/${name}`;
const pods = (selector: string) =>
  `/api/v1/namespaces/ml/pods?labelSelector=${encodeURIComponent(selector)}`;

const service = (port: object, more: object = {}) => ({
  spec: { clusterIP: '10.96.0.7', selector: { app: 'demo' }, ports: [port], ...more },
});
const withAddress = (url: string) => ({ status: { address: { url } } });
const headless = (targetPort: number | string) =>
  service({ port: 80, targetPort }, { clusterIP: 'None' });
const container = { ports: [{ name: 'http1', containerPort: 8080 }] };

type Objects = Readonly<Record<string, object | number>>;

/** What is found in a cluster with these objects; a number is the status of the answer. */
async function found(service: string, objects: Objects) {
  const cluster = await startCluster((path) => {
    const object = objects[path] ?? 404;
    return typeof object === 'number' ? [object, {}] : [200, object];
  });
  const { url, from, pods: selector } = await findAddress({ namespace: 'ml', service }, cluster);
  return [url.href, from, selector];
}

const HOST = 'http://demo.ml.svc.cluster.local';
const WORKLOAD = 'demo-kserve-workload-svc.ml.svc.cluster.local';
const ISVC_PODS = 'serving.kserve.io/inferenceservice=demo';
const LLM_PODS =
  'app.kubernetes.io/part-of=llminferenceservice,app.kubernetes.io/name=demo,kserve.io/component=workload';

testWithCertificate.each<
  [what: string, name: string, Objects, url: string, from: string, pods?: string]
>([
  [
    'an InferenceService',
    'demo',
    { [isvc]: withAddress(HOST) },
    `${HOST}/`,
    'InferenceService status.address.url',
    ISVC_PODS,
  ],
  [
    'one whose Service is headless, and whose address has no port',
    'demo',
    {
      [isvc]: withAddress('http://demo-predictor.ml.svc.cluster.local'),
      [svc('demo-predictor')]: headless(8080),
    },
    'http://demo-predictor.ml.svc.cluster.local:8080/',
    'InferenceService status.address.url, headless, port 8080 of its pods',
    ISVC_PODS,
  ],
  [
    'one whose Service has the port of the address',
    'demo',
    { [isvc]: withAddress(HOST), [svc('demo')]: service({ port: 80 }) },
    `${HOST}/`,
    'InferenceService status.address.url',
    ISVC_PODS,
  ],
  [
    'one whose Service stands for a gateway',
    'demo',
    { [isvc]: withAddress(HOST), [svc('demo')]: { spec: { type: 'ExternalName' } } },
    `${HOST}/`,
    'InferenceService status.address.url',
    ISVC_PODS,
  ],
  [
    'one that has no address yet',
    'demo',
    {
      [isvc]: { status: {} },
      [svc('demo-predictor')]: headless('http1'),
      [svc('demo')]: service({ port: 80 }),
      [pods('app=demo')]: { items: [{ spec: { containers: [{}, container] } }] },
    },
    'http://demo-predictor.ml.svc.cluster.local:8080/',
    'Service demo-predictor (headless, port http1 of its pods; the InferenceService reports no address yet)',
    ISVC_PODS,
  ],
  [
    'an LLMInferenceService of the newest API',
    'demo',
    {
      [llm('v1alpha2')]: {
        status: { addresses: [{ url: 'http://gw.a.svc.cluster.local/ml/demo' }] },
      },
    },
    'http://gw.a.svc.cluster.local/ml/demo',
    'LLMInferenceService status.addresses[0].url',
    LLM_PODS,
  ],
  [
    'an LLMInferenceService without a router, whose address has no port',
    'llmisvc/demo',
    {
      [llm('v1alpha1')]: { status: { addresses: [{ url: `https://${WORKLOAD}` }] } },
      [svc('demo-kserve-workload-svc')]: service({ port: 8000, name: 'https' }),
    },
    `https://${WORKLOAD}:8000/`,
    'LLMInferenceService status.addresses[0].url, port 8000',
    LLM_PODS,
  ],
  [
    'an LLMInferenceService that nobody may read',
    'demo',
    {
      [llm('v1alpha2')]: 403,
      [svc('demo-kserve-workload-svc')]: service({ port: 8000, appProtocol: 'https' }),
    },
    `https://${WORKLOAD}:8000/`,
    'Service demo-kserve-workload-svc (port 8000; the Kubernetes API answered 404 for an InferenceService, 403 for an LLMInferenceService (set rbac.llmInferenceServices), 404 for the Service demo, 404 for the Service demo-predictor, 404 for the Service demo-predictor-default)',
    LLM_PODS,
  ],
  [
    'a Service by its kind',
    'svc/demo',
    { [svc('demo')]: service({ port: 8000 }) },
    `${HOST}:8000/`,
    'Service demo (port 8000)',
    'app=demo',
  ],
  [
    'a Service and its port',
    'svc/demo:api',
    { [svc('demo')]: service({ port: 8001, name: 'api' }) },
    `${HOST}:8001/`,
    'Service demo (port 8001)',
    'app=demo',
  ],
  [
    'a Service that nobody may read',
    'svc/demo:8001',
    { [svc('demo')]: 403 },
    `${HOST}:8001/`,
    'the service name (the Kubernetes API answered 403 for the Service demo)',
  ],
])('finds %s', async (_, name, objects, url, from, selector) => {
  expect(await found(name, objects)).toEqual([url, from, selector]);
});

testWithCertificate.each<[name: string, Objects, message: string]>([
  ['isvc/demo', {}, '--service: there is no InferenceService demo in ml'],
  ['llmisvc/demo', {}, '--service: there is no LLMInferenceService demo in ml'],
  ['svc/demo', {}, '--service svc/demo: there is no such Service in ml'],
  [
    'svc/demo:81',
    { [svc('demo')]: service({ port: 80 }) },
    '--service svc/demo: the Service demo has no port 81; it has 80',
  ],
  [
    'svc/demo',
    { [svc('demo')]: headless('http1'), [pods('app=demo')]: { items: [] } },
    '--service svc/demo: the Service demo: none of its pods has the port http1',
  ],
  [
    'svc/demo:api',
    { [svc('demo')]: 403 },
    "--service svc/demo:api: expected the number of the port, since its name can't be looked up (the Kubernetes API answered 403 for the Service demo)",
  ],
])('says what is wrong with %s, in one line', async (name, objects, message) => {
  await expect(found(name, objects)).rejects.toThrow(message);
});
