import { afterAll, describe, expect, test } from 'vitest';
import {
  coalesce,
  HelmValuesError,
  type HelmValuesWarning,
  parseSet,
  parseValuesFile,
  releaseValues,
  type SetKind,
} from '../../src/helm';
import { DIFFERENCES, type Difference } from '../../src/helm/differences';
import { helm, Oracle } from './oracle';

type Result = { readonly warnings: readonly HelmValuesWarning[]; readonly values: unknown };

/** A chart that is on by the given condition, and the value at its path. */
const dependency = { name: 'sub', version: '1.0.0', condition: 'sub.enabled' };

function ours({ input, defaults = {} }: Difference): Result | HelmValuesError {
  const [[kind, text] = ['', '']] = Object.entries(input);
  try {
    if (kind === 'file') return parseValuesFile(text, 'values.yaml');
    if (kind !== 'condition') {
      const parsed = parseSet(text, {}, kind as SetKind);
      const { values, warnings } = coalesce(defaults, parsed.values);
      return { values, warnings: [...parsed.warnings, ...warnings] };
    }
    const chart = { name: 'c', values: {}, dependencies: [{ ...dependency, values: {} }] };
    return releaseValues(chart, { sub: { enabled: JSON.parse(text) } });
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
}

describe('the documented differences', () => {
  test.each(DIFFERENCES)('$input: $error$warning here', (difference) => {
    const result = ours(difference);
    if (result instanceof HelmValuesError) {
      expect(result.code).toBe(difference.error);
    } else {
      expect(difference.error).toBeUndefined();
      expect(result.warnings.map(({ code }) => code)).toEqual(
        difference.warning ? [difference.warning] : [],
      );
    }
  });
});

describe.skipIf(!helm)('the same in helm', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const parent = oracle.chart({
    name: 'c',
    dependencies: [dependency],
    subcharts: [{ name: 'sub' }],
  });

  test.each(DIFFERENCES)('$input: accepted or refused, as the table says', async (difference) => {
    const [[kind, text] = ['', '']] = Object.entries(difference.input);
    const args =
      kind === 'condition'
        ? ['--set-json', `sub.enabled=${text}`]
        : kind === 'file'
          ? ['-f', oracle.file(text)]
          : [`--${kind}`, text];
    const chart =
      kind === 'condition'
        ? parent
        : oracle.chart({ name: 'c', values: JSON.stringify(difference.defaults ?? {}) });
    const result = await oracle.render(chart, args);
    const isReadHereOnly = !difference.error && !difference.warning && !difference.lost;
    expect(result.failed, result.stderr).toBe(isReadHereOnly);
    // What Helm merely would not say is read alike.
    if (difference.warning)
      expect(ours(difference)).toMatchObject({ values: result.charts.get('c') });
  });

  test.each(DIFFERENCES.filter(({ lost }) => lost))('$why in helm, and read here', async (one) => {
    const chart = oracle.chart({ name: 'c', values: '{}' });
    const result = await oracle.render(chart, ['-f', oracle.file(one.input.file ?? '')]);
    expect(ours(one)).toMatchObject({ values: { a: 1, b: 'x'.repeat(4_093) } });
    expect(result.charts.get('c')).toEqual({ a: 1 });
  });
});
