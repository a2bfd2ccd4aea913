import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  coalesce,
  type HelmValuesError,
  type JsonValue,
  mergeValues,
  type Values,
} from '../../../src/helm';
import { json } from '../arbitraries';
import { helm, Oracle } from '../oracle';

/** Each kind of value that the rules tell apart; absent is `undefined`. */
const KINDS: readonly (JsonValue | undefined)[] = [
  ...[undefined, null, false, true, 0, 1, '', 'x', [], [1, null], {}],
  ...[{ a: 1 }, { a: null }, { a: { b: 1, c: null } }, { a: [1] }, { a: { b: { d: 2 } }, e: null }],
];

const PAIRS = KINDS.flatMap((user) => KINDS.map((fallback) => ({ user, fallback })));

/** A map of all pairs' values, each under a key of its own, at the top and in maps. */
function spread(pick: (pair: (typeof PAIRS)[number]) => JsonValue | undefined): Values {
  const values: Record<string, JsonValue> = {};
  for (const [index, pair] of PAIRS.entries()) {
    const value = pick(pair);
    values[`nested${index}`] = value === undefined ? {} : { x: value };
    values[`deep${index}`] = { y: value === undefined ? {} : { x: value } };
    if (value !== undefined) values[`top${index}`] = value;
  }
  return values;
}

describe.skipIf(!helm)('coalescing', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  test(`all ${PAIRS.length} pairs of kinds at three depths, values and warnings as helm`, async () => {
    const user = spread((pair) => pair.user);
    const defaults = spread((pair) => pair.fallback);
    const chart = oracle.chart({ name: 'c', values: JSON.stringify(defaults) });
    const real = await oracle.render(chart, ['-f', oracle.file(JSON.stringify(user))]);
    const here = coalesce(defaults, user, 'c');
    expect(here.values).toEqual(real.charts.get('c'));
    const pattern = /skipped value for (\S+):|(?:with non table|destination) for (\S+) /g;
    const warned = [...real.stderr.matchAll(pattern)].map(([, top, below]) => top ?? below);
    // Helm does not say it at the top level; deliberately different.
    const isSilent = ({ code, path }: { code: string; path: string }) =>
      code === 'scalar-over-map' && /^c\.top\d+$/.test(path);
    const reported = here.warnings.filter((warning) => !isSilent(warning)).map(({ path }) => path);
    expect(reported.toSorted()).toEqual(warned.toSorted());
    expect(here.warnings.length).toBeGreaterThan(reported.length);
  });

  test('values files merge as helm’s -f -f', async () => {
    const chart = oracle.chart({ name: 'c' });
    const [base, override] = [spread((pair) => pair.fallback), spread((pair) => pair.user)];
    const args = [base, override].flatMap((file) => ['-f', oracle.file(JSON.stringify(file))]);
    expect(mergeValues(base, override)).toEqual((await oracle.render(chart, args)).charts.get('c'));
  });
});

describe('coalesce and mergeValues', () => {
  test.each([coalesce, mergeValues])(
    '%o neither change their input nor share with it',
    (combine) => {
      fc.assert(
        fc.property(json.map, json.map, (one, other) => {
          const [before, beforeOther] = [structuredClone(one), structuredClone(other)];
          scribble(combine(one, other));
          expect([one, other]).toEqual([before, beforeOther]);
        }),
      );
    },
  );

  test('take undefined members as absent', () => {
    const user = { a: undefined, b: { c: undefined } } as unknown as Values;
    expect(coalesce({ a: 1, b: { c: 2 } }, user).values).toEqual({ a: 1, b: { c: 2 } });
  });

  test.each([
    ['forbidden-key', '{"a": {"__proto__": {"x": 1}}}', 'a.__proto__'],
    ['not-json', { a: [Number.NaN] }, 'a[0]'],
    ['not-json', { a: { b: new Date() } }, 'a.b'],
    ['not-json', { a: () => 1 }, 'a'],
    ['not-json', { a: '\ud800' }, 'a'],
  ])('refuse with %s: %o', (code, user, path) => {
    const values = (typeof user === 'string' ? JSON.parse(user) : user) as Values;
    const attempt = () => coalesce({}, values);
    expect(attempt).toThrow(expect.objectContaining({ name: 'HelmValuesError', code }));
    expect(attempt).toThrow(path);
    expect(() => mergeValues({}, values)).toThrow(path);
    expect(() => coalesce(values, {})).toThrow(path);
  });

  test('refuse nesting without end', () => {
    const loop: Record<string, JsonValue> = {};
    loop.a = loop;
    const expected: Partial<HelmValuesError> = { code: 'too-large' };
    expect(() => coalesce(loop, {})).toThrow(expect.objectContaining(expected));
  });
});

/** Changes every map and list in `value`. */
function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) scribble(item);
  if (Array.isArray(value)) value.push('scribbled');
  else Object.assign(value, { scribbled: true });
}
