/** Status objects as KServe 0.11 to 0.20 writes them, in the shapes of its API types, and what is made of each. */
import { expect, test } from 'vitest';
import { reportedAddress } from '../../../src/target/kserve/status';

const HOST = 'http://demo.ml.svc.cluster.local';
const PREDICTOR = 'http://demo-predictor.ml.svc.cluster.local';
const OUTSIDE = 'https://demo-ml.example.com';

const isvc = 'InferenceService';
const llm = 'LLMInferenceService';

/** A gateway's address in the status of an LLMInferenceService. */
const at = (url: string, name: string) => ({ name, url, origin: { kind: 'Gateway', name: 'g' } });

test.each<[what: string, kind: string, status: unknown, url: string, from: string]>([
  // InferenceService
  [
    '0.11 serverless',
    isvc,
    { address: { url: HOST }, url: OUTSIDE, components: {} },
    `${HOST}/`,
    'status.address.url',
  ],
  [
    '0.11 raw',
    isvc,
    { address: { url: PREDICTOR }, url: 'http://demo-ml.example.com' },
    `${PREDICTOR}/`,
    'status.address.url',
  ],
  [
    '0.13 raw, cluster-local',
    isvc,
    { address: { url: PREDICTOR }, url: PREDICTOR },
    `${PREDICTOR}/`,
    'status.address.url',
  ],
  [
    '0.15 headless',
    isvc,
    { address: { url: `${PREDICTOR}:8080` } },
    `${PREDICTOR}:8080/`,
    'status.address.url',
  ],
  [
    'of the first version of the API',
    isvc,
    { address: { url: `${HOST}/v1/models/demo:predict` } },
    `${HOST}/`,
    'status.address.url',
  ],
  [
    'of the second protocol',
    isvc,
    { address: { url: `${HOST}/v2/models/demo/infer` } },
    `${HOST}/`,
    'status.address.url',
  ],
  ['url alone', isvc, { url: OUTSIDE }, `${OUTSIDE}/`, 'status.url'],
  [
    'url with a pathTemplate',
    isvc,
    { url: 'http://example.com/serving/ml/demo' },
    'http://example.com/serving/ml/demo',
    'status.url',
  ],
  [
    'a pathTemplate and the old protocol',
    isvc,
    { url: 'http://example.com/serving/ml/demo/v1/models/demo:predict' },
    'http://example.com/serving/ml/demo',
    'status.url',
  ],
  ['an empty address', isvc, { address: {}, url: OUTSIDE }, `${OUTSIDE}/`, 'status.url'],
  ['an address that is null', isvc, { address: null, url: OUTSIDE }, `${OUTSIDE}/`, 'status.url'],
  [
    'an address without text',
    isvc,
    { address: { url: '' }, url: OUTSIDE },
    `${OUTSIDE}/`,
    'status.url',
  ],
  [
    'an address that is no text',
    isvc,
    { address: { url: 7 }, url: OUTSIDE },
    `${OUTSIDE}/`,
    'status.url',
  ],
  [
    'an address of gRPC',
    isvc,
    { address: { url: 'grpc://demo:9000' }, url: OUTSIDE },
    `${OUTSIDE}/`,
    'status.url',
  ],
  [
    'an address with a password',
    isvc,
    { address: { url: 'http://me:pw@demo' }, url: OUTSIDE },
    `${OUTSIDE}/`,
    'status.url',
  ],
  ['a query stays', isvc, { url: `${OUTSIDE}/a?b=c` }, `${OUTSIDE}/a?b=c`, 'status.url'],
  [
    'fields of a newer API',
    isvc,
    { address: { url: HOST, audience: 'x' }, tomorrow: [1] },
    `${HOST}/`,
    'status.address.url',
  ],
  // LLMInferenceService
  [
    'without a router',
    llm,
    { addresses: [{ url: 'https://demo-kserve-workload-svc.ml.svc.cluster.local' }] },
    'https://demo-kserve-workload-svc.ml.svc.cluster.local/',
    'status.addresses[0].url',
  ],
  [
    '0.16, one gateway',
    llm,
    { url: 'http://34.1.2.3/ml/demo', addresses: [{ url: 'http://34.1.2.3/ml/demo' }] },
    'http://34.1.2.3/ml/demo',
    'status.addresses[0].url',
  ],
  [
    'internal before external',
    llm,
    {
      url: 'https://llm.example.com/ml/demo',
      addresses: [
        at('https://llm.example.com/ml/demo', 'gateway-external'),
        at('http://gw.istio-system.svc.cluster.local/ml/demo', 'gateway-internal'),
      ],
    },
    'http://gw.istio-system.svc.cluster.local/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'a private address before a public one',
    llm,
    {
      addresses: [
        at('http://34.1.2.3/ml/demo', 'gateway-external'),
        at('http://10.0.0.8/ml/demo', 'internal'),
      ],
    },
    'http://10.0.0.8/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'the cluster before a private address',
    llm,
    {
      addresses: [
        at('http://10.0.0.8/ml/demo', 'internal'),
        at('http://gw.a.svc.cluster.local/ml/demo', 'gateway-internal'),
      ],
    },
    'http://gw.a.svc.cluster.local/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'its own path before one that models share',
    llm,
    {
      addresses: [
        at('http://gw.a.svc.cluster.local/', 'gateway-internal-model-routing'),
        at('http://gw.a.svc.cluster.local/ml/demo', 'gateway-internal'),
      ],
    },
    'http://gw.a.svc.cluster.local/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'another domain of the cluster',
    llm,
    {
      addresses: [
        at('http://34.1.2.3/ml/demo', 'gateway-external'),
        at('http://gw.a.svc.corp.lan/ml/demo', 'internal'),
      ],
    },
    'http://gw.a.svc.corp.lan/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'the first of equals',
    llm,
    { addresses: [at('http://a.example.com/x', ''), at('http://b.example.com/x', '')] },
    'http://a.example.com/x',
    'status.addresses[0].url',
  ],
  [
    'url where addresses are empty',
    llm,
    { url: 'https://llm.example.com/ml/demo', addresses: [] },
    'https://llm.example.com/ml/demo',
    'status.url',
  ],
  [
    'addresses that are half-filled',
    llm,
    { addresses: [null, {}, 'x', { url: 'http://gw.a.svc.cluster.local/ml/demo' }] },
    'http://gw.a.svc.cluster.local/ml/demo',
    'status.addresses[3].url',
  ],
  [
    'addresses that are no list',
    llm,
    { url: 'https://llm.example.com/ml/demo', addresses: 'x' },
    'https://llm.example.com/ml/demo',
    'status.url',
  ],
  [
    'an address of IPv6',
    llm,
    {
      addresses: [
        at('http://[2001:db8::1]/ml/demo', 'gateway-external'),
        at('http://[fd00::1]/ml/demo', 'internal'),
      ],
    },
    'http://[fd00::1]/ml/demo',
    'status.addresses[1].url',
  ],
  [
    'an address that no one can read',
    llm,
    { url: 'https://llm.example.com/ml/demo', addresses: [{ url: 'https://' }] },
    'https://llm.example.com/ml/demo',
    'status.url',
  ],
])('%s', (_, kind, status, url, from) => {
  const found = reportedAddress({ status }, kind);
  expect(found).toEqual({ url: expect.any(URL), from: `${kind} ${from}` });
  expect(typeof found === 'string' ? found : found.url.href).toBe(url);
});

test.each<[what: string, body: unknown, why: string]>([
  ['no status', {}, 'the InferenceService reports no address yet'],
  ['an empty status', { status: {} }, 'the InferenceService reports no address yet'],
  ['a status that is no map', { status: [] }, 'the InferenceService reports no address yet'],
  ['no object', 'text', 'the InferenceService reports no address yet'],
  [
    'an address that steers a terminal',
    { status: { url: 'x\u001b[31m' } },
    'the InferenceService\'s status.url is no address of HTTP: "x\\u001b[31m"',
  ],
])('says why there is none: %s', (_, body, why) => {
  expect(reportedAddress(body, 'InferenceService')).toBe(why);
});

const ELSEWHERE = 'http://203.0.113.7/a';

test.each([
  ...[
    '10.1.2.3',
    '127.0.0.1',
    '192.168.0.1',
    '172.16.0.1',
    '172.20.0.1',
    '172.30.0.1',
    '172.31.0.1',
  ],
  ...['[fd00::1]', '[fc00::1]', 'gateway.internal', 'gateway.local'],
])('of several addresses one that does not leave the network is taken: %s', (host) => {
  const addresses = [at(ELSEWHERE, 'a'), at(`http://${host}/a`, 'b')];
  expect(reportedAddress({ status: { addresses } }, llm)).toMatchObject({
    from: 'LLMInferenceService status.addresses[1].url',
  });
});

test.each([
  ...['172.15.0.1', '172.32.0.1', '192.169.0.1', '11.0.0.1', '110.1.2.3', '[2001:db8::1]'],
  ...['internal.example.com', 'local.example.com'],
])('an address outside is none of these: %s', (host) => {
  const addresses = [at(ELSEWHERE, 'a'), at(`http://${host}/a`, 'b')];
  expect(reportedAddress({ status: { addresses } }, llm)).toMatchObject({
    from: 'LLMInferenceService status.addresses[0].url',
  });
});
