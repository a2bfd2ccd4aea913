import { describe, expect, test } from 'vitest';
import { HelmValuesError, parseSet, type SetKind } from '../../../src/helm';

/** What one line is refused with: its code, and the column where the mistake begins. */
type Row = readonly [line: string, code: string, column: number];

function refusalOf(line: string, kind: SetKind) {
  try {
    parseSet(line, {}, kind);
  } catch (error) {
    if (error instanceof HelmValuesError) return [error.code, error.place?.column];
    throw error;
  }
  return 'accepted';
}

const SET: readonly Row[] = [
  ['a', 'no-value', 2],
  ['a.b', 'no-value', 4],
  ['a,b=1', 'no-value', 2],
  ['a=1,b', 'no-value', 6],
  [',a=b', 'no-value', 1],
  ['=b', 'empty-name', 1],
  ['a..b=c', 'empty-name', 3],
  ['a.=b', 'empty-name', 3],
  ['a.[0]=b', 'empty-name', 3],
  ['a[0', 'unclosed-index', 3],
  ['a=1,b[', 'unclosed-index', 7],
  ['a[]=b', 'index', 3],
  ['a=1,b[ 0]=x', 'index', 7],
  ['a[-1]=b', 'index', 3],
  ['a[65537]=b', 'index', 3],
  ['a[0]b=c', 'syntax', 5],
  ['a[0],b=c', 'syntax', 5],
  ['a[0]', 'missing-value', 5],
  ['a[0].b', 'no-value', 7],
  ['a.b[0]', 'missing-value', 7],
  ['a={b', 'syntax', 3],
  ['x=1,a={b,', 'syntax', 7],
  ['a={b\\', 'syntax', 3],
  ['a={b}c=d', 'missing-comma', 6],
  ['a={}x', 'missing-comma', 5],
  ['a=1,a[0]=2', 'wrong-type', 5],
  ['a=null,a.b=1', 'wrong-type', 8],
  ['a=null,a[0]=1', 'wrong-type', 8],
  ['a.b=1,a[0].c=1', 'wrong-type', 7],
  ['a[0]=1,a.b=1', 'wrong-type', 8],
  ['a[0]=x,a[0][0]=1', 'wrong-type', 10],
  ['x=1,a[0].b=', 'lost-value', 7],
  ['x.a[0].b.c=', 'lost-value', 5],
  ['a[0].b=1,a[1].b=', 'lost-value', 12],
  ['a[0].c=1,a[0].b[0].d=', 'lost-value', 17],
  ['__proto__=1', 'forbidden-key', 1],
  ['a=1,😀.__proto__=2', 'forbidden-key', 7],
];

const LITERAL: readonly Row[] = [
  ['a', 'no-value', 2],
  ['a,b', 'no-value', 4],
  ['=1', 'empty-name', 1],
  ['a.=1', 'empty-name', 3],
  ['a.b[x]=1', 'index', 5],
  ['a[\\0]=1', 'index', 3],
  ['a[0]b=1', 'syntax', 5],
];

/** Where V8 says the position of a mistake, the column is that; else it is where the JSON begins. */
const JSON_PAIRS: readonly Row[] = [
  ['a=[1', 'syntax', 5],
  ['x=1,a={"b":1 2}', 'syntax', 14],
  ['a=[],b={"c":01}', 'syntax', 14],
  ['{"a":1', 'syntax', 7],
  ['  {"a":1} x', 'syntax', 11],
  ['a={"b":1}c=2', 'missing-comma', 10],
  ['a=1 2', 'missing-comma', 5],
  ['a="x"b="y"', 'missing-comma', 6],
  ['a=[[[1]]],b', 'no-value', 12],
  ['a=1,b[0].c', 'no-value', 11],
  ['a= "\\ud800"', 'not-json', 4],
  ['a=1,b={"c":1e400}', 'not-json', 7],
  [' {"a":1e400}', 'not-json', 2],
  ['a={"__proto__":1}', 'forbidden-key', 3],
];

describe.each([
  ['set', SET],
  ['set-string', SET],
  ['set-literal', LITERAL],
  ['set-json', JSON_PAIRS],
] as const)('--%s', (kind, rows) => {
  test.each(rows)('%s: %s in column %i', (line, code, column) => {
    expect(refusalOf(line, kind)).toEqual([code, column]);
  });
});
