import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import { Sum } from '../../src/figures/sum';
import { MOST_COUNTED, type RequestRow } from '../../src/request/row';
import { buildResults } from '../../src/results/build';
import { results as resultsSchema } from '../../src/results/schema';

const FOUR_MILLION = 4_000_000;

/** A success with these counts. */
const success = (counts: Partial<RequestRow>): RequestRow => ({
  ...{ index: 0, phase: 'measured', scheduledMs: 0, endMs: 1_000, chunkGapsMs: [] },
  ...{ status: 200, outcome: 'success', usage: true, ...counts },
});

const resultsOf = (collector: FigureCollector) => {
  const facts = { run: 'r', profile: 'p', outcome: 'done', reason: null, unsent: 0 } as const;
  return buildResults(collector.figures(), { ...facts, slo: undefined, generator: null });
};

test('totals of four million requests at the limit of a count are exact, and results hold them', () => {
  const sum = new Sum();
  for (let i = 0; i < FOUR_MILLION; i++) sum.add(MOST_COUNTED);
  // 4,000,000 × 2,147,483,647
  expect(sum.value).toBe(8_589_934_588_000_000);
  expect(BigInt(sum.value ?? 0)).toBe(BigInt(FOUR_MILLION) * BigInt(MOST_COUNTED));
  const collector = new FigureCollector();
  for (let i = 0; i < 4; i++) {
    collector.add(success({ promptTokens: MOST_COUNTED, outputTokens: MOST_COUNTED }));
  }
  const results = resultsOf(collector);
  expect(results).toMatchObject({ promptTokens: 8_589_934_588, outputTokens: 8_589_934_588 });
  const most = { ...results, promptTokens: sum.value, outputTokens: sum.value };
  expect(resultsSchema.parse(JSON.parse(JSON.stringify(most)))).toEqual(most);
});

test.each([-5, 1.5, 2 ** 31, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY, '7', null])(
  'a count of %s in a row is unknown, and the results keep their schema',
  (count) => {
    const collector = new FigureCollector();
    const odd = count as number;
    collector.add(success({ promptTokens: odd, outputTokens: odd }));
    collector.add(success({ promptTokens: 3, outputTokens: 4 }));
    const results = resultsOf(collector);
    expect(results).toMatchObject({ promptTokens: null, outputTokens: null });
    expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
  },
);

test('an error without a reason counts as other, and of each reason the first one is kept, with what is known of it', () => {
  const collector = new FigureCollector();
  const failed = (changes: Partial<RequestRow>) => {
    const { status: _, ...rest } = success({ usage: false });
    collector.add({ ...rest, outcome: 'error', ...changes });
  };
  failed({});
  failed({ reason: 'http_5xx', status: 503, message: 'busy' });
  failed({ reason: 'http_5xx', status: 500, message: 'broken' });
  failed({ reason: 'timeout' });
  expect(resultsOf(collector)).toMatchObject({
    counts: { attempts: 4, successes: 0, errors: 4 },
    errorsByReason: { other: 1, http_5xx: 2, timeout: 1 },
  });
  expect(resultsOf(collector).firstErrors).toEqual({
    other: {},
    http_5xx: { status: 503, message: 'busy' },
    timeout: {},
  });
});

test('finish reasons of all attempts are counted, and one that nobody knows as other', () => {
  const collector = new FigureCollector();
  collector.add(success({ finishReason: 'stop' }));
  collector.add(success({ finishReason: 'stop' }));
  collector.add(success({ finishReason: 'paused' as never }));
  collector.add(success({}));
  collector.add(success({ finishReason: 'length', phase: 'warmup' }));
  collector.add({
    ...success({ finishReason: 'error' }),
    outcome: 'error',
    reason: 'server_error',
  });
  expect(resultsOf(collector).finishReasons).toEqual({ stop: 2, other: 1, error: 1 });
});
