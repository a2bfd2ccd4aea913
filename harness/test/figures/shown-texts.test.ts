import { expect, test } from 'vitest';
import type { FigureCollector } from '../../src/figures/collector';
import { failureKinds, finishText, firstText } from '../../src/figures/kinds';
import { partsOfFirstToken } from '../../src/figures/parts';
import { outputTokensFrom } from '../../src/figures/token-source';
import { MADE_RESULTS } from './made-run';

test('failures are listed by how many there are, each with what is known of its first', () => {
  const errorsByReason = { timeout: 2, http_5xx: 9, reset: 5 };
  const firstErrors = { http_5xx: { status: 503, message: 'busy' } };
  const kinds = failureKinds({ ...MADE_RESULTS, errorsByReason, firstErrors });
  expect(kinds).toEqual([
    { reason: 'http_5xx', count: 9, status: 503, message: 'busy' },
    { reason: 'reset', count: 5 },
    { reason: 'timeout', count: 2 },
  ]);
  const { firstErrors: _, ...without } = { ...MADE_RESULTS, errorsByReason: { reset: 1 } };
  expect(failureKinds(without)).toEqual([{ reason: 'reset', count: 1 }]);
});

test.each([
  [{ status: 503, message: 'busy' }, 'status 503: busy'],
  [{ status: 404 }, 'status 404'],
  [{ message: 'a\u001b[2Jb' }, 'a\\u001b[2Jb'],
  [{}, ''],
])('what is known of a first error %j is %s', (first, text) => {
  expect(firstText(first)).toBe(text);
});

test('why answers ended is said by how many did', () => {
  expect(finishText({ ...MADE_RESULTS, finishReasons: { length: 8, stop: 20, error: 1 } })).toBe(
    'stop 20, length 8, error 1',
  );
  const { finishReasons: _, ...without } = MADE_RESULTS;
  expect(finishText(without)).toBe('');
});

type Distributions = Pick<ReturnType<FigureCollector['figures']>, 'distributions'>;

const means = (ttft: number | null, ttftFromSchedule: number | null) => {
  const { distributions } = MADE_RESULTS;
  return {
    distributions: {
      ...distributions,
      ttft: { ...distributions.ttft, mean: ttft },
      ttftFromSchedule: { ...distributions.ttftFromSchedule, mean: ttftFromSchedule },
    },
  } as Distributions;
};

test('the time to first token from schedule is the sum of its parts', () => {
  // 5 ms late; of 100 ms the engine had 30 in its queue and 45 in its prefill.
  expect(partsOfFirstToken(means(100, 105), { queue: 30, prefill: 45 })).toEqual({
    ...{ delay: 5, outside: 25, queue: 30, prefill: 45 },
  });
});

test.each([
  [null, 105, 30, 45],
  [100, null, 30, 45],
  [100, 105, null, 45],
  [100, 105, 30, null],
])('there are no parts where one is not known: %j %j %j %j', (ttft, from, queue, prefill) => {
  expect(partsOfFirstToken(means(ttft, from), { queue, prefill })).toBeUndefined();
});

const tokens = (withoutUsage: number, tokenized: number | undefined, outputTokens: number | null) =>
  outputTokensFrom({
    ...{ ...MADE_RESULTS, outputTokens },
    counts: { ...MADE_RESULTS.counts, successes: 40, withoutUsage, tokenized: tokenized as number },
  });

test.each([
  [0, 0, 7, "As the server's usage says."],
  [9, 9, 7, "As the server's usage says; a tokenizer counted those of 9 requests."],
  [
    9,
    1,
    null,
    'Unknown: there is no count for 8 of 40 successes; a tokenizer counted those of 1 requests.',
  ],
  [9, undefined, null, 'Unknown: there is no count for 9 of 40 successes.'],
])('tokens of %d answers without usage, %j counted: %s', (without, tokenized, output, text) => {
  expect(tokens(without, tokenized, output)).toBe(text);
});
