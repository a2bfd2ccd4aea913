import { expect, test } from 'vitest';
import { inTerminal, onPage, signedPercent } from '../../src/figures/format';

test.each([
  [1_234.567, undefined, '1,234.57', '1234.57'],
  [1_234.567, 0, '1,235', '1235'],
  [0.04, 1, '0.0', '0.0'],
  [0.05, 1, '0.1', '0.1'],
  [null, 2, '–', '-'],
  [undefined, 2, '–', '-'],
  [0, undefined, '0.00', '0.00'],
])(
  'the number %j with %j digits is %s on a page, and %s in a terminal',
  (value, digits, page, terminal) => {
    expect(onPage.number(value, digits)).toBe(page);
    expect(inTerminal.number(value, digits)).toBe(terminal);
  },
);

test('a fraction is shown as a percentage', () => {
  expect(onPage.percent(12.345_67)).toBe('1,234.57 %');
  expect(inTerminal.percent(12.345_67)).toBe('1234.57 %');
  expect([onPage.percent(0.5, 0), onPage.percent(null)]).toEqual(['50 %', '–']);
  expect([inTerminal.percent(0), inTerminal.percent(undefined)]).toEqual(['0.00 %', '-']);
});

test.each([
  ['ms', '1,500.25 ms', '– ms'],
  ['s', '1,500.25 s', '– s'],
  ['/s', '1,500.25 /s', '– /s'],
  ['%', '150,025.00 %', '–'],
  ['requests', '1,500', '–'],
  ['tokens', '1,500', '–'],
] as const)('with the unit %s', (unit, some, none) => {
  expect(onPage.withUnit(1_500.25, unit)).toBe(some);
  expect(onPage.withUnit(null, unit)).toBe(none);
});

test('with a unit and so many digits', () => {
  expect(inTerminal.withUnit(1.25, '/s', 1)).toBe('1.3 /s');
  expect(inTerminal.withUnit(0.125, '%', 0)).toBe('13 %');
  expect(inTerminal.withUnit(2, 'tokens', 1)).toBe('2.0');
});

test.each([
  [0.1234, '+12.3 %'],
  [-0.5, '-50.0 %'],
  [12.5, '+1250.0 %'],
  [0, '0.0 %'],
  [-0, '0.0 %'],
  [Number.POSITIVE_INFINITY, 'from 0'],
])('the change %d is %s', (change, text) => {
  expect(signedPercent(change)).toBe(text);
});
