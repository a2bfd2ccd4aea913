import { expect, test } from 'vitest';
import { inOrder } from '../../src/compare/sample';

const columns = (due: readonly number[], id: readonly number[]) => ({
  due: Float64Array.from(due),
  id: Float64Array.from(id),
});

test('rows are put in the order of one column, and those that are alike stay as they were', () => {
  const { due, id } = inOrder(columns([3, 1, 2, 1], [10, 11, 12, 13]), 'due');
  expect([...due]).toEqual([1, 1, 2, 3]);
  expect([...id]).toEqual([11, 13, 12, 10]);
});

test('rows that are in order are not copied: there may be millions', () => {
  const ordered = columns([1, 1, 2], [7, 8, 9]);
  expect(inOrder(ordered, 'due')).toBe(ordered);
});
