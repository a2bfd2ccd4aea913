import { expect, test } from 'vitest';
import type { AnswerReader } from '../../src/request/reader';
import { isFailure } from '../../src/request/reader';
import {
  chunksOf,
  FINISH_REASONS,
  REASONS,
  type RequestRow,
  toMicrosecond,
} from '../../src/request/row';
import { type Ending, makeRow } from '../../src/request/row-of';

test('reasons and finish reasons are closed sets, which stand in files and metrics', () => {
  expect(REASONS).toEqual([
    ...['connect', 'tls', 'reset', 'closed_idle', 'generator', 'timeout', 'protocol', 'truncated'],
    ...['malformed', 'too_large', 'empty', 'not_streamed', 'not_sse', 'server_error', 'http_429'],
    ...['http_4xx', 'http_5xx', 'http_other', 'other'],
  ]);
  expect(FINISH_REASONS).toEqual([
    ...['stop', 'length', 'tool_calls', 'function_call', 'content_filter', 'error', 'abort'],
    'other',
  ]);
  expect(FINISH_REASONS.filter(isFailure)).toEqual(['error', 'abort']);
  expect(isFailure(undefined)).toBe(false);
});

test('times are rounded to the microsecond', () => {
  expect([0, 1.0004, 1.00049, 1.0005, -1.0006, 123_456.789_4].map(toMicrosecond)).toEqual([
    ...[0, 1, 1, 1.001, -1.001, 123_456.789],
  ]);
});

test.each<[Partial<RequestRow>, number]>([
  [{ chunkGapsMs: [] }, 0],
  [{ chunkGapsMs: [], firstTokenMs: 0 }, 1],
  [{ chunkGapsMs: [1, 2], firstTokenMs: 5 }, 3],
  [{ chunkGapsMs: [1, 2], firstTokenMs: 5, chunks: 9 }, 9],
  [{ chunkGapsMs: [1], firstTokenMs: 5, chunks: 0 }, 0],
])('the chunks of %j are %i', (row, chunks) => {
  expect(chunksOf(row as RequestRow)).toBe(chunks);
});

const ASKED = {
  index: 4,
  phase: 'warmup',
  scheduledMs: 1.0006,
  stream: true,
  timeoutMs: 9,
} as const;
const READ = { tokens: { first: undefined, last: undefined, chunks: 0, gaps: [] }, told: {} };
const ENDED: Ending = {
  ...{ sent: undefined, status: undefined, failure: undefined, message: undefined, endMs: 9.0006 },
  ...{ address: undefined, fingerprint: undefined },
};

const rowOf = (read: object, ended: Partial<Ending>) =>
  makeRow(ASKED, { ...READ, ...read } as unknown as AnswerReader, { ...ENDED, ...ended });

const LEAST = {
  ...{ index: 4, phase: 'warmup', scheduledMs: 1.001, endMs: 9.001, chunkGapsMs: [] },
  usage: false,
};

test.each<[what: string, read: object, ended: Partial<Ending>, row: object]>([
  ['what is not known is absent', {}, {}, { outcome: 'success' }],
  [
    'a failure',
    {},
    { failure: 'reset', message: 'no' },
    { outcome: 'error', reason: 'reset', message: 'no' },
  ],
  ['cut off', {}, { failure: 'cut_off' }, { outcome: 'unfinished' }],
  [
    'all that is known',
    {
      tokens: { first: 3.0006, last: 5.0004, chunks: 3, gaps: [1.0006, 0.9994] },
      ...{ promptTokens: 0, outputTokens: 0, finishReason: 'stop' },
      told: { cachedTokens: 1, reasoningTokens: 2, server: { queueMs: 1, prefillMs: 2 } },
    },
    { sent: 2.0006, status: 200, address: '::1', fingerprint: 'f' },
    {
      ...{ sentMs: 2.001, firstTokenMs: 3.001, lastTokenMs: 5, chunkGapsMs: [1.001, 0.999] },
      ...{ status: 200, outcome: 'success', finishReason: 'stop', promptTokens: 0 },
      ...{ outputTokens: 0, usage: true, cachedTokens: 1, reasoningTokens: 2 },
      ...{ server: { queueMs: 1, prefillMs: 2 }, address: '::1', fingerprint: 'f' },
    },
  ],
  [
    'more chunks than the gaps tell',
    { tokens: { first: 1, last: 9, chunks: 4, gaps: [1, 2] } },
    {},
    { outcome: 'success', firstTokenMs: 1, lastTokenMs: 9, chunkGapsMs: [1, 2], chunks: 4 },
  ],
  [
    'times of 0',
    { tokens: { ...READ.tokens, first: 0, last: 0, chunks: 1 } },
    { sent: 0 },
    {
      ...{ outcome: 'success', sentMs: 0, firstTokenMs: 0, lastTokenMs: 0 },
    },
  ],
])('a row: %s', (_, read, ended, row) => {
  expect(rowOf(read, ended)).toStrictEqual({ ...LEAST, ...row });
});
