import { expect, test } from 'vitest';
import { HelmValuesError, parseSet, type SetKind } from '../../../src/helm';

/** The error that a line is refused with. */
function errorOf(line: string, kind: SetKind): HelmValuesError {
  try {
    parseSet(line, {}, kind);
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

/** What stands below the problem: the line as far as it may be shown, and what the caret points at. */
function shownOf(line: string, kind: SetKind) {
  const [, shown = '', caret = ''] = errorOf(line, kind).message.split('\n');
  const prefix = `  --${kind} `;
  expect(shown.startsWith(prefix)).toBe(true);
  return { shown: shown.slice(prefix.length), at: caret.indexOf('^') - prefix.length };
}

test.each<[SetKind, string, string, number]>([
  // Whoever forgets the name gives the value alone, which may be a secret.
  ['set', 'ab', '…', 0],
  ['set-string', 'hunter2', '…', 0],
  ['set-string', 'hunter2,a=b', '…', 0],
  ['set-literal', 'hunter2', '…', 0],
  ['set-file', 'hunter2', '…', 0],
  ['set', '=b', '=…', 0],
  ['set', 'a.=', 'a.=…', 2],
  ['set', 'a[x].b=1', 'a[x].b=…', 2],
  ['set', 'a\\=b[x]=1', 'a\\=b[x]=…', 5],
  ['set', 'a\tb[x]=1', 'a␣b[x]=…', 4],
  ['set', '😀[x]=1', '😀[x]=…', 2],
  // What stands behind the name is at the dots, wherever it is.
  ['set', 'a={b', 'a=…', 2],
  ['set', 'a=bcd,e[x]=1', 'a=…', 2],
  ['set-literal', 'a[x]\\=1', 'a[x]\\=…', 2],
  ['set-json', 'ab={"c":1 2}', 'ab=…', 3],
  ['set-json', '{"a":1 2}', '…', 0],
  ['set-json', '  {"a":1 2}', '…', 0],
  ['set-json', 'a{"b"', '…', 0],
])('--%s %s is shown as "%s"', (kind, line, shown, at) => {
  expect(shownOf(line, kind)).toEqual({ shown, at });
});

test('a name of a hundred characters is shown whole, of a longer one the first hundred', () => {
  const name = (length: number) => '😀'.repeat(length);
  const list = (length: number) => `${name(length)}={`;
  expect(shownOf(list(100), 'set')).toEqual({ shown: `${name(100)}=…`, at: 101 });
  expect(errorOf(list(100), 'set').place?.source).toBe(`--set ${name(100)}`);
  expect(shownOf(list(101), 'set')).toEqual({ shown: `${name(100)}…=…`, at: 102 });
  expect(errorOf(list(101), 'set').place).toEqual({ source: `--set ${name(100)}…`, column: 103 });
});

test.each<[SetKind, string, string]>([
  ['set', '=b', '--set'],
  ['set-json', ' {"a":1 2}', '--set-json'],
  ['set-literal', 'a.=b', '--set-literal a.'],
])('the place in --%s %s is %s', (kind, line, source) => {
  expect(errorOf(line, kind).place?.source).toBe(source);
});

test.each<[string, ...(readonly [code: string, path: string, column: number])[]]>([
  ['a=1, b=2', ['blank-in-name', 'a', 5]],
  [' a.b=1', ['blank-in-name', ' a.b', 1]],
  ['a.b =1', ['blank-in-name', 'a.b ', 3]],
  ['a={}', ['empty-list', 'a', 4]],
  ['a={},b={},c={x}', ['empty-list', 'a', 4], ['empty-list', 'a', 9]],
  ['a={ },b={,}'],
  ['a[0]=x,b=1,a[0].b=1', ['value-dropped', 'a[0]', 14]],
  ['a[0]=,a[0].b=1', ['value-dropped', 'a[0]', 9]],
  ['a[0]=null,a[0].b=1'],
  ['a[1]=x,a[0].b=1'],
  ['a[0].b=x,a[0].c=1'],
])('--set %s: warnings %j', (line, ...expected) => {
  const { warnings } = parseSet(line, {});
  expect(warnings.map(({ code, path, place }) => [code, path, place?.column])).toEqual(expected);
  for (const { message, path, place } of warnings) {
    expect(place?.source).toBe(`--set ${path}`.trimEnd());
    expect(message).toContain(`\n  --set ${path}=…\n`);
  }
});

test('a warning shows no secret that stands in a key', () => {
  const { warnings } = parseSet('podAnnotations.https://me:hunter2@host/x={}', {}, 'set');
  expect(warnings).toMatchObject([
    {
      code: 'empty-list',
      path: 'podAnnotations.https://***@host/x',
      place: { source: '--set podAnnotations.https://***@host/x' },
    },
  ]);
  expect(JSON.stringify(warnings)).not.toContain('hunter2');
});
