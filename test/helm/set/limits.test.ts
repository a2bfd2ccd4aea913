import { expect, test } from 'vitest';
import {
  coalesce,
  HelmValuesError,
  mergeValues,
  parseSet,
  parseValuesFile,
  type SetKind,
  userValues,
} from '../../../src/helm';
import { MAX_WARNINGS } from '../../../src/helm/error';

/** The error of a call that must fail. */
function errorOf(call: () => unknown): HelmValuesError {
  try {
    call();
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

test('a flag gives so many warnings, and no more', () => {
  const pairs = (count: number) => Array.from({ length: count }, (_, i) => `k${i}={}`).join(',');
  expect(parseSet(pairs(MAX_WARNINGS - 1), {}).warnings).toHaveLength(MAX_WARNINGS - 1);
  expect(parseSet(pairs(MAX_WARNINGS + 10), {}).warnings).toHaveLength(MAX_WARNINGS);
});

test('so does a file', () => {
  const lines = (count: number) => Array.from({ length: count }, () => 'k: 1\n').join('');
  expect(parseValuesFile(lines(MAX_WARNINGS), 'f').warnings).toHaveLength(MAX_WARNINGS - 1);
  expect(parseValuesFile(lines(MAX_WARNINGS + 10), 'f').warnings).toHaveLength(MAX_WARNINGS);
});

test.each([
  ['set', 'a[0].b=', 'lost'],
  ['set-string', 'a[0].b=', 'lost'],
  ['set', 'a[0].b=,', 'kept'],
  ['set', 'a[0].b=,c=d', 'kept'],
  ['set', 'a.b=', 'kept'],
  ['set', 'a[0]=', 'kept'],
  ['set', 'a[0].b=1', 'kept'],
  ['set-literal', 'a[0].b=', 'kept'],
  ['set-json', 'a[0].b=""', 'kept'],
] as const)('--%s %s: the value is %s', (kind, line, fate) => {
  const read = () => parseSet(line, {}, kind);
  if (fate === 'lost') expect(errorOf(read).code).toBe('lost-value');
  else expect(read).not.toThrow();
});

test('an empty value is not lost where the list has such an element', () => {
  const list = { a: [{ b: 'x' }] };
  expect(parseSet('a[0].b=', list).values).toEqual({ a: [{ b: '' }] });
  expect(errorOf(() => parseSet('a[1].b=', list)).place?.column).toBe(3);
});

test.each([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [() => 1, 'a function'],
  [10n, 'a bigint'],
  ['\ud800', 'a string with half a surrogate pair'],
  [new Date(0), 'an object of a class'],
])('what JSON can not hold is named: %s', (value, found) => {
  const { code, message } = errorOf(() => mergeValues({}, { a: { b: value as never } }));
  expect({ code, message }).toEqual({
    code: 'not-json',
    message: `a.b: expected a value that JSON can hold, found ${found}`,
  });
});

test('one error is thrown as it is, two become one with both messages', () => {
  const read = (set: string[]) => errorOf(() => userValues({ set }, () => ''));
  expect(read(['a']).message).toBe(errorOf(() => parseSet('a', {})).message);
  const both = read(['a', 'ok=1', 'b[x]=1']);
  const [first, second] = [errorOf(() => parseSet('a', {})), errorOf(() => parseSet('b[x]=1', {}))];
  expect(both.message).toBe(`${first.message}\n${second.message}`);
  expect({ code: both.code, place: both.place }).toEqual({ code: first.code, place: first.place });
});

/** Lines at a limit, and beyond it. */
const LIMITS: readonly (readonly [
  what: string,
  kind: SetKind,
  at: string,
  beyond: string,
  code: string,
])[] = [
  ['dots', 'set', `${'a.'.repeat(30)}a=1`, `${'a.'.repeat(31)}a=1`, 'too-large'],
  [
    'dots, less indices',
    'set',
    `${'a[0].'.repeat(30)}a=1`,
    `${'a[0].'.repeat(31)}a=1`,
    'too-large',
  ],
  ['levels', 'set', `a${'[0]'.repeat(199)}=1`, `a${'[0]'.repeat(200)}=1`, 'too-large'],
  ['levels of JSON', 'set-json', `a=${lists(199)}`, `a=${lists(200)}`, 'too-large'],
  [
    'levels of JSON, less those of its name',
    'set-json',
    `a.b[0]=${lists(197)}`,
    `a.b[0]=${lists(198)}`,
    'too-large',
  ],
  ['levels of one object', 'set-json', `{"a":${lists(199)}}`, `{"a":${lists(200)}}`, 'too-large'],
  ['an index', 'set', 'a[65536]=1', 'a[65537]=1', 'index'],
  ['a negative index', 'set', 'a[-0]=1', 'a[-1]=1', 'index'],
  ['gaps', 'set', gaps(16_960), gaps(16_961), 'too-large'],
  ['an integer', 'set', 'a=9007199254740991', 'a=9007199254740992', 'imprecise-integer'],
  ['a negative integer', 'set', 'a=-9007199254740991', 'a=-9007199254740992', 'imprecise-integer'],
  ['64 bits', 'set', 'a=9223372036854775808', 'a=9223372036854775807', 'imprecise-integer'],
  ['64 bits, plus', 'set', 'a=+9223372036854775808', 'a=+9223372036854775807', 'imprecise-integer'],
  [
    '64 bits, minus',
    'set',
    'a=-9223372036854775809',
    'a=-9223372036854775808',
    'imprecise-integer',
  ],
];

/** Lists in each other, and a number in the innermost. */
function lists(levels: number): string {
  return '['.repeat(levels) + 1 + ']'.repeat(levels);
}

/** Fifteen lists with 65,536 gaps each, and one with so many. */
function gaps(count: number): string {
  const full = Array.from({ length: 15 }, (_, i) => `l${i}[65536]=1`);
  // What fills a gap, and what replaces an element, makes none.
  return [...full, `last[${count}]=1`, 'last[0]=1', 'last[0]=2'].join(',');
}

test.each(LIMITS)('%s: at the limit, and beyond it', (_, kind, at, beyond, code) => {
  expect(() => coalesce({}, parseSet(at, {}, kind).values)).not.toThrow();
  expect(errorOf(() => parseSet(beyond, {}, kind)).code).toBe(code);
});

test('columns count characters, from 1', () => {
  expect(errorOf(() => parseSet('ä😀[x]=1', {})).place?.column).toBe(4);
  expect(errorOf(() => parseValuesFile('a: 1\n😀: [1\n', 'f')).place?.line).toBeGreaterThan(1);
});
