import { expect, test } from 'vitest';
import { FirstMessages, messageIn, messageOfBody } from '../../src/request/message';

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

test.each<[value: unknown, message: string | undefined]>([
  ['', undefined],
  ['no', 'no'],
  [5, undefined],
  [null, undefined],
  [[], undefined],
  [['no', 'yes'], 'no'],
  [[[['no']]], 'no'],
  [[[[['no']]]], undefined],
  [{ error: { error: { error: 'no' } } }, 'no'],
  [{ error: { error: { error: { error: 'no' } } } }, undefined],
  [{ error: { error: { error: { error: 'no' } } }, message: 'yes' }, 'yes'],
  [{ error: '', message: 5, detail: {}, msg: [], reason: null, type: 'no' }, 'no'],
  [{ name: 'no' }, undefined],
])('in %j the message is %s', (value, message) => {
  expect(messageIn(value)).toBe(message);
});

test('of several words for a message the first one that says something counts', () => {
  const names = ['error', 'message', 'detail', 'msg', 'reason', 'type'];
  const found = names.map((_, i) =>
    // The order in which they were written does not matter.
    messageIn(
      Object.fromEntries(
        names
          .slice(i)
          .toReversed()
          .map((name) => [name, `a ${name}`]),
      ),
    ),
  );
  expect(found).toEqual(names.map((name) => `a ${name}`));
});

test.each<[string, string | undefined]>([
  [' \n{"error":"no"} ', 'no'],
  ['[{"message":"cut', 'cut'],
  ['{"detail" : "a\\"b', 'a'],
  ['{"error":"cut', undefined],
  ['  plain \n', 'plain'],
  ['"text"', 'text'],
  ['5', undefined],
  ['<TITLE lang="en"> 503 </TITLE>', ' 503 '],
  ['<title> </title>', undefined],
  [`<title>${'x'.repeat(200)}</title>`, 'x'.repeat(200)],
  [`<title>${'x'.repeat(201)}</title>`, 'x'.repeat(200)],
  ['see <title>x</title>', 'see <title>x</title>'],
  [' \n ', undefined],
])('of the body %j is told %s', (body, message) => {
  expect(messageOfBody(body)).toBe(message);
});

test('of a long text only the first thousand characters are looked at', () => {
  const told = (said: string) =>
    new FirstMessages(['', 'k3y']).of('measured', 'other', said, () => 'the prompt');
  expect(told(`a${' '.repeat(998)}bc`)).toBe('a b');
  expect(told(`${'a '.repeat(495)}the prompt`)).toBe('(left out, since it repeats the prompt)');
  expect(told(`${'a '.repeat(495)}.the prompt`)).toMatch(/^a a .*…$/);
  expect([told(''), told('  a \n')]).toEqual(['', 'a']);
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
  ['nothing but', 'abcd', 'abcd', true],
  ['a prompt between blanks', ' abcd\n', 'no: abcd', true],
  ['a whole prompt of three', 'abc', 'no: abc', false],
  ['a prompt of blanks', ' \n ', 'no: a  b', false],
  ['no prompt', '', 'no', false],
])('a message with %s of the prompt', (_, prompt, said, isLeftOut) => {
  const told = new FirstMessages([]).of('measured', 'other', said, () => prompt);
  expect(told?.startsWith('(left out')).toBe(isLeftOut);
});
