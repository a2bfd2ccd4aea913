import { expect, test } from 'vitest';
import { coalesce, HelmValuesError, parseValuesFile } from '../../../src/helm';

const lists = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

/** Lists in each other of which the outer hundred are an alias. */
const byAlias = (levels: number) => {
  const [open, close] = ['['.repeat(levels - 100), ']'.repeat(levels - 100)];
  return `a: &a ${lists(100)}\nb: ${open}*a${close}`;
};

/** An anchor whose value counts 1,000, and so many aliases to it. */
const aliases = (count: number) => `a: &a ${'x'.repeat(990)}\nb: [${'*a, '.repeat(count)}]`;

/** Each alias is to a list of ten: 10 for it, and 999 for each. */
const listed = (count: number) => {
  const ten = Array.from({ length: 10 }, () => 'x'.repeat(989)).join(', ');
  return `a: &a [${ten}]\nb: [${'*a, '.repeat(count)}]`;
};

test.each<[what: string, at: string, beyond: string]>([
  ['lists', `a: ${lists(199)}`, `a: ${lists(200)}`],
  [
    'empty lists',
    `a: ${'['.repeat(199)}${']'.repeat(199)}`,
    `a: ${'['.repeat(200)}${']'.repeat(200)}`,
  ],
  ['block lists', `a:\n  ${'- '.repeat(199)}1`, `a:\n  ${'- '.repeat(200)}1`],
  ['maps', `${'{a: '.repeat(200)}1${'}'.repeat(200)}`, `${'{a: '.repeat(201)}1${'}'.repeat(201)}`],
  ['lists by an alias', byAlias(199), byAlias(200)],
  ['aliases: a million in all', aliases(1_000), aliases(1_001)],
  ['aliases to lists, 10,000 each', listed(100), listed(101)],
  ['one more than a million', aliases(999), `${aliases(999)}\nc: &c ${'x'.repeat(991)}\nd: *c`],
])('%s: at the limit, and beyond it', (_, at, beyond) => {
  expect(() => coalesce({}, parseValuesFile(at, 'f').values)).not.toThrow();
  let caught: unknown;
  try {
    parseValuesFile(beyond, 'f');
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(HelmValuesError);
  expect(caught).toMatchObject({ code: 'too-large', place: { source: 'f' } });
});

test('what no alias leads to may be of any length, before one and behind it', () => {
  const long = 'x'.repeat(2e6);
  const { values } = parseValuesFile(`a: ${long}\nb: &b 1\nc: *b\nd: ${long}`, 'f');
  expect(Object.values(values).map((value) => String(value).length)).toEqual([2e6, 1, 1, 2e6]);
});
