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

/** Each alias is to a list of ten: 10 for it, and 1,000 for each. */
const listed = (count: number) => {
  const ten = Array.from({ length: 10 }, () => 'x'.repeat(990)).join(', ');
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
  // 99 times 10,010 are 990,990.
  ['aliases to lists', listed(99), listed(100)],
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

test('what no alias leads to may be of any length', () => {
  const { values } = parseValuesFile(`a: ${'x'.repeat(2e6)}\nb: &b 1\nc: *b`, 'f');
  expect([String(values.a).length, values.c]).toEqual([2e6, 1]);
});
