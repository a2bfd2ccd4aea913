import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import type { Reason, RequestRow } from '../../src/request/row';
import { judge, type Standards } from '../../src/run/end';
import { ErrorLimit } from '../../src/run/error-limit';

const rowOf = (reason?: Reason): RequestRow => ({
  ...{ index: 0, phase: 'measured', scheduledMs: 0, sentMs: 0, lastTokenMs: 5, endMs: 5 },
  ...{ chunkGapsMs: [], usage: true, outcome: reason ? 'error' : 'success' },
  ...(reason && { reason }),
});

/** The figures of so many successes and errors. */
function figuresOf(
  successes: number,
  errors: Partial<Record<Reason, number>>,
  slo?: Standards['slo'],
) {
  const collector = new FigureCollector(slo);
  for (let i = 0; i < successes; i++) collector.add(rowOf());
  for (const [reason, count] of Object.entries(errors)) {
    for (let i = 0; i < count; i++) collector.add(rowOf(reason as Reason));
  }
  return collector.figures();
}

test.each<[number, Partial<Record<Reason, number>>, number, string | null]>([
  [
    31,
    { http_5xx: 4, connect: 60 },
    0.5,
    '67.37 % of the requests failed, --max-error-rate allows 50.00 %: 60 × connect, 4 × http_5xx',
  ],
  [50, { connect: 50 }, 0.5, null],
  [
    49,
    { connect: 51 },
    0.5,
    '51.00 % of the requests failed, --max-error-rate allows 50.00 %: 51 × connect',
  ],
  [99, { reset: 1 }, 0, '1.00 % of the requests failed, --max-error-rate allows 0.00 %: 1 × reset'],
  [1, { reset: 99 }, 1, null],
  [0, { reset: 2, connect: 3 }, 1, 'no request succeeded: 3 × connect, 2 × reset'],
  [0, {}, 1, 'no request succeeded: none was sent'],
])('%i successes, %j, at most %d may fail: %s', (successes, errors, maxErrorRate, reason) => {
  const outcome = reason === null ? 'done' : 'failed';
  expect(judge(figuresOf(successes, errors), { maxErrorRate })).toEqual({ outcome, reason });
});

const GOOD = (good: number) => ({ e2eMs: 1_000, good });

test.each<[number, Partial<Record<Reason, number>>, Standards['slo'], boolean]>([
  [990, { generator: 10 }, undefined, false],
  [989, { generator: 11 }, undefined, true],
  // The SLO is missed by them alone, or in any case.
  [994, { generator: 6 }, GOOD(0.995), true],
  [994, { generator: 6 }, GOOD(0.99), false],
  [980, { generator: 5, reset: 15 }, GOOD(0.995), false],
])('%i successes, %j, SLO %j: the generator decides: %s', (successes, errors, slo, decides) => {
  const { outcome, reason } = judge(figuresOf(successes, errors, slo), { maxErrorRate: 1, slo });
  expect(outcome).toBe(decides ? 'failed' : 'done');
  if (decides)
    expect(reason).toMatch(
      /^\d+ of 1000 requests failed at limits of the load generator itself.*ulimit -n/,
    );
});

/** What a limit says after each of these rows: the index at which it does, and its words. */
function limitAfter(limit: number, reasons: readonly (Reason | undefined)[]) {
  const told: [number, string][] = [];
  let index = 0;
  const errors = new ErrorLimit(limit, (reason) => told.push([index, reason]));
  for (const reason of reasons) {
    errors.row(rowOf(reason));
    index++;
  }
  return told;
}

const fill = (count: number, reason?: Reason) => Array<Reason | undefined>(count).fill(reason);

test('a run is stopped at the very error that reaches the limit, and once', () => {
  expect(limitAfter(3, [...fill(2, 'connect'), undefined, 'reset', 'reset'])).toEqual([
    [
      3,
      'stopped by --stop-on-errors: 3 of the last 4 finished requests failed: 2 × connect, 1 × reset',
    ],
  ]);
});

test('only the last 100 finished requests count, and none that was cut off', () => {
  expect(limitAfter(2, ['reset', ...fill(99), 'reset'])).toEqual([]);
  expect(limitAfter(2, ['reset', ...fill(98), 'reset'])).toHaveLength(1);
  const told: string[] = [];
  const limit = new ErrorLimit(1, (reason) => told.push(reason));
  limit.row({ ...rowOf(), outcome: 'unfinished' });
  expect(told).toEqual([]);
  limit.row({ ...rowOf('connect'), phase: 'warmup' });
  expect(told).toHaveLength(1);
});
