import { expect, test } from 'vitest';
import {
  EVENTS,
  gatherColumns,
  largest,
  least,
  measureColumns,
  sortedValues,
} from '../../src/figures/columns';
import { MEASURES } from '../../src/figures/measures';
import { MADE_ROWS } from './made-rows';

async function* rows() {
  yield* MADE_ROWS;
}

test('columns have a value for each request that counts, and NaN where it has none', async () => {
  const { ttft, endToEnd } = MEASURES;
  const wanted = { ...EVENTS, ...measureColumns([ttft, endToEnd]) };
  const columns = await gatherColumns(wanted, rows());
  expect(
    Object.fromEntries(Object.entries(columns).map(([name, each]) => [name, [...each]])),
  ).toEqual({
    scheduled: [999, 1_498, 1_996, 4_492, 2_984, 3_500],
    sent: [1_000, 1_500, 2_000, 4_500, 3_000, Number.NaN],
    ended: [1_150, 1_910, 2_910, 6_000, 3_900, 3_600],
    succeeded: [1, 1, 1, 1, 0, 0],
    ttft: [100, 200, 300, 600, 800, Number.NaN],
    endToEnd: [140, 400, 900, 1_490, Number.NaN, Number.NaN],
  });
});

test('a column holds as many values as there are requests', async () => {
  async function* many() {
    for (let index = 0; index < 5_000; index++) yield { ...MADE_ROWS[1], index } as never;
  }
  const { index } = await gatherColumns({ index: (row) => row.index }, many());
  expect(index).toHaveLength(5_000);
  expect([index[0], index[1_023], index[1_024], index[4_999]]).toEqual([0, 1_023, 1_024, 4_999]);
});

test('the least, the largest and the sorted values pass over NaN', () => {
  const values = Float64Array.of(Number.NaN, 30, 4, Number.NaN, 200);
  expect([least(values), largest(values, 0), largest(values, 999)]).toEqual([4, 200, 999]);
  expect([...sortedValues(values)]).toEqual([4, 30, 200]);
  expect([...values].slice(1, 3)).toEqual([30, 4]);
  expect([...sortedValues(Float64Array.of(2, 1))]).toEqual([1, 2]);
  expect([...sortedValues(Float64Array.of(Number.NaN))]).toEqual([]);
  expect([least(new Float64Array()), largest(new Float64Array(), 7)]).toEqual([Infinity, 7]);
});
