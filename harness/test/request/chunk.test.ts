import { expect, test } from 'vitest';
import { readChunk } from '../../src/request/chunk';

const NOTHING = { token: false, finished: false, error: false };

test.each([
  ['no JSON', 'x', undefined],
  ['a number', '1', undefined],
  ['null', 'null', undefined],
  ['a list', '[]', undefined],
  ['no answer of such a server', '{}', undefined],
  ['choices that are no list', '{"choices":{"0":{"text":"a"}}}', undefined],
  ['choices that are text', '{"choices":"abc"}', undefined],
  ['an empty list of choices', '{"choices":[]}', NOTHING],
  ['usage beside choices that are no list', '{"choices":{},"usage":{}}', NOTHING],
  ['an error', '{"error":"x"}', { ...NOTHING, error: true }],
])('%s', (_, text, expected) => {
  const chunk = readChunk(text);
  if (expected === undefined) expect(chunk).toBeUndefined();
  else expect(chunk).toMatchObject(expected);
});

test('the second choice counts like the first', () => {
  const choice = { delta: { content: '' } };
  const last = { delta: { content: 'a' }, finish_reason: 'stop' };
  const text = JSON.stringify({ choices: [choice, last] });
  expect(readChunk(text)).toMatchObject({ token: true, finished: true, error: false });
});

test('tokens are numbers, or not told', () => {
  const usage = (value: unknown) =>
    readChunk(JSON.stringify({ usage: { prompt_tokens: value, completion_tokens: value } }));
  expect(usage(0)).toMatchObject({ promptTokens: 0, outputTokens: 0 });
  expect(usage(7)).toMatchObject({ promptTokens: 7, outputTokens: 7 });
  expect(usage('7')).toMatchObject({ promptTokens: undefined, outputTokens: undefined });
});
