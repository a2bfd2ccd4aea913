import { DURATION, DURATION_ABOVE_0, milliseconds } from 'kvmini-contract/duration';
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

test.each(['0s', '0.0s', '00h', '0h0m0s', '0.000ms', '0s0ns'])('%s is none above 0', (text) => {
  expect(text).toMatch(DURATION);
  expect(text).not.toMatch(DURATION_ABOVE_0);
});

test.each(['1ns', '0.1s', '00.010h', '0h0m1s', '10s0s', '0.0s1.0m', '100.00ms', '1m1m', '05s'])(
  '%s is above 0',
  (text) => {
    expect(text).toMatch(DURATION_ABOVE_0);
  },
);

test('a long text that is no duration is refused as fast as a short one', () => {
  for (const part of ['0', '1', '0.0s', '1m', '0.']) {
    const started = performance.now();
    expect(`${part.repeat(20_000)}x`).not.toMatch(DURATION_ABOVE_0);
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});
