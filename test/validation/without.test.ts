import { expect, test } from 'vitest';
import type { Values } from '../../src/helm';
import { without } from '../../src/validation/without';
import type { Path } from '../../src/values/path';

const VALUES: Values = {
  a: { b: { c: 1, d: 2 }, e: [{ f: 1 }, { f: 2 }] },
  list: [1, 2],
  text: 'x',
};

test.each<[readonly Path[], Values]>([
  [[], VALUES],
  [[[]], {}],
  [[['a'], []], {}],
  [[['a']], { list: [1, 2], text: 'x' }],
  [[['a', 'b', 'c']], { ...VALUES, a: { b: { d: 2 }, e: [{ f: 1 }, { f: 2 }] } }],
  [
    [['a', 'b', 'c'], ['a', 'b', 'd'], ['text']],
    { a: { b: {}, e: [{ f: 1 }, { f: 2 }] }, list: [1, 2] },
  ],
  [
    [
      ['a', 'b'],
      ['a', 'b', 'c'],
    ],
    { ...VALUES, a: { e: [{ f: 1 }, { f: 2 }] } },
  ],
  // A list goes as a whole, and so does what is no map where one was expected.
  [[['list', 0]], { a: VALUES.a as Values, text: 'x' }],
  [[['a', 'e', 1, 'f']], { ...VALUES, a: { b: { c: 1, d: 2 } } }],
  [[['text', 'b']], { a: VALUES.a as Values, list: [1, 2] }],
  [[['b'], ['a', 'x'], ['a', 'b', 'x', 'y']], VALUES],
])('without %j', (paths, rest) => {
  const before = structuredClone(VALUES);
  expect(without(VALUES, paths)).toEqual(rest);
  expect(VALUES).toEqual(before);
});
