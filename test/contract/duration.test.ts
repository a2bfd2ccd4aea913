import { DURATION, milliseconds } from 'kvmini-contract/duration';
import { expect, test } from 'vitest';

test.each([
  ['0s', 0],
  ['1ns', 1e-6],
  ['1us', 1e-3],
  ['1µs', 1e-3],
  ['500ms', 500],
  ['1.5s', 1_500],
  ['90m', 5_400_000],
  ['1h', 3_600_000],
  ['1h30m', 5_400_000],
  ['1h1m1s1ms', 3_661_001],
  ['3600s', 3_600_000],
  // The same unit twice is a sum to Go as well.
  ['1m1m', 120_000],
])('%s is %d ms', (text, expected) => {
  expect(milliseconds(text)).toBeCloseTo(expected, 9);
});

test.each(['', '1', 's', '1 s', '-1s', '+1s', '1d', '.5s', '1.s', '1s ', '1,5s', '1M'])(
  '"%s" is no duration',
  (text) => {
    expect(text).not.toMatch(DURATION);
    expect(() => milliseconds(text)).toThrow(`expected a duration, found ${text}`);
  },
);
