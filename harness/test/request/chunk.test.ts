import { expect, test } from 'vitest';
import { NOTHING, readChunk } from '../../src/request/chunk';
import { countOf, MOST_COUNTED } from '../../src/request/row';

test.each([
  ['no JSON', 'x', undefined],
  ['a number', '1', NOTHING],
  ['null', 'null', NOTHING],
  ['a list', '[]', NOTHING],
  ['no answer of such a server', '{}', NOTHING],
  ['choices that are no list', '{"choices":{"0":{"text":"a"}}}', NOTHING],
  ['choices that are text', '{"choices":"abc"}', NOTHING],
  ['an empty list of choices', '{"choices":[]}', NOTHING],
  ['usage beside choices that are no list', '{"choices":{},"usage":{}}', NOTHING],
  ['an error', '{"error":"x"}', { ...NOTHING, error: true, message: 'x' }],
  ['an error that is null', '{"error":null}', NOTHING],
])('%s', (_, text, expected) => {
  expect(readChunk(text)).toEqual(expected);
});

test('the second choice counts like the first', () => {
  const choice = { delta: { content: '' } };
  const last = { delta: { content: 'a' }, finish_reason: 'stop' };
  const text = JSON.stringify({ choices: [choice, last] });
  expect(readChunk(text)).toMatchObject({ text: 'a', finish: 'stop', error: false });
});

test('finish reasons are of a closed set', () => {
  const finish = (reason: unknown) =>
    readChunk(JSON.stringify({ choices: [{ finish_reason: reason }] }))?.finish;
  expect(
    ['stop', 'length', 'tool_calls', 'function_call', 'content_filter', 'error', 'abort'].map(
      finish,
    ),
  ).toEqual(['stop', 'length', 'tool_calls', 'function_call', 'content_filter', 'error', 'abort']);
  expect(['STOP', 'eos_token', 'x'.repeat(1e6), 5, {}, true].map(finish)).toEqual([
    'stop',
    ...Array(5).fill('other'),
  ]);
  expect(['', null, 0, false, undefined].map(finish)).toEqual(Array(5).fill(undefined));
});

test('a count is a whole number from 0 to 2^31 - 1, or not known', () => {
  expect(MOST_COUNTED).toBe(2_147_483_647);
  for (const count of [0, 7, MOST_COUNTED]) expect(countOf(count)).toBe(count);
  const odd = [-1, 1.5, MOST_COUNTED + 1, 1e308, Infinity, Number.NaN, '7', true, null, undefined];
  for (const each of odd) expect(countOf(each)).toBeUndefined();
});
