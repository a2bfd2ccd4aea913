import { readServiceName } from 'kvmini-contract/service-name';
import { expect, test } from 'vitest';

test.each([
  ['demo', { name: 'demo' }],
  ['isvc/demo', { kind: 'InferenceService', name: 'demo' }],
  ['InferenceService/demo', { kind: 'InferenceService', name: 'demo' }],
  ['inferenceservices.serving.kserve.io/demo', { kind: 'InferenceService', name: 'demo' }],
  ['llmisvc/demo', { kind: 'LLMInferenceService', name: 'demo' }],
  ['svc/demo', { kind: 'Service', name: 'demo' }],
  ['service/demo:1', { kind: 'Service', name: 'demo', port: '1' }],
  ['svc/demo:65535', { kind: 'Service', name: 'demo', port: '65535' }],
  ['svc/demo:http-api', { kind: 'Service', name: 'demo', port: 'http-api' }],
  [`svc/${'a'.repeat(63)}`, { kind: 'Service', name: 'a'.repeat(63) }],
])('%s', (text, expected) => {
  expect(readServiceName(text)).toEqual(expected);
});

const A_NAME = /^expected a DNS label of .*, or isvc\/NAME, llmisvc\/NAME, svc\/NAME:PORT$/;
const A_PORT = 'expected a port from 1 to 65535 or its name';

test.each([
  ['', A_NAME],
  ['Demo', A_NAME],
  ['a'.repeat(64), A_NAME],
  ['pod/demo', A_NAME],
  ['/demo', A_NAME],
  ['svc/', A_NAME],
  ['svc/demo/x', A_NAME],
  ['127.0.0.1:18600/?', A_NAME],
  ['demo:8000', 'expected no port but behind a Service, as in svc/demo:PORT'],
  ['isvc/demo:8000', 'expected no port but behind a Service, as in svc/demo:PORT'],
  ['svc/demo:0', A_PORT],
  ['svc/demo:65536', A_PORT],
  ['svc/demo:', A_PORT],
  ['svc/demo:8000x!', A_PORT],
])('refuses "%s"', (text, message) => {
  expect(readServiceName(text)).toEqual(
    typeof message === 'string' ? message : expect.stringMatching(message),
  );
});
