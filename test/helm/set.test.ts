import { afterAll, describe, expect, test } from 'vitest';
import { HelmValuesError, parseSet, type SetKind, type Values } from '../../src/helm';
import { SILENT_IN_HELM } from './expected';
import { helm, inPairs, Oracle } from './oracle';

const LINES = [
  ...[
    '',
    ',',
    ',,,,',
    '=',
    '.',
    '\\',
    'a',
    'a\\',
    'a,',
    'a.b',
    'a.b,',
    'a,b=c',
    ',a=b',
    'a=b,,',
    'a=b,,c=d',
  ],
  ...[
    'a=',
    'a=,',
    'a=,b=x',
    'a=b,',
    'name1,name2=',
    '=b',
    '.a=b',
    'a.=b',
    'a..b=c',
    'a.[0]=b',
    '[0]=b',
  ],
  ...[
    'a[0',
    'a[',
    '[',
    'a[0]',
    'a[0].',
    'a[0].=x',
    'a[0]b=c',
    'a[0],b=c',
    'a[0]=',
    'a[0]=,',
    'noval[0]',
  ],
  ...[
    'a[]=b',
    'a[x]=b',
    'a[ 0]=b',
    'a[0x1]=b',
    'a[1_0]=b',
    'a[+1]=b',
    'a[01]=b',
    'a[-0]=b',
    'a[-1]=b',
  ],
  ...['a[65536]=b', 'a[65537]=b', 'a[99999999999999999999]=b', 'a[\\0]=b', 'a[1.0]=b', 'a[١]=b'],
  ...[
    'a={b',
    'a={',
    'a={}',
    'a={},b=c',
    'a={}x',
    'a={{b}}',
    'a={b,}',
    'a={,b}',
    'a={b}c=d',
    'a={b},',
    'a={b},,',
  ],
  ...[
    'a= {b}',
    'a=\\{b}',
    'a={b\\}c}',
    'a={b\\,c}',
    'a={b=c}',
    'a={b\\',
    'a={"b,c"}',
    'a={0,00,+1,null,x}',
  ],
  ...[
    'a[0].b=',
    'a[0].b=,c=d',
    'a[0].b=x',
    'a[1].b.c=',
    'a[0][1].b=',
    'a[0].b[1].c=',
    'a[0].b[1]=',
    'x.a[0].b=',
  ],
  ...[
    'a[0]=1,a[0].b=',
    'a[0].c=1,a[0].b=',
    'a[0][0]=',
    'a[0].b={',
    'a=1,a[0]=2',
    'a[0]=1,a.b=2',
    'a=null,a.b=1',
  ],
  ...[
    'a=null,a[0]=1',
    'a[0]=null,a[0].b=1',
    'a[0]=x,a[0].b=1',
    'a[0]=x,a[0][0]=1',
    'a[0]=null,a[0][0]=1',
  ],
  ...[
    'a[3]=x,a[1]=y',
    'a.b=1,a=2',
    'a=1,a=2',
    'a=1,a.b=2',
    'a.b=1,a.c=2',
    'illegal[0]name.foo=1',
    ']={}].',
    'a]=1',
  ],
  ...[
    'a=b=c',
    'a=x{b}',
    'a=[]',
    'a=b[0]',
    'a="b"',
    'a="b,c"',
    'a= b ',
    'a=1, b=2',
    ' a=1',
    'a =1',
    'a=b\nc=d',
  ],
  ...[
    'a\\.b=c',
    'a\\=b=c',
    'a\\[0]=c',
    'a\\,b=c',
    '\\{a}=c',
    '{a}=c',
    'a=\\,',
    'a=\\\\',
    'a=\\n',
    'a=b\\',
    'a\\\\.b=c',
  ],
  ...[
    'a=true',
    'a=TRUE',
    'a=tRuE',
    'a=\\true',
    'a=false',
    'a=falſe',
    'a=null',
    'a=NULL',
    'a=\\null',
    'a=true ',
  ],
  ...[
    'a=0',
    'a=00',
    'a=01',
    'a=-0',
    'a=+0',
    'a=-01',
    'a=+1',
    'a=\\1',
    'a=1.5',
    'a=1e3',
    'a=0x10',
    'a=1_000',
    'a=-',
  ],
  ...[
    'a=9007199254740991',
    'a=-9007199254740991',
    'a=9223372036854775808',
    'a=-9223372036854775809',
    'a=١',
  ],
  ...[
    'a=9007199254740993',
    'a=-9223372036854775808',
    'a=yes',
    'a=~',
    'a=é😀',
    '😀.\\😀=1',
    'a=\\😀',
    'constructor.a=1',
  ],
  ...[
    'toString=1',
    'a.hasOwnProperty[0]=1',
    `${'a.'.repeat(30)}a=1`,
    `${'a.'.repeat(31)}a=1`,
    `a[0]${'.a'.repeat(31)}=1`,
  ],
  ...[
    `a${'[0]'.repeat(40)}=1`,
    '  ',
    'm=1',
    'm.x=1',
    'm[0]=1',
    'l=1',
    'l.x=1',
    'l[0].x=1',
    'l[5]=1',
    'l[1].y=',
    's.x=1',
  ],
];

const JSON_LINES = [
  ...[
    '{"m":{"x":{"b":1}}}',
    ' {"a":1} ',
    '{"a":1} x',
    '{"a":1',
    '{"m":null}',
    '{}',
    '{"a":{"b":1},"a":{"c":2}}',
  ],
  ...[
    'm={"z":1}',
    'a={"b":1,"c":[1,2]},d=3',
    'a={"b":1}c=2',
    'a=1c=2',
    'a=1 2',
    'a=1 ,b=2',
    'a= ,b=1',
    'a= ',
    'a=\t1',
  ],
  ...[
    'a=x',
    'a={b:1}',
    'a=01',
    'a=-',
    'a=-0',
    'a=1.',
    'a=1.5.',
    'a=1e',
    'a=1e5',
    'a=1e5e',
    'a=.5',
    'a=+1',
    'a=1e400',
  ],
  ...[
    'a=[1,2',
    'a=[1,]',
    'a=]',
    'a=}',
    'a="',
    'a="x',
    'a="x\\"y,]"',
    'a="\\u00e9"',
    'a="\\x"',
    'a=tru',
    'a=truex',
    'a=True',
  ],
  ...[
    'a=[[[1]],{"b":"}"}] , c=null',
    'a="x"b="y"',
    "a='x'",
    'a=NaN',
    'a=1,',
    'a=1,,',
    'a="\n"',
    'a\\.b=[]',
    'a[0]=[]',
    'a[0].b=',
  ],
  ...[
    'a=9007199254740993',
    'a=1.0',
    'a=123456789012345678901234567890',
    'null',
    '[1]',
    'l[5]={"x":[]}',
    's.x=1',
  ],
];

const BASE: Values = {
  m: { x: { a: 1 }, y: null },
  l: [{ x: 1 }, 'two', null, [1]],
  s: 'text',
};

function ours(line: string, kind: SetKind): unknown {
  try {
    return parseSet(line, BASE, kind).values;
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
}

/** The lines that mean something else with this flag than with `--set`; the rest need not be compared twice. */
function differing(kind: SetKind): string[] {
  const textOf = (result: unknown) => JSON.stringify([result, result instanceof HelmValuesError]);
  return LINES.filter((line) => textOf(ours(line, kind)) !== textOf(ours(line, 'set')));
}

describe.skipIf(!helm)('the grammar’s corner cases, as helm reads them', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const chart = oracle.chart({ name: 'c' });
  const base = oracle.file(JSON.stringify(BASE));

  test.each([
    ['set', LINES],
    ['set-string', differing('set-string')],
    ['set-literal', differing('set-literal')],
    ['set-json', JSON_LINES],
  ] as const)('--%s', { timeout: 60_000 }, async (kind, lines) => {
    const results = await inPairs(lines, async (line) => {
      const real = await oracle.render(chart, ['-f', base, `--${kind}`, line]);
      return { line, real: real.charts.get('c'), here: ours(line, kind) };
    });
    for (const { line, real, here } of results) {
      if (!(here instanceof HelmValuesError)) expect(here, line).toEqual(real);
      else if (!SILENT_IN_HELM.has(here.code))
        expect(real, `${line}: ${here.message}`).toBeUndefined();
    }
  });

  test('--set-file, also of a list and of no file', async () => {
    const one = oracle.file('one\n');
    const read = (path: string) => (path === one ? 'one\n' : fail());
    const fail = () => {
      throw Object.assign(new Error('secret'), { code: 'ENOENT' });
    };
    for (const line of [
      `a=${one}`,
      `a={${one},${one}}`,
      'a=',
      'a=,b=x',
      'a=missing',
      'a={}',
      `a[1]=${one},b=`,
    ]) {
      const real = (await oracle.render(chart, ['--set-file', line])).charts.get('c');
      let here: unknown;
      try {
        here = parseSet(line, {}, 'set-file', read).values;
      } catch (error) {
        expect(error).toMatchObject({ code: 'unreadable-file' });
        expect(String(error)).not.toMatch(/secret|missing/);
      }
      expect(here, line).toEqual(real);
    }
  });
});

describe('errors of flags', () => {
  const errorOf = (line: string, kind: SetKind) => {
    const error = ours(line, kind);
    expect(error).toBeInstanceOf(HelmValuesError);
    return error as HelmValuesError;
  };

  test('point at the column in the name', () => {
    const { message, place, code } = errorOf('image.tags[one].x=1', 'set');
    expect(code).toBe('index');
    expect(place).toEqual({ source: '--set image.tags[one].x', column: 12 });
    expect(message).toBe(
      '--set, column 12: expected a whole number as index\n' +
        '  --set image.tags[one].x=…\n' +
        '                   ^',
    );
  });

  test.each([
    ['apiKey=hunter2,more', 'set-string'],
    ['apiKey={hunter2', 'set'],
    ['a\\=hunter=2,hunter2[', 'set'],
    ['apiKey="hunter2', 'set-json'],
    ['{"apiKey": hunter2}', 'set-json'],
    ['apiKey={"hunter2": 1e999}', 'set-json'],
    ['apiKey=x,hunter2.=y', 'set'],
    ['s.x=hunter2', 'set'],
  ] as const)('never show a value: %s', (line, kind) => {
    const { message, place } = errorOf(line, kind);
    expect(message + JSON.stringify(place)).not.toContain('hunter2');
  });

  test('count columns in characters and show control characters as such', () => {
    const { place, message } = errorOf('😀\n[x]=1', 'set');
    expect(place?.column).toBe(4);
    expect(message).toContain('--set 😀␣[x]=…');
  });

  test('leave the input as it was', () => {
    const before = structuredClone(BASE);
    parseSet('m.x.a=2,l[0].x=3,s=4', BASE);
    errorOf('m.x.a=2,l[0', 'set');
    expect(BASE).toEqual(before);
  });
});
