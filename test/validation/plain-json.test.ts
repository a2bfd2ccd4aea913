import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { issuesOf, type Row, table } from '../support/issues';

const note = (text: string) => ({ podAnnotations: { note: text } });

const UNSAFE =
  'unsafe-text podAnnotations.note: expected text of whole characters, found half of a surrogate pair';

/** The first and last of each range that is refused, and their neighbours that are not. */
const REFUSED = [0xd800, 0xdbff, 0xdc00, 0xdfff];
const ACCEPTED = [
  ...[0x00, 0x01, 0x08, 0x0b, 0x0c, 0x0e, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f, 0x2028, 0x2029],
  ...[0xfeff, 0xfffe, 0xffff],
  ...[0x09, 0x0a, 0x0d, 0x20, 0x7e, 0xa0, 0x2027, 0x202a, 0xd7ff, 0xe000, 0xfefe, 0xff00, 0xfffd],
  ...[0x10000, 0x1f680, 0x10ffff],
];

const code = (point: number) => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;

describe('a character', () => {
  test.each(REFUSED.map((point) => [code(point), String.fromCodePoint(point)]))(
    '%s is refused',
    (_, character) => {
      for (const text of [character, `a${character}b`, `${character}b`, `a${character}`]) {
        expect(
          issuesOf(note(text)).map(({ path, message, code }) => `${code} ${path}: ${message}`),
        ).toEqual([UNSAFE]);
      }
    },
  );

  test.each(ACCEPTED.map((point) => [code(point), String.fromCodePoint(point)]))(
    '%s is accepted',
    (_, character) => {
      for (const text of [character, `a${character}b`]) expect(issuesOf(note(text))).toEqual([]);
    },
  );
});

table('halves of characters, and text in keys', [
  [note('\ud83d\ude80')],
  [note('\ude80\ud83d'), UNSAFE],
  [note('\ud83d\ud83d\ude80'), UNSAFE],
  [note('\ud83d\ude80\ude80'), UNSAFE],
  // A key is told by its map.
  [{ podAnnotations: { '0o17': 'x' } }],
  [{ affinity: { 'a\ud800': 'x' } }, 'unsafe-text affinity'],
  [JSON.parse('{"affinity": {"__proto__": "x"}}'), 'unsafe-text affinity.__proto__'],
  [
    { affinity: { '<<': 'x' } },
    'unsafe-text affinity["<<"]: expected another key, since this one merges maps in YAML, found <<',
  ],
  [
    { affinity: { '<': 'x', '<<<': 'x', __proto: 'x' } },
    'unknown-key affinity["<"]',
    'unknown-key affinity["<<<"]',
    'unknown-key affinity.__proto',
  ],
]);

const affinity = (own: unknown) => ({ affinity: { unknown: own } });
const NOT_JSON = (found: string) =>
  `not-json affinity.unknown: expected plain JSON, found ${found}`;

/** What is plain JSON is found fault with for its key alone. */
const UNKNOWN = 'unknown-key affinity.unknown';

table('what JSON has no word for', [
  [affinity(() => 1), NOT_JSON('a function')],
  [affinity(Symbol('x')), NOT_JSON('a symbol')],
  [affinity(1n), NOT_JSON('a bigint')],
  [affinity(new Date(0)), NOT_JSON('an object of class Date')],
  [affinity(new (class {})()), UNKNOWN],
  [
    affinity(
      new (class {
        get a() {
          return 1;
        }
      })(),
    ),
    NOT_JSON('an object of class ?, which does not hold a itself'),
  ],
  [affinity(new Map()), NOT_JSON('an object of class Map')],
  [affinity(Number.NaN), 'not-json affinity.unknown: expected a number, found NaN'],
  [
    affinity(Number.POSITIVE_INFINITY),
    'not-json affinity.unknown: expected a number, found Infinity',
  ],
  [
    affinity(Number.NEGATIVE_INFINITY),
    'not-json affinity.unknown: expected a number, found -Infinity',
  ],
  [affinity(Number.MAX_VALUE), UNKNOWN],
  [affinity(-0), UNKNOWN],
  [affinity(undefined)],
  [affinity(Object.assign(Object.create(null), { a: 1 })), UNKNOWN],
  [affinity(runInNewContext('({ a: [1, { b: 2 }] })')), UNKNOWN],
  [affinity([1, 'a', true, [], {}]), UNKNOWN],
  [
    affinity([1, null]),
    'not-json affinity.unknown[1]: expected a value in every place of a list, found null',
  ],
  [
    affinity([undefined, 1]),
    'not-json affinity.unknown[0]: expected a value in every place of a list, found nothing',
  ],
  // biome-ignore lint/suspicious/noSparseArray: a gap is what is tested
  [affinity([1, , 2]), 'not-json affinity.unknown[1]'],
  [affinity([[null]]), 'not-json affinity.unknown[0][0]'],
  [affinity([{ a: 1n }]), 'not-json affinity.unknown[0].a'],
  [
    affinity([null, 1n, Number.NaN]),
    'not-json affinity.unknown[0]',
    'not-json affinity.unknown[1]',
    'not-json affinity.unknown[2]',
  ],
]);

/** A map in a map, so many times. */
function nested(levels: number): object {
  let map = {};
  for (let level = 1; level < levels; level += 1) map = { a: map };
  return map;
}

const shared = { a: 1 };
const cycle: Record<string, unknown> = {};
cycle.again = cycle;
const list: unknown[] = [];
list.push({ list });

describe('maps in maps', () => {
  test('up to 100 levels below the values', () => {
    expect(issuesOf({ affinity: nested(100) })).toMatchObject([
      { code: 'unknown-key', path: 'affinity.a' },
    ]);
    const [unknown, issue, ...more] = issuesOf({ affinity: nested(101) });
    expect(more).toEqual([]);
    expect(unknown).toMatchObject({ code: 'unknown-key', path: 'affinity.a' });
    expect(issue).toMatchObject({
      code: 'not-json',
      path: `affinity${'.a'.repeat(100)}`,
      received: 'more than 100 levels',
    });
  });

  test('in no cycle, though the same one may stand in two places', () => {
    expect(issuesOf(affinity([shared, shared, { shared }]))).toMatchObject([
      { code: 'unknown-key', path: 'affinity.unknown' },
    ]);
    expect(issuesOf(affinity(cycle))).toMatchObject([
      { code: 'unknown-key', path: 'affinity.unknown' },
      { code: 'not-json', path: 'affinity.unknown.again', received: 'a cycle' },
    ]);
    expect(issuesOf(affinity(list))).toMatchObject([
      { code: 'not-json', path: 'affinity.unknown[0].list', received: 'a cycle' },
    ]);
  });
});

const noMap = (values: unknown, found: string): Row => [
  values,
  `wrong-type values: expected a map of values, found ${found}`,
];

table('values that are no map', [
  noMap(undefined, 'nothing'),
  noMap(null, 'null'),
  noMap('a', 'the string "a"'),
  noMap(5, 'the number 5'),
  noMap(false, 'the boolean false'),
  noMap([], 'an empty list'),
  noMap([1], 'a list'),
  [() => 1, 'not-json values: expected plain JSON, found a function'],
  [Number.NaN, 'not-json values: expected a number, found NaN'],
  [new Date(0), 'not-json values: expected plain JSON, found an object of class Date'],
  ['\ud800', 'unsafe-text values'],
]);

const NO_JSON = 'not-json values: expected plain JSON, found';
const NO_MAP = 'wrong-type values: expected a map of values, found';

table('values that are none at all', [
  [() => 'x', `${NO_JSON} a function`],
  [Symbol('x'), `${NO_JSON} a symbol`],
  [1n, `${NO_JSON} a bigint`],
  [Number.NaN, 'not-json values: expected a number, found NaN'],
  ['x', `${NO_MAP} the string "x"`],
  [1, `${NO_MAP} the number 1`],
  [true, `${NO_MAP} the boolean true`],
  [null, `${NO_MAP} null`],
  [undefined, `${NO_MAP} nothing`],
  [[], `${NO_MAP} an empty list`],
  [[{}], `${NO_MAP} a list`],
  [[() => 'x'], 'not-json [0]: expected plain JSON, found a function'],
]);
