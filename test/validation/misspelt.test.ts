import { expect, test } from 'vitest';
import type { LocatedIssue } from '../../src/validation/issues';
import { withoutMisspelt } from '../../src/validation/misspelt';

const issue = (code: LocatedIssue['code'], path: string, suggestion?: string): LocatedIssue => ({
  code,
  at: path === '' ? [] : path.split('.'),
  message: 'm',
  ...(suggestion !== undefined && { suggestion }),
});
const unknown = (path: string, suggestion?: string) => issue('unknown-key', path, suggestion);
const missing = (path: string) => issue('missing', path);
const other = (path: string) => issue('wrong-type', path);

/** An unknown key that was found to be meant for one that is missing beside it. */
const meant = (path: string, suggestion: string) => ({
  ...unknown(path, suggestion),
  message: `unknown key; did you mean ${suggestion}?`,
});

/** Unknown keys of so many sections, each beside what is missing there. */
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => [unknown(`s${i}.x`), missing(`s${i}.y`)]).flat();

test.each<[string, readonly LocatedIssue[], readonly LocatedIssue[]]>([
  ['nothing', [], []],
  ['no unknown key', [missing('a.b'), other('a.c')], [missing('a.b'), other('a.c')]],
  ['one of each', [unknown('a.x'), missing('a.b')], [meant('a.x', 'a.b')]],
  ['one of each at the top', [unknown('x'), missing('b')], [meant('x', 'b')]],
  [
    'one of each, and another mistake',
    [other('a.c'), missing('a.b'), unknown('a.x', 'z')],
    [other('a.c'), meant('a.x', 'a.b')],
  ],
  [
    'one of each in each of two maps',
    [unknown('a.x'), missing('a.b'), unknown('c.y'), missing('c.d')],
    [meant('a.x', 'a.b'), meant('c.y', 'c.d')],
  ],
  ['in other maps', [unknown('a.x'), missing('b.x')], [unknown('a.x'), missing('b.x')]],
  ['deeper', [unknown('a.x'), missing('a.b.c')], [unknown('a.x'), missing('a.b.c')]],
  [
    'two that are missing',
    [unknown('a.x'), missing('a.b'), missing('a.c')],
    [unknown('a.x'), missing('a.b'), missing('a.c')],
  ],
  [
    'two unknown ones',
    [unknown('a.x'), unknown('a.y'), missing('a.b')],
    [unknown('a.x'), unknown('a.y'), missing('a.b')],
  ],
  [
    'a map that is missing what its key was meant for',
    [unknown('a.x', 'a.b'), missing('a')],
    [unknown('a.x', 'a.b')],
  ],
  [
    'a map that misses something else',
    [unknown('a.x'), missing('a')],
    [unknown('a.x'), missing('a')],
  ],
  [
    'a map with another mistake',
    [unknown('a.x', 'a.b'), other('a')],
    [unknown('a.x', 'a.b'), other('a')],
  ],
  [
    'a map further above',
    [unknown('a.b.x', 'y'), missing('a')],
    [unknown('a.b.x', 'y'), missing('a')],
  ],
  [
    'twenty that are misspelt',
    many(20),
    Array.from({ length: 20 }, (_, i) => meant(`s${i}.x`, `s${i}.y`)),
  ],
  ['more than are misspelt', many(21), many(21)],
])('%s', (_, issues, expected) => {
  expect(withoutMisspelt(issues)).toEqual(expected);
});
