import type { SetKind, Values } from '../../../src/helm';

/** A line, and what it reads as over no values. Each is compared with helm as well. */
export type Reading = readonly [line: string, values: Values];

const SET: readonly Reading[] = [
  ['', {}],
  ['a=', { a: '' }],
  ['a=,b=x', { a: '', b: 'x' }],
  ['a=b,', { a: 'b' }],
  ['a=b=c', { a: 'b=c' }],
  ['a=b.c[0]', { a: 'b.c[0]' }],
  ['a= b ', { a: ' b ' }],
  ['a=b\\', { a: 'b' }],
  ['a=\\,b\\\\c\\d', { a: ',b\\cd' }],
  ['a\\.b\\=c\\[d=1', { 'a.b=c[d': 1 }],
  ['a.b.c=1', { a: { b: { c: 1 } } }],
  ['a.b=1,a.c=2', { a: { b: 1, c: 2 } }],
  ['a.b=1,a=2', { a: 2 }],
  ['a[0]=x', { a: ['x'] }],
  ['a[2]=x,a[0]=y', { a: ['y', null, 'x'] }],
  ['a[+1]=x', { a: [null, 'x'] }],
  ['a[01]=x', { a: [null, 'x'] }],
  ['a[-0]=x', { a: ['x'] }],
  ['a[\\0]=x', { a: ['x'] }],
  ['a[1].b[1].c=x', { a: [null, { b: [null, { c: 'x' }] }] }],
  ['a[0][1]=x', { a: [[null, 'x']] }],
  ['a[0]=x,a[0].b=y', { a: [{ b: 'y' }] }],
  ['a[1]=x,a[0].b=y', { a: [{ b: 'y' }, 'x'] }],
  ['a[0][0]=', { a: [['']] }],
  ['a[0].b=,c=1', { a: [{ b: '' }], c: 1 }],
  ['a[0].c=1,a[0].b=', { a: [{ c: 1, b: '' }] }],
  ['a[0].c.d=1,a[0].c.b=', { a: [{ c: { d: 1, b: '' } }] }],
  ['a.b[0].c=1,a.b[0].d=', { a: { b: [{ c: 1, d: '' }] } }],
  ['a={}', { a: [''] }],
  ['a={b}', { a: ['b'] }],
  ['a={b,},c=1', { a: ['b', ''], c: 1 }],
  ['a={1,true,null,x}', { a: [1, true, null, 'x'] }],
  ['a={b\\,c,d\\}}', { a: ['b,c', 'd}'] }],
  ['a={b=c,{d}', { a: ['b=c', '{d'] }],
  ['a=\\{b}', { a: '{b}' }],
  ['a=true,b=TRUE,c=tRuE', { a: true, b: true, c: true }],
  ['a=false,b=FALSE', { a: false, b: false }],
  ['a=null,b=NULL', { a: null, b: null }],
  ['a=true ,b=truex,c=nul', { a: 'true ', b: 'truex', c: 'nul' }],
  ['a=0,b=00,c=01,d=-0,e=+0,f=-01', { a: 0, b: '00', c: '01', d: 0, e: 0, f: -1 }],
  ['a=1,b=-1,c=+1,d=10', { a: 1, b: -1, c: 1, d: 10 }],
  ['a=1.5,b=1e3,c=0x10,d=1_0,e=-', { a: '1.5', b: '1e3', c: '0x10', d: '1_0', e: '-' }],
  ['a=9007199254740991,b=-9007199254740991', { a: 9007199254740991, b: -9007199254740991 }],
  // Beyond 64 bits Helm keeps the text.
  [
    'a=9223372036854775808,b=+9223372036854775808',
    {
      a: '9223372036854775808',
      b: '+9223372036854775808',
    },
  ],
  ['a=-9223372036854775809', { a: '-9223372036854775809' }],
  ['constructor.a=1,toString=2', { constructor: { a: 1 }, toString: 2 } as unknown as Values],
];

const STRING: readonly Reading[] = [
  ['a=1,b=true,c=null,d=', { a: '1', b: 'true', c: 'null', d: '' }],
  ['a={1,null}', { a: ['1', 'null'] }],
  ['a=9007199254740993', { a: '9007199254740993' }],
];

const LITERAL: readonly Reading[] = [
  ['a=', { a: '' }],
  ['a=1,b=2', { a: '1,b=2' }],
  ['a=b\\,c\\', { a: 'b\\,c\\' }],
  ['a={b}', { a: '{b}' }],
  ['a,b.c=1', { 'a,b': { c: '1' } }],
  ['a\\.b=1', { 'a\\': { b: '1' } }],
  ['a[1].b=1', { a: [null, { b: '1' }] }],
  ['a[0].b=', { a: [{ b: '' }] }],
];

const JSON_PAIRS: readonly Reading[] = [
  ['a=', { a: null }],
  ['a=,b=1', { a: null, b: 1 }],
  ['a= ,b= 1 , c={"d":[]}', { a: null, b: 1, ' c': { d: [] } }],
  ['a="x\\",]}",b=2', { a: 'x",]}', b: 2 }],
  ['a=[[1],{"b":"}"}],b="y"', { a: [[1], { b: '}' }], b: 'y' }],
  ['a=-1.5e+3,b=true,c=false', { a: -1500, b: true, c: false }],
  ['a[0].b=""', { a: [{ b: '' }] }],
  ['a.b={"c":1},a.b={"d":2}', { a: { b: { d: 2 } } }],
  ['{"a":{"b":1}}', { a: { b: 1 } }],
  [' \u00a0{"a":null} \u00a0', { a: null }],
];

/** By flag. */
export const READINGS: Readonly<Record<Exclude<SetKind, 'set-file'>, readonly Reading[]>> = {
  set: SET,
  'set-string': STRING,
  'set-literal': LITERAL,
  'set-json': JSON_PAIRS,
};
