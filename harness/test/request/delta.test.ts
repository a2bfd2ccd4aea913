import { expect, test } from 'vitest';
import { readChunk } from '../../src/request/chunk';
import { textOf, type WireDelta } from '../../src/request/delta';

test.each<[WireDelta, string]>([
  [{}, ''],
  [{ content: 'a' }, 'a'],
  [{ content: 5 }, ''],
  [{ content: { text: 'a' } }, ''],
  [{ content: ['a', { type: 'text', text: 'b' }, { refusal: 'c' }, { thinking: 'd' }] }, 'abcd'],
  [{ content: [null, 5, {}, [], { text: 5 }, { text: 'a', refusal: 'b', thinking: 'c' }] }, 'abc'],
  [{ reasoning_content: 'a' }, 'a'],
  [{ reasoning: 'a' }, 'a'],
  // The same text under both of vLLM's names.
  [{ reasoning_content: 'a', reasoning: 'a' }, 'a'],
  [{ reasoning_content: null, reasoning: 'a' }, 'a'],
  [{ reasoning: ['a'] }, ''],
  [{ refusal: 'a' }, 'a'],
  [{ refusal: {} }, ''],
  [{ function_call: { name: 'f', arguments: '{' } }, 'f{'],
  [{ function_call: { name: 'f', arguments: { a: 1 } } }, 'f{"a":1}'],
  [{ function_call: { arguments: {}, input: 'x' } }, 'x'],
  [{ function_call: { name: 5, arguments: null, input: {} } }, ''],
  [{ function_call: 'f' }, ''],
  [{ tool_calls: [] }, ''],
  [{ tool_calls: 'f' }, ''],
  [{ tool_calls: { 0: { function: { name: 'f' } } } }, ''],
  [{ tool_calls: [null, 'f', {}, { function: { name: 'f', arguments: 'g' } }] }, 'fg'],
  [{ tool_calls: [{ custom: { name: 'c', input: { a: [] } } }] }, 'c{"a":[]}'],
  [{ tool_calls: [{ function: { name: 'f' }, custom: { name: 'c' } }, { id: 'x' }] }, 'fc'],
  [
    {
      ...{ content: '1', reasoning: '2', refusal: '3' },
      ...{ function_call: { name: '4' }, tool_calls: [{ function: { name: '5' } }] },
    },
    '12345',
  ],
])('of %j the text is %j', (delta, text) => {
  expect(textOf(delta)).toBe(text);
});

const read = (wire: object) => {
  const { text, finish, choices } = readChunk(JSON.stringify(wire)) ?? {};
  return [text, finish, choices];
};

test.each<[object[], text: string, finish: string | undefined, isAnswer: boolean]>([
  [[{ text: 'a' }], 'a', undefined, true],
  [[{ text: 5, delta: { content: 'a' } }], 'a', undefined, true],
  [[{ text: 'a', delta: { content: 'b' } }], 'ab', undefined, true],
  [[{ delta: { content: 'a' }, message: { content: 'b' } }], 'a', undefined, true],
  [[{ delta: null, message: { content: 'b' } }], 'b', undefined, true],
  [[{ delta: 'a' }], '', undefined, true],
  [[{ finish_reason: 'stop' }], '', 'stop', true],
  [[null as never], '', undefined, false],
  [[null as never, { text: 'a' }], 'a', undefined, true],
  [[{ text: 'a' }, { text: 'b' }], 'ab', undefined, true],
  [[{ finish_reason: 'stop' }, { finish_reason: 'length' }], '', 'length', true],
  [[{ finish_reason: 'stop' }, {}], '', 'stop', true],
  // Of several choices, a failure stands for all.
  [[{ finish_reason: 'error' }, { finish_reason: 'stop' }], '', 'error', true],
  [[{ finish_reason: 'abort' }, { finish_reason: 'stop' }], '', 'abort', true],
  [[{ finish_reason: 'stop' }, { finish_reason: 'abort' }], '', 'abort', true],
])('of the choices %j', (choices, text, finish, isAnswer) => {
  expect(read({ choices })).toEqual([text, finish, isAnswer]);
});

test.each<[wire: object, error: boolean, message: string | undefined]>([
  [{ error: 'no' }, true, 'no'],
  [{ error: {} }, true, undefined],
  [{ error: 0 }, false, undefined],
  [{ error: '', message: 'no' }, false, undefined],
  [{ object: 'error', message: 'no' }, true, 'no'],
  [{ object: 'list', message: 'no' }, false, undefined],
])('%j: an error: %s, %s', (wire, error, message) => {
  expect(readChunk(JSON.stringify(wire))).toMatchObject({ error, message });
});

test.each<[unknown, string | undefined]>([
  ['fp_1', 'fp_1'],
  ['', undefined],
  [5, undefined],
  [null, undefined],
])('the fingerprint %j is %s', (system_fingerprint, fingerprint) => {
  expect(readChunk(JSON.stringify({ system_fingerprint }))?.fingerprint).toBe(fingerprint);
});

test('of a finish reason 32 characters are looked at', () => {
  const finish = (finish_reason: string) =>
    readChunk(JSON.stringify({ choices: [{ finish_reason }] }))?.finish;
  expect([finish('Stop'), finish('LENGTH'), finish(' stop')]).toEqual(['stop', 'length', 'other']);
});
