import { afterAll, describe, expect, test } from 'vitest';
import { HelmValuesError, parseSet, type SetKind, type Values } from '../../../src/helm';
import { SILENT_IN_HELM } from '../expected';
import { helm, inPairs, Oracle } from '../oracle';
import { JSON_LINES, LINES } from './cases';
import { READINGS } from './readings';

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

/** Whether a key may be put before the line without changing it otherwise. */
function isOneSetting(line: string, kind: SetKind): boolean {
  const isWholeObject = kind === 'set-json' && line.trimStart().startsWith('{');
  const isShort = line.split('.').length < 20;
  return (
    line.includes('=') &&
    isShort &&
    !isWholeObject &&
    (kind === 'set-literal' || !line.includes(','))
  );
}

describe.skipIf(!helm)('the grammar’s corner cases, as helm reads them', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const chart = oracle.chart({ name: 'c' });
  const base = oracle.file(JSON.stringify(BASE));

  test.each([
    ['set', LINES],
    // Both read by one grammar, and so refuse the same.
    ['set-string', LINES.filter((line) => !(ours(line, 'set-string') instanceof HelmValuesError))],
    ['set-literal', LINES],
    ['set-json', JSON_LINES],
  ] as const)('--%s', { timeout: 180_000 }, async (kind, lines) => {
    const both = [...new Set([...lines, ...READINGS[kind].map(([line]) => line)])];
    const all = both.map((line, index) => ({ line, here: ours(line, kind), key: `p${index}` }));
    // Accepted lines of one setting go into one call, each below a key of its own.
    const together = all.filter(
      ({ line, here }) => isOneSetting(line, kind) && !(here instanceof HelmValuesError),
    );
    const bases = oracle.file(
      JSON.stringify(Object.fromEntries(together.map(({ key }) => [key, BASE]))),
    );
    const flags = together.flatMap(({ line, key }) => [`--${kind}`, `${key}.${line}`]);
    const { charts, stderr } = await oracle.render(chart, ['-f', bases, ...flags]);
    const batch = charts.get('c') as Values | undefined;
    expect(batch, stderr).toBeDefined();
    const results = await inPairs(all, async (each) => {
      if (together.includes(each)) return { ...each, real: batch?.[each.key] };
      const alone = await oracle.render(chart, ['-f', base, `--${kind}`, each.line]);
      return { ...each, real: alone.charts.get('c') };
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
