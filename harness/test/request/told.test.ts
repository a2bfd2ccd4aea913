import { expect, test } from 'vitest';
import { readChunk } from '../../src/request/chunk';
import { Fingerprints } from '../../src/request/told';

const told = (wire: object) => readChunk(JSON.stringify(wire))?.told;

/** As vLLM 0.32 ends a stream that was asked for with its flags for both. */
const USAGE = {
  ...{ prompt_tokens: 13, total_tokens: 21, completion_tokens: 8 },
  prompt_tokens_details: { cached_tokens: 5, created_cache_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 3 },
};
const METRICS = {
  ...{ time_to_first_token_ms: 12.5386969998, generation_time_ms: 33.05, queue_time_ms: 0.0232 },
  ...{ mean_itl_ms: 4.72, tokens_per_second: 175.4 },
};

test('details of usage and the metrics of a request are read', () => {
  expect(told({ choices: [], usage: USAGE, metrics: METRICS })).toEqual({
    ...{ cachedTokens: 5, reasoningTokens: 3 },
    server: { queueMs: 0.023, prefillMs: 12.539 },
  });
});

test.each<[string, object, object | undefined]>([
  ['nothing', {}, undefined],
  ['usage without details', { usage: { prompt_tokens: 1 } }, undefined],
  ['details that are null', { usage: { prompt_tokens_details: null } }, undefined],
  ['a count that is none', { usage: { prompt_tokens_details: { cached_tokens: -1 } } }, undefined],
  ['a count that is text', { usage: { prompt_tokens_details: { cached_tokens: '5' } } }, undefined],
  [
    'no cached tokens',
    { usage: { prompt_tokens_details: { cached_tokens: 0 } } },
    { cachedTokens: 0 },
  ],
  [
    'more cached tokens than the prompt has',
    { usage: { prompt_tokens: 4, prompt_tokens_details: { cached_tokens: 5 } } },
    undefined,
  ],
  [
    'as many cached tokens as the prompt has',
    { usage: { prompt_tokens: 5, prompt_tokens_details: { cached_tokens: 5 } } },
    { cachedTokens: 5 },
  ],
  ['metrics that are null', { metrics: null }, undefined],
  ['half of the metrics', { metrics: { queue_time_ms: 1 } }, undefined],
  ['a time that is none', { metrics: { ...METRICS, queue_time_ms: -1 } }, undefined],
  [
    'a time of a day',
    { metrics: { ...METRICS, queue_time_ms: 86_400_000 } },
    { server: { queueMs: 86_400_000, prefillMs: 12.539 } },
  ],
  ['a time of more', { metrics: { ...METRICS, queue_time_ms: 86_400_001 } }, undefined],
  [
    'no reasoning tokens',
    { usage: { completion_tokens_details: { reasoning_tokens: 0 } } },
    { reasoningTokens: 0 },
  ],
  [
    'details that are lists',
    { usage: { prompt_tokens_details: [5], completion_tokens_details: [5] } },
    undefined,
  ],
  ['usage and no metrics', { usage: USAGE }, { cachedTokens: 5, reasoningTokens: 3 }],
  ['metrics and no usage', { metrics: METRICS }, { server: { queueMs: 0.023, prefillMs: 12.539 } }],
  [
    'metrics beside usage without details',
    { usage: {}, metrics: METRICS },
    { server: { queueMs: 0.023, prefillMs: 12.539 } },
  ],
  [
    'times of 0',
    { metrics: { queue_time_ms: 0, time_to_first_token_ms: 0 } },
    { server: { queueMs: 0, prefillMs: 0 } },
  ],
  ['the other half of the metrics', { metrics: { time_to_first_token_ms: 1 } }, undefined],
  ['a time as text', { metrics: { ...METRICS, queue_time_ms: '1' } }, undefined],
  ['text in place of both', { usage: 'a', metrics: 'b' }, undefined],
])('what is told: %s', (_, wire, expected) => {
  expect(told(wire)).toEqual(expected);
});

test('a fingerprint is told where it is another than before', () => {
  const fingerprints = new Fingerprints();
  const seen = ['a', 'a', undefined, 'a', 'b', 'b', 'a'].map((each) => fingerprints.newly(each));
  const no = undefined;
  expect(seen).toEqual(['a', no, no, no, 'b', no, 'a']);
  expect(fingerprints.newly('x'.repeat(100))).toBe('x'.repeat(100));
  expect(fingerprints.newly('x'.repeat(101))).toBeUndefined();
  expect(fingerprints.newly('\u001b[31m')).toBe('\\u001b[31m');
});
