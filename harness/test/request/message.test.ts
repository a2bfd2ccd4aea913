import { expect, test } from 'vitest';
import { FirstMessages, messageOfBody } from '../../src/request/message';

const none = () => '';

test.each<[string, string | undefined]>([
  ['{"error":{"message":"too long","code":400}}', 'too long'],
  ['{"error":"Unauthorized"}', 'Unauthorized'],
  ['{"object":"error","message":"no"}', 'no'],
  [
    '{"detail":[{"loc":["body"],"msg":"Field required","input":{"prompt":"secret"}}]}',
    'Field required',
  ],
  ['{"detail":"Not Found"}', 'Not Found'],
  ['{"error":{"message":"cut he', 'cut he'],
  ['{"messages":[{"content":"the prompt', undefined],
  ['<html><head><title>502 Bad Gateway</title></head></html>', '502 Bad Gateway'],
  ['<p>no title', undefined],
  ['upstream connect error', 'upstream connect error'],
  ['', undefined],
  ['null', undefined],
  ['{}', undefined],
])('of %s is told %s', (body, message) => {
  expect(messageOfBody(body)).toBe(message);
});

test('a reason is told once a phase, and what nobody said is nothing', () => {
  const messages = new FirstMessages([]);
  expect(messages.of('measured', 'http_4xx', undefined, none)).toBeUndefined();
  expect(messages.of('warmup', 'http_4xx', 'early', none)).toBe('early');
  expect(messages.of('measured', 'http_4xx', 'one', none)).toBe('one');
  expect(messages.of('measured', 'http_4xx', 'two', none)).toBeUndefined();
  expect(messages.of('measured', 'reset', 'three', none)).toBe('three');
});

test('a message is cut, without keys, and can steer no terminal', () => {
  const told = (said: string) =>
    new FirstMessages(['k3y-of-mine']).of('measured', 'other', said, none);
  expect(told('wrong key k3y-of-mine, see https://u:p@host')).toBe(
    'wrong key ***, see https://***@host',
  );
  expect(told('a\u001b[2Jb\r\nc')).toBe('a\\u001b[2Jb c');
  expect(told('x'.repeat(1e6))).toBe(`${'x'.repeat(200)}…`);
});

test('a message that repeats the prompt is left out', () => {
  const prompt = 'Tell me about the secret life of trees';
  const told = (said: string) => new FirstMessages([]).of('measured', 'other', said, () => prompt);
  const hidden = '(left out, since it repeats the prompt)';
  expect(told('bad input: "me about the secret life of"')).toBe(hidden);
  expect(told('bad  input:\n about the secret life of trees')).toBe(hidden);
  expect(told('the secret was wrong')).toBe('the secret was wrong');
});

test.each<[what: string, prompt: string, said: string, isLeftOut: boolean]>([
  [
    '24 characters',
    `${'p'.repeat(30)}abcdefghijklmnopqrstuvwx`,
    'no: abcdefghijklmnopqrstuvwx',
    true,
  ],
  [
    '23 characters',
    `${'p'.repeat(30)}abcdefghijklmnopqrstuvwx`,
    'no: abcdefghijklmnopqrstuvw',
    false,
  ],
  ['a whole prompt of four characters', 'abcd', 'no: abcd', true],
  ['a whole prompt of three', 'abc', 'no: abc', false],
  ['a prompt of blanks', ' \n ', 'no: a  b', false],
  ['no prompt', '', 'no', false],
])('a message with %s of the prompt', (_, prompt, said, isLeftOut) => {
  const told = new FirstMessages([]).of('measured', 'other', said, () => prompt);
  expect(told?.startsWith('(left out')).toBe(isLeftOut);
});
