import { afterAll, describe, expect, test } from 'vitest';
import { HelmValuesError, userValues, type ValueSources } from '../../src/helm';
import { helm, Oracle } from './oracle';

/** Each kind sets its own key, and the keys of all kinds before it. */
const ORDER = ['files', 'setJson', 'set', 'setString', 'setFile', 'setLiteral'] as const;
const FLAGS = {
  files: '-f',
  setJson: '--set-json',
  set: '--set',
  setString: '--set-string',
  setFile: '--set-file',
  setLiteral: '--set-literal',
} as const;

describe.skipIf(!helm)('the order of files and flags', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const content: Record<string, string> = {};
  const write = (text: string) => {
    const path = oracle.file(text);
    content[path] = text;
    return path;
  };

  test('is helm’s, whatever the order on the command line', async () => {
    const chart = oracle.chart({ name: 'c' });
    const pairs = ORDER.flatMap((one, index) =>
      ORDER.slice(index + 1).map((other) => [one, other] as const),
    );
    const sources: { -readonly [K in keyof ValueSources]: string[] } = {};
    const add = (kind: (typeof ORDER)[number], key: string) => {
      const value = kind === 'setJson' ? '"setJson"' : kind === 'setFile' ? write(kind) : kind;
      const given = kind === 'files' ? write(`${key}: files`) : `${key}=${value}`;
      sources[kind] = [...(sources[kind] ?? []), given];
    };
    for (const [one, other] of pairs) {
      for (const kind of [one, other]) add(kind, `${one}-${other}`);
    }
    for (const last of ['a', 'b']) sources.set?.push(`last=${last}`);
    // Latest kind first on the command line.
    const args = ORDER.toReversed().flatMap((kind) =>
      (sources[kind] ?? []).flatMap((each) => [FLAGS[kind], each]),
    );
    const here = userValues(sources, (path) => content[path] ?? '').values;
    expect(here).toEqual((await oracle.render(chart, args)).charts.get('c'));
    expect(here['set-setLiteral']).toBe('setLiteral');
  });
});

describe('userValues', () => {
  const read = (path: string) => {
    if (path === 'missing.yaml') throw new Error(`ENOENT: no such file, open '${path}'`);
    return path;
  };

  test('reports all problems at once', () => {
    const sources = {
      files: ['missing.yaml', '', '[1]'],
      set: ['a[0', 'ok=1', 'b'],
      setJson: ['c={'],
    };
    let caught: unknown;
    try {
      userValues(sources, read);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(HelmValuesError);
    const { code, place, message } = caught as HelmValuesError;
    expect([code, place]).toEqual(['unreadable-file', { source: 'missing.yaml' }]);
    for (const part of [
      'missing.yaml: the values file cannot be read: ENOENT',
      '--values: expected the path of a file, found an empty text',
      '[1]:1:1',
      '--set, column 3',
      '--set, column 2',
      '--set-json c',
    ]) {
      expect(message).toContain(part);
    }
  });

  test('gathers the warnings of files and flags', () => {
    const { warnings } = userValues({ files: ['a: 1\na: 2'], set: ['l={}', 'x=1, y=2'] }, read);
    expect(warnings.map(({ code }) => code)).toEqual([
      'duplicate-key',
      'empty-list',
      'blank-in-name',
    ]);
  });

  test('setting below an alias changes only that place', () => {
    const { values } = userValues({ files: ['a: &x {b: [1]}\nc: *x'], set: ['a.b[0]=2'] }, read);
    expect(values).toEqual({ a: { b: [2] }, c: { b: [1] } });
  });

  test('without sources is empty', () => {
    expect(userValues({}, read)).toEqual({ values: {}, warnings: [] });
  });
});
