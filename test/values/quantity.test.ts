import { describe, expect, test } from 'vitest';
import {
  compareQuantities,
  isMultipleOf,
  isQuantity,
  isWhole,
  QUANTITY,
} from '../../src/values/quantity';

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

test.each([
  ['4Mi', '2Mi', true],
  ['3Mi', '2Mi', false],
  [0, '2Mi', true],
  ['1Gi', '1Ki', true],
  ['1024', '1Ki', true],
  ['1025', '1Ki', false],
  ['1.5Ki', '1Ki', false],
  ['1.5Ki', '512', true],
  ['6000m', '2', true],
  ['6500m', '2', false],
  ['1e3', '1k', true],
  ['1k', '1e2', true],
  ['1e2', '1k', false],
  ['0.3', '1', false],
  [6, '0.2k', false],
  [600, '0.2k', true],
])('%s is a multiple of %s: %s', (quantity, unit, expected) => {
  expect(isMultipleOf(quantity, unit)).toBe(expected);
});

test.each([
  [0, true],
  [0.1, true],
  [1e21, true],
  ['1', true],
  ['+.5Gi', true],
  ['1e999', true],
  [-0.1, false],
  [-1, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  ['-1', false],
  ['', false],
  ['.', false],
  ['1e1000', false],
  ['1 Gi', false],
  ['1KI', false],
  [true, false],
  [null, false],
  [undefined, false],
])('%j is a quantity: %s', (value, expected) => {
  expect(isQuantity(value)).toBe(expected);
});
