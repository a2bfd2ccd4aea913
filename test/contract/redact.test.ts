import { redact } from 'kvmini-contract/redact';
import { expect, test } from 'vitest';

test.each([
  ['https://u:p@host:99999/v1', 'https://***@host:99999/v1'],
  ['https://u:p@ss@host/', 'https://***@host/'],
  ['user:pw@registry/image:tag', '***@registry/image:tag'],
  ['s3://b/m?X-Amz-Signature=abc&versionId=7', 's3://b/m?X-Amz-Signature=***&versionId=7'],
  ['https://b/m?sv=1&sig=a%2Bb&se=2', 'https://b/m?sv=1&sig=***&se=2'],
  ['authorization: Bearer abc.def', 'authorization: Bearer ***'],
  ['{"api_key": "abc"}', '{"api_key": "***"}'],
  ['wrong key sk-abcdefgh given', 'wrong key *** given'],
  ['no token hf_abcdefgh', 'no token ***'],
])('%s is shown as %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test.each([
  'http://demo-llm.ml-prod.svc.cluster.local:8080/v1?api-version=2024-10-01',
  'maximum context length is 4096 tokens: 5000 were asked for',
  'pvc://models/llama',
  'ghcr.io/org/image:1.0@sha256:0123',
  'see docs at 10:30, mail ops@example.com',
])('%s is left as it is', (text) => {
  expect(redact(text)).toBe(text);
});
