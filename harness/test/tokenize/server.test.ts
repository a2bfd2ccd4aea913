import { expect, test } from 'vitest';
import { type Ask, serverCounter } from '../../src/tokenize/server';

const { signal } = new AbortController();

/** A counter of a server that answers under some paths; and what it was asked. */
function counterOf(basePath: string, answers: Record<string, string | undefined>) {
  const asked: { path: string; body: object }[] = [];
  const ask: Ask = async (path, body) => {
    asked.push({ path, body });
    return answers[path];
  };
  const counter = serverCounter(ask, { basePath, model: 'm' }, signal);
  return { counter, asked, paths: () => asked.splice(0).map(({ path }) => path) };
}

test.each([
  ['/v1', ['/tokenize']],
  ['/v1/', ['/tokenize']],
  ['', ['/tokenize']],
  ['/openai/v1', ['/openai/tokenize', '/tokenize']],
  ['/a/b/v1', ['/a/b/tokenize', '/tokenize']],
])('below %j it is asked for beside the API, then at the root', async (basePath, expected) => {
  const { counter, paths } = counterOf(basePath, {});
  expect(await counter('a')).toBeUndefined();
  expect(paths()).toEqual(expected);
});

test('the path that answered first is asked from then on, and no other', async () => {
  const answers: Record<string, string | undefined> = { '/tokenize': '{"count":3}' };
  const { counter, paths } = counterOf('/openai/v1', answers);
  expect(await counter('a')).toBe(3);
  expect(paths()).toEqual(['/openai/tokenize', '/tokenize']);
  answers['/openai/tokenize'] = '{"count":4}';
  expect(await counter('a')).toBe(3);
  answers['/tokenize'] = undefined;
  expect(await counter('a')).toBeUndefined();
  expect(paths()).toEqual(['/tokenize', '/tokenize']);
});

test('vLLM and llama.cpp are asked for the same: the text alone, without special tokens', async () => {
  const { counter, asked } = counterOf('/v1', {});
  await counter('one two');
  expect(asked[0]?.body).toEqual({
    ...{ model: 'm', prompt: 'one two', content: 'one two' },
    ...{ add_special_tokens: false, add_special: false },
  });
});

test.each([
  ['{"count":3,"tokens":[],"max_model_len":9}', 3],
  ['{"count":0,"tokens":[1]}', 0],
  ['{"tokens":[1,2]}', 2],
  ['{"tokens":[]}', 0],
  ['{"count":"3"}', undefined],
  ['{"tokens":7}', undefined],
])('%s says %s', async (answer, count) => {
  const { counter } = counterOf('/v1', { '/tokenize': answer });
  expect(await counter('a')).toBe(count);
});
