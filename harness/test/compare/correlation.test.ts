import { expect, test } from 'vitest';
import { inflation } from '../../src/compare/correlation';

/** Numbers from 0 to 9.99 that look like noise, the same each time. */
function noise(length: number): number[] {
  let state = 7;
  return Array.from({ length }, () => {
    // Below 2^53, so exact.
    state = Number((BigInt(state) * 1103515245n + 12345n) % 2147483648n);
    return (state % 1000) / 100;
  });
}

/** Noise on a wave that is high for so many rows, and low for as many. */
const waves = (length: number, half: number, height: number): Float64Array =>
  Float64Array.from(noise(length), (value, i) => value + (Math.floor(i / half) % 2) * height);

/** Noise that drifts by so much a row. */
const drift = (length: number, step: number): Float64Array =>
  Float64Array.from(noise(length), (value, i) => value + i * step);

/** Noise of which every so many rows one is that much higher. */
const spikes = (length: number, every: number, height: number): Float64Array =>
  Float64Array.from(noise(length), (value, i) => value + (i % every === 0 ? height : 0));

// From a program written for it by the definitions, in another language: every block of the series summed.
test.each([
  ['blocks of 27 of 256', waves(256, 64, 4), 7.485068545257845],
  ['blocks of 30 of 300', waves(300, 75, 5), 10.754153336967237],
  ['blocks of 36 of 400', waves(400, 80, 4), 10.291267345914333],
  ['neighbours, where blocks say less', waves(200, 50, 3), 1.5210015911053159],
  ['blocks of 108 of 5,000', waves(5_000, 400, 1.5), 6.326114636366183],
  ['blocks of 77 of 5,000', waves(5_000, 60, 3), 3.559526802665577],
  ['blocks of 26 of a drift', drift(200, 0.05), 12.10528586603193],
  ['blocks of 1, where the spectrum is none', spikes(240, 2, 15), 1.00418410041841],
  ['neighbours beside spikes', spikes(150, 8, 6), 1.1717944144753405],
  ['neighbours of a drift', drift(50, 0.2), 5.597448042082987],
  ['neighbours of seven rows', drift(7, 0.01), 6.916490124140574],
  ['neighbours of nine rows', drift(9, 1), 4.991526072861259],
  ['neighbours that could not be closer', drift(200, 1), 199],
  ['neighbours in a short series', waves(64, 16, 6), 3.1827770622948286],
])('rows that hang together count for fewer: by %s', (_, rows, times) => {
  expect(inflation(rows)).toBeCloseTo(times, 9);
});

test.each([
  ['a step counts as one row', [...Array(15).fill(0), ...Array(15).fill(5)], 30],
  ['rows that go up and down count as many', Array.from({ length: 40 }, (_, i) => i % 2), 1],
  ['rows that are all alike, too', Array(40).fill(7), 1],
  ['five rows that go up and down, too', [1, 0, 1, 0, 1], 1.25],
  ['six rows that are like their neighbours count as one', [0, 1, 2, 7, 8, 9], 6],
  ['of four rows nothing is known', [1, 2, 4, 3], 4],
  ['of none neither', [], 0],
])('%s', (_, rows, times) => {
  expect(inflation(Float64Array.from(rows))).toBe(times);
});
