import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/request/row';
import { EnergyRun } from '../../src/run/energy';

const ROW: RequestRow = {
  ...{ index: 0, phase: 'measured', outcome: 'success', chunkGapsMs: [], usage: true },
  ...{ scheduledMs: 5, sentMs: 10, endMs: 20 },
};

/** What is said after a run with these rows whose GPUs are not known. */
async function told(row: Partial<RequestRow>, prometheusUrl?: string, signal?: AbortSignal) {
  const run = new EnergyRun({ prometheusUrl, namespace: 'ml' });
  run.row({ ...ROW, ...row });
  const interrupted = signal ?? new AbortController().signal;
  await run.ask({ gpus: 'of no pod', now: () => 30, interrupted, log: () => {} });
  expect(run.figures()).toEqual({});
  return run.warnings();
}

const URL = 'http://127.0.0.1:1';

test('a run without a measured answer has no time that energy could be of', async () => {
  expect(await told({}, URL)).toEqual(['What energy the run took is not known: of no pod']);
  expect(await told({ phase: 'warmup' }, URL)).toEqual([]);
  expect(await told({ outcome: 'unfinished' }, URL)).toEqual([]);
});

test('nobody is asked where it is not wanted, or the run was interrupted', async () => {
  expect(await told({})).toEqual([]);
  expect(await told({}, URL, AbortSignal.abort())).toEqual([]);
});
