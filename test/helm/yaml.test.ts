import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { HelmValuesError, type JsonValue, parseValuesFile, type Values } from '../../src/helm';
import { json, values as someValues } from './arbitraries';
import { helm, inPairs, Oracle } from './oracle';

const SEED = Number(process.env.FUZZ_SEED ?? 20260820);

/** `fromYaml` reads with the same parser as `-f`, so that one call of helm does for thousands of texts. */
const FROM_YAML =
  '{{- $all := list }}{{ range .Values.texts }}{{ $all = append $all (fromYaml .) }}{{ end }}values: {{ $all | toJson }}';

const SCALARS = [
  ...[
    'yes',
    'Yes',
    'YES',
    'yEs',
    'y',
    'Y',
    'on',
    'On',
    'oN',
    'no',
    'n',
    'N',
    'off',
    'true',
    'True',
    'tRUE',
    'FALSE',
  ],
  ...[
    'null',
    'Null',
    'nULL',
    '~',
    '',
    '~x',
    '0',
    '-0',
    '+0',
    '12',
    '+12',
    '-12',
    '010',
    '0777',
    '08',
    '0o10',
    '0O7',
    '0o8',
  ],
  ...[
    '0x10',
    '0X1f',
    '-0x1F',
    '0x',
    '0b11',
    '0B1',
    '0b12',
    '+0b11',
    '1_000',
    '0x_1F',
    '1__0',
    '_1',
    '1_',
    '+1_0.5_0',
  ],
  ...[
    '1.5',
    '1.10',
    '1.',
    '1.e3',
    '.5',
    '-.5',
    '+.5e3',
    '.5_0',
    '._5',
    '.',
    '..',
    '.e3',
    '1e3',
    '1E3',
    '12e03',
    '1e+',
    '1e400',
  ],
  ...[
    '-1e400',
    '1e-400',
    '0.1',
    '685_230.15',
    '1:30',
    '190:20:30',
    '2024-01-01',
    '2001-12-14t21:59:43.10-05:00',
  ],
  ...[
    '18446744073709551615',
    '18446744073709551616',
    '-9223372036854775808',
    '-9223372036854775809',
    '9007199254740993',
  ],
  ...[
    '0xFFFFFFFFFFFFFFFF',
    '0xFFFFFFFFFFFFFFFFF',
    '+18446744073709551615',
    '- 1',
    '+ 1',
    '-',
    '+',
    '--1',
    '1-',
    '12abc',
  ],
  ...[
    '"yes"',
    "'12'",
    '!!str yes',
    '!!str 12',
    '!!int "3"',
    '!!int 0o17',
    '!!float 3',
    '!!float "1.5"',
    '!!bool yes',
    '!!null ""',
  ],
  ...[
    '!!int 3.5',
    '!!int x',
    '!!bool 1',
    '!foo 12',
    '! 12',
    '!!binary aGVsbG8=',
    '!!timestamp 2001-01-01',
    '.inf',
    '-.INF',
    '.nan',
    '.iNf',
  ],
  ...[
    'x#y',
    'x #y',
    'a:b',
    'a: b',
    '{a: 1,}',
    '[1, 2,]',
    '[1,,2]',
    '{a:1}',
    '{a: [b: c]}',
    '|\n  x\n  y',
    '|-\n  x\n',
    '|+\n  x\n\n',
  ],
  ...[
    '>\n  x\n  y\n\n  z\n',
    '>-\n x\n  y\n z\n',
    '|2\n   x\n',
    '"a\\n\\x41\\u00e9\\U0001F600"',
    '"\\q"',
    '"\\ud800"',
    "'it''s'",
    '"a\n  b"',
    'b\n c\n d',
  ],
];

const DOCUMENTS = [
  ...[
    '',
    '# only a comment',
    '---',
    '~',
    '{}',
    '[1]',
    'x',
    'a: 1\na: 2',
    'a: {b: 1}\na: {c: 2}',
    '{a: 1, a: 2}',
  ],
  ...[
    'x: &x {a: 1, b: 2}\ny:\n  a: 5\n  <<: *x\n  b: 7',
    'y:\n  <<: [{a: 1}, {a: 2, b: 3}]',
    'y: {<<: 3}',
    'y:\n  <<:',
    '"<<": {a: 1}',
  ],
  ...[
    'a: *x',
    'a: &x [*x]',
    'a: &x 1\nb: *x\nc: &x 2\nd: *x',
    '&k a: 1\n*k : 2',
    'a: &x {b: [1]}\nc: *x',
    'a: *x\nb: &x 1',
    '&x a: *x',
  ],
  ...[
    '1: x',
    '0x10: x',
    '010: x',
    'true: x',
    'yes: x',
    'y: x',
    'null: x',
    '~: x',
    ': x',
    '"": x',
    '? a\n: b',
    '[a]: 1',
    '{a: 1}: 2',
    "'1': x\n1: y",
  ],
  ...[
    'constructor: 1',
    'toString: {valueOf: 1}',
    'a:\tb',
    'a:\n\tb: 1',
    'a : b',
    '"a":b',
    'a: b: c',
    'a: @x',
    'a: `x',
    'a: %x',
    '- a',
  ],
  ...[
    'a: 1\n  b: 2',
    'a:\n- 1\n- 2',
    'a:\n  - 1\n - 2',
    '\ufeffa: 1',
    'a: b\r\nc: d\r\n',
    'a: |\r\n  x\r\n',
    'a: \u0001',
    'a: \u007f',
    'a: x\ufeffy',
  ],
];

/** Read differently on purpose; see `DIFFERENCES`. */
const DELIBERATE = new Set(['lost-value', 'numeric-key', 'forbidden-key', 'too-large']);

function ours(text: string): Values | HelmValuesError {
  try {
    return parseValuesFile(text, 'values.yaml').values;
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
}

/** Writes as escapes what JSON allows and Helm's YAML does not. */
function escaped(text: string): string {
  return text.replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** JSON text with sorted keys, in which -0 is 0. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

describe.skipIf(!helm)('a values file, as helm reads it', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const reader = oracle.chart({ name: 'c', template: FROM_YAML });
  const printer = oracle.chart({ name: 'c' });

  /** What helm makes of each text; `undefined` where it refuses it. */
  async function theirs(texts: readonly string[]): Promise<(JsonValue | undefined)[]> {
    const file = oracle.file(escaped(JSON.stringify({ texts })));
    const { charts, stderr } = await oracle.render(reader, ['-f', file]);
    const all = charts.get('c');
    if (!Array.isArray(all)) throw new Error(stderr);
    return all.map((one) =>
      one !== null && Object.hasOwn(one, 'Error') ? undefined : (one ?? {}),
    );
  }

  test(`${SCALARS.length} scalars and ${DOCUMENTS.length} documents of corner cases`, async () => {
    const texts = [...SCALARS.map((scalar) => `a: ${scalar}`), ...DOCUMENTS];
    const real = await theirs(texts);
    for (const [index, text] of texts.entries()) {
      const here = ours(text);
      const expected = real[index];
      if (here instanceof HelmValuesError)
        expect(expected, `${text}: ${here.message}`).toBeUndefined();
      else expect(canonical(here), text).toBe(canonical(expected));
    }
  });

  test('3,000 random scalars', async () => {
    const character = fc.constantFrom(...'00112789..__--++eExXoObBfFiInNyYaAtT~:');
    const texts = fc
      .sample(fc.string({ unit: character, minLength: 1, maxLength: 7 }), {
        seed: SEED,
        numRuns: 3_000,
      })
      // Helm takes a second sign in a binary number.
      .filter((text) => !/0_*[bB][_]*[-+]/.test(text));
    const real = await theirs(texts.map((text) => `a: ${text}`));
    for (const [index, text] of texts.entries()) {
      const here = ours(`a: ${text}`);
      if (here instanceof HelmValuesError) expect(real[index], text).toBeUndefined();
      else expect(canonical(here), text).toBe(canonical(real[index]));
    }
  });

  test('2,000 random values, written in several styles', async () => {
    const styles = fc.record({
      version: fc.constantFrom('1.1' as const, '1.2' as const),
      defaultStringType: fc.constantFrom(
        'PLAIN' as const,
        'QUOTE_DOUBLE' as const,
        'BLOCK_LITERAL' as const,
      ),
      collectionStyle: fc.constantFrom('any' as const, 'flow' as const),
      indent: fc.constantFrom(2, 4),
      lineWidth: fc.constantFrom(0, 30),
    });
    const written = fc.tuple(fc.oneof(someValues, json.map), styles);
    const texts = fc
      .sample(written, { seed: SEED, numRuns: 2_000 })
      .map(([value, style]) => stringify(value, style));
    const real = await theirs(texts);
    for (const [index, text] of texts.entries()) {
      expect(canonical(ours(text)), text).toBe(canonical(real[index]));
    }
  });

  test('4,000 random texts: the same values wherever both accept them', async () => {
    const tokens = [
      ...[
        'a',
        'b',
        'yes',
        '1',
        '0x1',
        ': ',
        ': ',
        ': ',
        ':',
        '\n',
        '\n',
        '\n  ',
        '\n  ',
        '\n    ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ', ',
      ],
      ...[
        '"',
        "'",
        ' #c',
        '#',
        '&x ',
        '*x',
        '!!str ',
        '|',
        '>',
        '|-',
        '\\',
        '? ',
        '<<: ',
        '~',
        ' ',
        'null',
        'a: ',
        'a:\n  ',
        '- a: ',
        'é',
      ],
    ];
    const text = fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 14 });
    const texts = fc.sample(text, { seed: SEED, numRuns: 4_000 }).map((parts, index) => {
      return (index % 2 ? 'k: ' : '') + parts.join('');
    });
    const real = await theirs(texts);
    const count = { both: 0, one: 0, none: 0 };
    for (const [index, each] of texts.entries()) count[verdict(each, real[index])] += 1;
    // One in a hundred may be malformed in a way that only one of the parsers minds.
    expect(count.both).toBeGreaterThan(400);
    expect(count.one).toBeLessThan(texts.length / 50);
  });

  test('several documents, as -f reads them', async () => {
    const texts = [
      ...[
        'a: 1\n---\nb: 2',
        'm: {x: 1}\n---\nm: {z: 2}\n---\n',
        '---\na: 1',
        '--- # c\na: 1\n--- #d\nb: 1',
        '---\n---\n---\na: 1',
      ],
      ...[
        'a: 1\n---x\n',
        'a: 1\n---#foo\nb: 2',
        'a: 1\n--- \t\nb: 2',
        'a: 1\r\n---\r\nb: 2\r\n',
        'a: |\n  x\n---\nb: 1',
        'a: null\n---\na: {b: 1}',
      ],
      ...[
        'a: {b: 1}\n---\na: null',
        'a: 1\n---\n[1]',
        'a: &x 1\n---\nb: *x',
        'a: 1\n...\n',
        '"---": 1',
        'a: "x\n---\ny"',
        'a: 1\n--- {b: 2}',
        ' ---\na: 1',
      ],
    ];
    await inPairs(texts, async (text) => {
      const real = await oracle.render(printer, ['-f', oracle.file(text)]);
      const here = ours(text);
      if (!(here instanceof HelmValuesError)) expect(here, text).toEqual(real.charts.get('c'));
      else if (!DELIBERATE.has(here.code))
        expect(real.failed, `${text}: ${here.message}`).toBe(true);
    });
  });
});

/** Who accepts `text`; where both do, they must agree. */
function verdict(text: string, real: JsonValue | undefined): 'both' | 'one' | 'none' {
  const here = ours(text);
  const isRefused = here instanceof HelmValuesError;
  if (isRefused && real === undefined) return 'none';
  if (isRefused || real === undefined) return 'one';
  // A block scalar of blanks only, at the end of a file without a line break, is read in two ways.
  if (!/\n +$/.test(text)) expect(canonical(here), JSON.stringify(text)).toBe(canonical(real));
  return 'both';
}

describe('errors of a values file', () => {
  const errorOf = (text: string) => {
    const error = ours(text);
    expect(error).toBeInstanceOf(HelmValuesError);
    return error as HelmValuesError;
  };

  test('name file, line and column and show the key', () => {
    const { message, place, code } = errorOf('image:\n  tag: 1\n  digest: [hunter2\nb: 1\n');
    expect(code).toBe('syntax');
    expect(place).toEqual({ source: 'values.yaml', line: 4, column: 1 });
    expect(message).toMatch(/^values\.yaml:4:1: .+\n {2}b: …\n {2}\^$/);
  });

  test('count lines over several documents', () => {
    expect(errorOf('a: 1\n---\nb:\n  c: .nan\n').place).toEqual({
      source: 'values.yaml',
      line: 4,
      column: 6,
    });
  });

  test.each([
    'apiKey: *hunter2',
    'apiKey: "\\hunter2"',
    'apiKey: !!int hunter2',
    'hunter2',
    '- hunter2',
    'apiKey: @hunter2',
    'apiKey: hunter2: x',
    'apiKey: |\n  hunter2\n hunter3',
    'apiKey: [hunter2',
    'apiKey: hunter2\u0001',
    '{apiKey: hunter2]',
    'apiKey: "hunter2" hunter2',
    '? |\n  hunter2\n? [x',
    'a: b\n%hunter2',
  ])('never show a value: %j', (text) => {
    const { message, place } = errorOf(text);
    expect(message + JSON.stringify(place)).not.toMatch(/hunter/);
  });

  test('a key that is there twice is a warning with its place', () => {
    const { warnings } = parseValuesFile('a:\n  b: 1\n  b: hunter2\n', 'values.yaml');
    expect(warnings).toMatchObject([
      { code: 'duplicate-key', place: { source: 'values.yaml', line: 3, column: 3 } },
    ]);
    expect(warnings[0]?.message).toContain('\n    b: …\n    ^');
  });
});
