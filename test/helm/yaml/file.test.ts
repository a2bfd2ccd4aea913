import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { HelmValuesError, type JsonValue, parseValuesFile, type Values } from '../../../src/helm';
import { cases, seedOr } from '../../support/cases';
import { json, values as someValues } from '../arbitraries';
import { helm, inPairs, Oracle } from '../oracle';
import { BLOCKS, DOCUMENTS, FILES, MERGES, SCALARS, TAGGED } from './cases';

const SEED = seedOr(20260820);

/**
 * `fromYaml` reads with the same parser as `-f`, so that one call of helm does for thousands of texts; `-f` ends the
 * last line first, if the file does not.
 */
const FROM_YAML =
  '{{- $all := list }}{{ range .Values.texts }}{{ $all = append $all (fromYaml .) }}{{ end }}values: {{ $all | toJson }}';

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

/**
 * Whether keys of different types are the same as text (`'1'` and `1`): Helm keeps one of them by chance,
 * another from run to run. Here the last one counts, with a warning.
 */
function isChance(text: string): boolean {
  try {
    return parseValuesFile(text, 'v').warnings.some(({ code }) => code === 'duplicate-key');
  } catch {
    return false;
  }
}

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

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
    const file = oracle.file(escaped(JSON.stringify({ texts: texts.map(ended) })));
    const { charts, stderr } = await oracle.render(reader, ['-f', file]);
    const all = charts.get('c');
    if (!Array.isArray(all)) throw new Error(stderr);
    return all.map((one) =>
      one !== null && Object.hasOwn(one, 'Error') ? undefined : (one ?? {}),
    );
  }

  test.each([
    ['scalars', SCALARS.map((scalar) => `a: ${scalar}`)],
    ['explicit tags', TAGGED.map((scalar) => `a: ${scalar}`)],
    ['documents', DOCUMENTS],
    ['merged maps', MERGES],
    ['block scalars at the end', BLOCKS],
  ])('corner cases: %s', async (_, texts) => {
    const real = await theirs(texts);
    for (const [index, text] of texts.entries()) {
      const here = ours(text);
      const expected = real[index];
      if (here instanceof HelmValuesError) {
        if (!DELIBERATE.has(here.code))
          expect(expected, `${text}: ${here.message}`).toBeUndefined();
      } else expect(canonical(here), text).toBe(canonical(expected));
    }
  });

  test('random scalars', async () => {
    const character = fc.constantFrom(...'00112789..__--++eExXoObBfFiInNyYaAtT~:');
    const texts = fc.sample(fc.string({ unit: character, minLength: 1, maxLength: 7 }), {
      seed: SEED,
      numRuns: cases(3_000),
    });
    const real = await theirs(texts.map((text) => `a: ${text}`));
    for (const [index, text] of texts.entries()) {
      const here = ours(`a: ${text}`);
      if (here instanceof HelmValuesError) expect(real[index], text).toBeUndefined();
      else expect(canonical(here), text).toBe(canonical(real[index]));
    }
  });

  test('random values, written in several styles', async () => {
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
      .sample(written, { seed: SEED, numRuns: cases(2_000) })
      .map(([value, style]) => stringify(value, style))
      .filter((each) => !isChance(each));
    const real = await theirs(texts);
    for (const [index, text] of texts.entries()) {
      expect(canonical(ours(text)), text).toBe(canonical(real[index]));
    }
  });

  test('random texts: the same values wherever both accept them', async () => {
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
    const texts = fc
      .sample(text, { seed: SEED, numRuns: cases(4_000) })
      .map((parts, index) => (index % 2 ? 'k: ' : '') + parts.join(''))
      .filter((each) => !isChance(each));
    const real = await theirs(texts);
    const count = { both: 0, one: 0, none: 0 };
    for (const [index, each] of texts.entries()) count[verdict(each, real[index])] += 1;
    // One in a hundred may be malformed in a way that only one of the parsers minds.
    expect(count.both).toBeGreaterThan(texts.length / 10);
    expect(count.one).toBeLessThan(texts.length / 50);
  });

  test('of two keys that are the same as text the last one counts, where helm throws dice', () => {
    expect(parseValuesFile("'1': one\n1: two", 'v').values).toEqual({ 1: 'two' });
    expect(isChance("'1': one\n1: two")).toBe(true);
  });

  test('several documents, as -f reads them', async () => {
    await inPairs(FILES, async (text) => {
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
  expect(canonical(here), JSON.stringify(text)).toBe(canonical(real));
  return 'both';
}
