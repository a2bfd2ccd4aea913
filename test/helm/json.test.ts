import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { HelmValuesError } from '../../src/helm';
import {
  checkRepeated,
  copyJson,
  copyMap,
  inherited,
  isMap,
  isPlainObject,
  isWellFormed,
  joinPath,
  kindOf,
  MAX_DEPTH,
  member,
} from '../../src/helm/json';

class Plain {
  size = 1;
  grow() {
    return this.size;
  }
}
class WithGetter extends Plain {
  get twice() {
    return 2;
  }
}
class WithJson {
  toJSON() {
    return 1;
  }
}
const bare = Object.assign(Object.create(null), { a: 1 });
const foreign = runInNewContext('({ a: 1 })');

test.each<[unknown, string, isMap: boolean, isPlain: boolean]>([
  [null, 'null', false, false],
  [undefined, 'a undefined', false, false],
  [1, 'a number', false, false],
  ['x', 'a string', false, false],
  ['\ud83d\ude80', 'a string', false, false],
  ['\ud83d', 'a string with half a surrogate pair', false, false],
  [[], 'a list', false, false],
  [{}, 'a map', true, true],
  [bare, 'a map', true, true],
  [foreign, 'a map', true, true],
  [new Plain(), 'a map', true, true],
  [new WithGetter(), 'an object of a class', true, false],
  [new WithJson(), 'an object of a class', true, false],
  [Object.create({ a: 1 }), 'an object of a class', true, false],
  [new Date(0), 'an object of a class', true, false],
  [new Map(), 'an object of a class', true, false],
])('%# is %s', (value, kind, map, plain) => {
  expect([kindOf(value), isMap(value), isPlainObject(value)]).toEqual([kind, map, plain]);
});

test.each([
  [{}, ''],
  [bare, ''],
  [foreign, ''],
  [new Plain(), ''],
  [new WithGetter(), 'twice'],
  [new WithJson(), 'toJSON'],
  [Object.create(new WithGetter()), 'size, twice'],
  [Object.create(Object.create({ a: 1 }, { b: { value: 2 } })), 'b, a'],
])('%# inherits %j', (value, names) => {
  expect(inherited(value)).toBe(names);
});

test('members are a map’s own', () => {
  expect(member({ a: 1 }, 'a')).toBe(1);
  expect(member({ a: 1 }, 'toString')).toBeUndefined();
  expect([joinPath('', 'a'), joinPath('a', 'b'), joinPath('a', 0), joinPath('', 0)]).toEqual([
    ...['a', 'a.b', 'a[0]', '[0]'],
  ]);
  expect(['', 'a', '\ud83d\ude80', '\ud83d', 'a\ude80'].map(isWellFormed)).toEqual([
    ...[true, true, true, false, false],
  ]);
});

/** The code and the words of what a call refuses. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof HelmValuesError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'nothing';
}

const HOLDS = 'expected a value that JSON can hold, found';

test.each<[unknown, string]>([
  [{ a: { b: [1, () => 1] } }, `not-json v.a.b[1]: ${HOLDS} a function`],
  [{ a: Number.NaN }, `not-json v.a: ${HOLDS} NaN`],
  [[Number.POSITIVE_INFINITY], `not-json v[0]: ${HOLDS} Infinity`],
  [{ a: 'x\ud83d' }, `not-json v.a: ${HOLDS} a string with half a surrogate pair`],
  [{ a: new Date(0) }, `not-json v.a: ${HOLDS} an object of a class`],
  [[undefined], `not-json v[0]: ${HOLDS} a undefined`],
  [undefined, `not-json v: ${HOLDS} a undefined`],
  [
    JSON.parse('{"a": {"__proto__": 1}}'),
    'forbidden-key v.a.__proto__: the key "__proto__" is not allowed; rename it',
  ],
])('%# is no JSON: %s', (value, message) => {
  expect(refusal(() => copyJson(value, 'v'))).toBe(message);
});

test('a copy is deep, and without what is undefined', () => {
  const value = { a: [{ b: null, c: undefined }, true, 'x', 0.5], d: new Plain(), e: undefined };
  const copy = copyMap(value);
  expect(copy).toStrictEqual({ a: [{ b: null }, true, 'x', 0.5], d: { size: 1 } });
  expect(copy.a).not.toBe(value.a);
  expect(copyJson([value], 'v')).toStrictEqual([copy]);
});

/** Lists in lists. */
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

test('what is nested deeply is copied, and too deeply refused', () => {
  expect(copyJson(nested(MAX_DEPTH), 'v')).toEqual(nested(MAX_DEPTH));
  expect(refusal(() => copyJson(nested(MAX_DEPTH + 1), 'v'))).toBe(
    `too-large v${'[0]'.repeat(19)}[0…: nested over 200 deep`,
  );
  expect(refusal(() => copyJson(1, 'v', MAX_DEPTH + 1))).toBe('too-large v…: nested over 200 deep');
});

/** A list of so many items, so many times: all but the first time are more than there are. */
const shared = (items: number, times: number) => {
  const part = Array.from({ length: items }, () => 1);
  return Array.from({ length: times }, () => part);
};
const TOO_MANY = 'the same maps and lists stand in too many places';

test('a million values more than there are may be shared', () => {
  expect(refusal(() => checkRepeated(shared(1_000, 1_001), 'v'))).toBe('nothing');
  expect(refusal(() => checkRepeated(shared(101, 9_902), 'v'))).toBe(`too-large v: ${TOO_MANY}`);
  expect(refusal(() => checkRepeated({ a: shared(101, 9_902) }, ''))).toBe(
    `too-large values: ${TOO_MANY}`,
  );
  expect(refusal(() => copyJson(shared(101, 9_902), 'v'))).toBe(`too-large v: ${TOO_MANY}`);
  expect(refusal(() => copyMap({ a: shared(101, 9_902) }))).toBe(`too-large values: ${TOO_MANY}`);
  // As many values, each in one place.
  expect(
    refusal(() =>
      checkRepeated(
        Array.from({ length: 1_000_002 }, () => 1),
        'v',
      ),
    ),
  ).toBe('nothing');
});
