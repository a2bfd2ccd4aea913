import { expect, test } from 'vitest';
import { WorkerCounter } from '../../src/figures/workers';
import type { RequestRow } from '../../src/request/row';
import { MADE_ROWS } from './made-rows';

const MADE = MADE_ROWS[1] as RequestRow;

test('attempts, errors and the schedule delay are counted by worker, in the order of their numbers', () => {
  const counter = new WorkerCounter();
  const add = (worker: number | undefined, lateMs: number, change: Partial<RequestRow> = {}) => {
    const { worker: _, ...row } = { ...MADE, ...change };
    const sentMs = row.scheduledMs + lateMs;
    counter.add({ ...row, sentMs, ...(worker !== undefined && { worker }) });
  };
  add(2, 4);
  add(0, 1);
  add(2, 8, { outcome: 'error', reason: 'reset' });
  add(undefined, 99);
  const list = counter.list();
  expect(list.map(({ delay: _, ...count }) => count)).toEqual([
    { worker: 0, requests: 1, errors: 0 },
    { worker: 2, requests: 2, errors: 1 },
  ]);
  expect(list.map(({ delay: { count, mean, max } }) => [count, mean, max])).toEqual([
    [1, 1, 1],
    [2, 6, 8],
  ]);
});

test('nothing is counted where no row names a worker', () => {
  const counter = new WorkerCounter();
  counter.add(MADE);
  expect(counter.list()).toEqual([]);
});
