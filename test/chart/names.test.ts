import { expect, test } from 'vitest';
import { harness } from '../support/render';

test.each([
  ['kvmini-harness', {}, 'kvmini-harness'],
  ['vllm', {}, 'vllm-kvmini'],
  ['my-kvmini-2', {}, 'my-kvmini-2'],
  ['vllm', { nameOverride: 'bench' }, 'vllm-bench'],
  ['bench-1', { nameOverride: 'bench' }, 'bench-1'],
  ['vllm', { nameOverride: 'bench-' }, 'vllm-bench'],
  ['vllm', { fullnameOverride: 'exactly-this' }, 'exactly-this'],
  ['vllm', { fullnameOverride: `${'f'.repeat(62)}-x` }, 'f'.repeat(62)],
  ['a'.repeat(53), { nameOverride: 'bench-mark' }, `${'a'.repeat(53)}-bench-mar`],
  ['a'.repeat(53), { nameOverride: 'bench-mar-x' }, `${'a'.repeat(53)}-bench-mar`],
])('release %s with %j is called %s', (releaseName, values, fullname) => {
  expect(harness(values, { releaseName }).fullname).toBe(fullname);
});

test.each([
  [{}, 'kvmini-harness'],
  [{ serviceAccount: { name: 'mine' } }, 'mine'],
  [{ serviceAccount: { create: false } }, 'default'],
  [{ serviceAccount: { create: false, name: 'theirs' } }, 'theirs'],
])('the service account of %j is %s', (values, name) => {
  expect(harness(values).serviceAccountName).toBe(name);
});
