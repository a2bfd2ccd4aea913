import { expect, test } from 'vitest';
import { parseForeignJson } from '../../src/results/json';

test('nothing in JSON of others is taken for a prototype', () => {
  const found = parseForeignJson('{"__proto__":{"a":1},"b":{"__proto__":{"a":1}},"constructor":7}');
  expect(Object.entries(found as object)).toEqual([
    ['b', {}],
    ['constructor', 7],
  ]);
  const copied = Object.assign({}, (found as { b: object }).b) as { a?: number };
  expect(copied.a).toBeUndefined();
});

test('brackets within texts are no nesting', () => {
  const text = JSON.stringify({ a: `${'['.repeat(100)}"\\` });
  expect(parseForeignJson(text)).toEqual({ a: `${'['.repeat(100)}"\\` });
  expect(() => parseForeignJson(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrow('at most 64 deep');
});
