import { describe, expect, test } from 'vitest';
import {
  byVersion,
  each,
  eachOnce,
  either,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  mostItems,
  needed,
  textOf,
  textsOf,
  withoutIts,
  wrong,
} from '../../../src/validation/rules/finding';
import { repeated } from '../../../src/validation/rules/repeated';

const lines = (findings: Iterable<Finding>) =>
  [...findings].map(({ code, at, message }) => `${code} ${at.join('.')}: ${message}`);

describe('a finding of some versions', () => {
  const finding = { code: 'conflict', at: ['a'], message: 'm' } as const;
  const warning = (message: string) => ({ code: 'newer-kubernetes', at: ['a'], message });

  test.each<[Partial<Finding>, number, 'issue' | string | undefined]>([
    [{}, 30, 'issue'],
    [{ since: 36 }, 37, 'issue'],
    [{ since: 36 }, 36, 'issue'],
    [{ since: 36 }, 35, 'from Kubernetes 1.36 on refused: m'],
    [{ before: 32 }, 30, 'taken from Kubernetes 1.32 on only: m'],
    [{ before: 32 }, 31, 'taken from Kubernetes 1.32 on only: m'],
    [{ before: 32 }, 32, undefined],
    [{ before: 32 }, 33, undefined],
  ])('%j in 1.%i is %s', (versions, kubernetes, expected) => {
    expect(byVersion([{ ...finding, ...versions }], kubernetes)).toEqual({
      issues: expected === 'issue' ? [finding] : [],
      warnings: expected === 'issue' || expected === undefined ? [] : [warning(expected)],
    });
  });
});

test('a text that is needed and empty is told as missing alone, others of the map as they are', () => {
  const found = [
    wrong('missing', ['m', 'name'], 'a text', ''),
    wrong('wrong-format', ['m', 'name'], 'a label', ''),
    wrong('wrong-format', ['m', 'key'], 'a label', '_'),
    wrong('conflict', ['m', 'name'], 'one', ''),
  ];
  const { issues } = byVersion(found, 37);
  expect(issues).toEqual([found[0], found[2], found[3]]);
});

test('members, items and texts are none of what is something else', () => {
  for (const value of [undefined, null, 1, 'a', []]) expect(fieldsOf(value)).toEqual({});
  for (const value of [undefined, null, 1, 'a', {}]) expect(itemsOf(value)).toEqual([]);
  for (const value of [undefined, null, 1, [], {}]) expect(textOf(value)).toBe('');
  expect([fieldsOf({ a: 1 }), itemsOf([1]), textOf('a')]).toEqual([{ a: 1 }, [1], 'a']);
  const list = [{ name: 'a' }, { name: '' }, {}, 1, { name: 2 }, { name: 'b' }];
  expect(textsOf(list, 'name')).toEqual(['a', 'b']);
  expect(textsOf({ name: 'a' }, 'name')).toEqual([]);
});

test('a check is asked of each item, and of a member that is there', () => {
  const check = (value: unknown, at: readonly (string | number)[]) => [
    wrong('missing', at, 'x', value),
  ];
  expect(lines(each([1, null], ['l'], check))).toEqual([
    'missing l.0: expected x, found the number 1',
    'missing l.1: expected x, found null',
  ]);
  expect(lines(inside({ a: null, b: undefined }, ['m'], 'a', check))).toEqual([
    'missing m.a: expected x, found null',
  ]);
  expect(lines(inside({ b: undefined }, ['m'], 'b', check))).toEqual([]);
});

test('what a value is wrong in is told, and a template that stays as it is', () => {
  const template = '{{ .Release.Name }}';
  const { message } = wrong('wrong-format', ['a'], 'x', template, '; more');
  expect(message).toBe(
    `expected x, found the string "${template}"; templates such as {{ .Release.Name }} are not evaluated in values, so write the text itself`,
  );
  expect(wrong('wrong-format', ['a'], 'x', 'y', '; more').message).toBe(
    'expected x, found the string "y"; more',
  );
  expect(wrong('wrong-format', ['a'], 'x', 'y')).toEqual({
    code: 'wrong-format',
    at: ['a'],
    expected: 'x',
    received: 'the string "y"',
    message: 'expected x, found the string "y"',
  });
});

test('items, fields and their numbers', () => {
  expect(lines(eachOnce(['a', 'b', 'a', 'a'], ['l'], 'each once'))).toEqual([
    'duplicate l.2: expected each once, found the string "a"',
    'duplicate l.3: expected each once, found the string "a"',
  ]);
  expect(lines(mostItems([1, 2], ['l'], 2))).toEqual([]);
  expect(lines(mostItems([1, 2, 3], ['l'], 2))).toEqual([
    'out-of-range l: expected at most 2, found 3',
  ]);
  expect(lines(needed({ a: '', b: 'x', c: 0 }, ['m'], 'a', 'b', 'c', 'd'))).toEqual([
    'missing m.a: expected a text that is not empty, found an empty string; it is needed',
    'missing m.d: expected a text that is not empty, found nothing; it is needed',
  ]);
  expect(lines(withoutIts({ a: '' }, ['m'], 'a', 'since so'))).toEqual([
    'conflict m.a: expected none, since so, found an empty string',
  ]);
  expect(lines(withoutIts({}, ['m'], 'a', 'since so'))).toEqual([]);
});

test('of two things one is there', () => {
  const one = (isFirst: boolean, isSecond: boolean) =>
    lines(either(['m'], 'a or b', isFirst, isSecond));
  expect([one(true, false), one(false, true)]).toEqual([[], []]);
  expect(one(true, true)).toEqual(['conflict m: expected either a or b, found both']);
  expect(one(false, false)).toEqual(['missing m: expected either a or b, found neither']);
});

test('what is said twice is told with who has said it before', () => {
  const list = ['a', 'b', 'A', '', '', 1, 'c', 'b'].map((name) => ({ name }));
  const taken = (index: number, entry: string, by: string) => ({
    code: 'duplicate',
    at: ['l', index, 'name'],
    message: `expected a name of its own, found ${entry}, which is taken by ${by}`,
    received: entry,
  });
  expect([...repeated(list, ['l'], 'name', { 'the chart itself': ['c'] })]).toEqual([
    taken(6, 'c', 'the chart itself'),
    taken(7, 'b', 'l[1]'),
  ]);
  const lower = (text: string) => text.toLowerCase();
  expect([...repeated(list, ['l'], 'name', {}, lower)]).toEqual([
    taken(2, 'a', 'l[0]'),
    taken(7, 'b', 'l[1]'),
  ]);
});
