import { describe, expect, test } from 'vitest';
import { compareQuantities, isWhole, QUANTITY } from '../../src/values/quantity';

/** Each suffix as the number that it stands for, by the definition of Kubernetes' quantities. */
const SUFFIXES: readonly (readonly [suffix: string, exact: string])[] = [
  ['n', '0.000000001'],
  ['u', '0.000001'],
  ['m', '0.001'],
  ['', '1'],
  ['k', '1000'],
  ['M', '1000000'],
  ['G', '1000000000'],
  ['T', '1000000000000'],
  ['P', '1000000000000000'],
  ['E', '1000000000000000000'],
  ['Ki', '1024'],
  ['Mi', '1048576'],
  ['Gi', '1073741824'],
  ['Ti', '1099511627776'],
  ['Pi', '1125899906842624'],
  ['Ei', '1152921504606846976'],
];

describe.each(SUFFIXES)('the suffix %j', (suffix, exact) => {
  test(`is ${exact}`, () => {
    expect(compareQuantities(`1${suffix}`, exact)).toBe(0);
    expect(compareQuantities(exact, `1${suffix}`)).toBe(0);
    expect(compareQuantities(`1${suffix}`, `${exact}${exact.includes('.') ? '1' : '.1'}`)).toBe(-1);
    expect(compareQuantities(`1.000000000000000000001${suffix}`, exact)).toBe(1);
  });

  test('is one of the forms that are taken', () => {
    expect(QUANTITY.test(`1${suffix}`)).toBe(true);
    expect(QUANTITY.test(`1.5${suffix}`)).toBe(true);
  });
});

test.each([
  ['1', 1],
  ['1.0', 1],
  ['1e3', '1k'],
  ['1E3', '1k'],
  ['1e+3', '1k'],
  ['1e-3', '1m'],
  ['1e0', '1'],
  ['+1', 1],
  [1e21, '1000E'],
  [1e-7, '0.1u'],
  ['.5', '500m'],
  ['5.', 5],
  ['0.1Ki', '102.4'],
])('%s is %s', (left, right) => {
  expect(compareQuantities(left, right)).toBe(0);
});

test.each([
  [0, true],
  ['0m', true],
  [1, true],
  ['1000m', true],
  ['1001m', false],
  ['999m', false],
  ['1m', false],
  ['1.5', false],
  ['1.5k', true],
  ['0.5Ki', true],
  ['0.3Ki', false],
  ['1e-1', false],
  ['10e-1', true],
  ['15e-1', false],
  ['1.25e2', true],
  ['1.251e2', false],
  ['1000000000n', true],
  ['1000000001n', false],
  [1e-7, false],
])('%s is whole: %s', (quantity, whole) => {
  expect(isWhole(quantity)).toBe(whole);
});
