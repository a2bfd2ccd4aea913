import { expect, test } from 'vitest';
import { chartName, fullName, serviceAccountName } from '../../src/chart/names';

const x = (length: number) => 'x'.repeat(length);
const names = (nameOverride = '', fullnameOverride = '') => ({ nameOverride, fullnameOverride });

test.each([
  ['', 'kvmini'],
  ['bench', 'bench'],
  [x(63), x(63)],
  [x(64), x(63)],
  [`${x(62)}-`, x(62)],
  [`${x(62)}-x`, x(62)],
  [`${x(63)}-`, x(63)],
  ['bench-', 'bench'],
  // Helm's trimSuffix takes one dash, not all.
  ['bench--', 'bench-'],
  ['-bench', '-bench'],
])('nameOverride %j names the chart %s', (nameOverride, name) => {
  expect(chartName(names(nameOverride))).toBe(name);
});

test.each([
  ['vllm', names(), 'vllm-kvmini'],
  ['kvmini', names(), 'kvmini'],
  ['my-kvmini-2', names(), 'my-kvmini-2'],
  ['kvmin', names(), 'kvmin-kvmini'],
  ['vllm', names('bench'), 'vllm-bench'],
  ['bench', names('bench'), 'bench'],
  ['my-kvmini', names('bench'), 'my-kvmini-bench'],
  // The name is cut before it is looked for, and what is made of it once more.
  ['bench', names('bench-'), 'bench'],
  [x(53), names(x(9)), `${x(53)}`],
  ['a'.repeat(53), names(x(9)), `${'a'.repeat(53)}-${x(9)}`],
  ['a'.repeat(53), names(x(10)), `${'a'.repeat(53)}-${x(9)}`],
  ['a'.repeat(53), names(`${x(8)}-x`), `${'a'.repeat(53)}-${x(8)}`],
  ['vllm', names('', 'exactly'), 'exactly'],
  ['vllm', names('bench', 'exactly'), 'exactly'],
  ['vllm', names('', x(63)), x(63)],
  ['vllm', names('', x(64)), x(63)],
  ['vllm', names('', `${x(62)}-x`), x(62)],
  ['vllm', names('', 'exactly-'), 'exactly'],
])('release %s with %j is %s', (releaseName, overrides, name) => {
  expect(fullName(releaseName, overrides)).toBe(name);
});

test.each([
  [{ create: true, name: '' }, 'vllm-kvmini'],
  [{ create: true, name: 'mine' }, 'mine'],
  [{ create: false, name: '' }, 'default'],
  [{ create: false, name: 'theirs' }, 'theirs'],
])('the account of %j is %s', (account, name) => {
  const others = { annotations: {}, automountServiceAccountToken: true };
  const serviceAccount = { ...account, ...others };
  expect(serviceAccountName('vllm-kvmini', { serviceAccount })).toBe(name);
});
