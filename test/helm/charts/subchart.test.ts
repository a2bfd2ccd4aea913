import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type Chart,
  condition,
  type Dependency,
  HelmValuesError,
  type JsonValue,
  type ReleaseValues,
  releaseValues,
  subchartValues,
  type Values,
} from '../../../src/helm';
import { cases, seedOr } from '../../support/cases';
import { helm, Oracle, type OracleChart } from '../oracle';

const RUNS = cases(120);
const SEED = seedOr(20260820);

const leaf = fc.constantFrom<JsonValue>(
  null,
  1,
  2,
  'x',
  false,
  [],
  [1],
  {},
  { k: 1 },
  { k: null, l: 2 },
);
const smallMap = fc.dictionary(fc.constantFrom('a', 'b', 'k'), leaf, { maxKeys: 3 });
const global = fc.oneof(
  {
    arbitrary: fc.dictionary(fc.constantFrom('g', 'h', 'i'), fc.oneof(leaf, smallMap), {
      maxKeys: 3,
    }),
    weight: 8,
  },
  { arbitrary: leaf, weight: 1 },
);
/** The names of the dependencies, by the levels below them; one is there twice. */
const NAMES = [[], ['two', 'three'], ['one', 'two']];

/** Values of a chart: some of its own, `global`, and parts for the charts below it. */
function scope(depth: number): fc.Arbitrary<Values> {
  const own = { a: fc.oneof(leaf, smallMap), b: leaf, enabled: fc.boolean(), global };
  if (depth === 0) return fc.record(own, { requiredKeys: [] });
  const below = fc.oneof(
    { arbitrary: scope(depth - 1), weight: 50 },
    { arbitrary: fc.constantFrom<JsonValue>(null, 1), weight: 1 },
  );
  const parts = Object.fromEntries((NAMES[depth] ?? []).map((name) => [name, below]));
  return fc.record({ ...own, ...parts }, { requiredKeys: [] }) as fc.Arbitrary<Values>;
}

function dependencyOf(name: string, depth: number): fc.Arbitrary<Dependency> {
  const conditions = fc.constantFrom(
    ...[
      '',
      `${name}.enabled`,
      `${name}.missing,${name}.enabled`,
      'enabled',
      `${name}.global`,
      'a.b.c',
    ],
    ...[`${name}.missing, ${name}.enabled`, ` ${name}.enabled `],
  );
  return fc.record({ ...partsOf(name, depth), condition: conditions });
}

function partsOf(name: string, depth: number) {
  const dependencies = (NAMES[depth] ?? []).map((each) => dependencyOf(each, depth - 1));
  return {
    name: fc.constant(name),
    values: scope(depth),
    dependencies: fc.tuple(...dependencies).map((all) => all as Dependency[]),
  };
}

const releases = fc.record({ chart: fc.record(partsOf('top', 2)), user: scope(2) });

function toOracle({ name, values, dependencies = [] }: Chart): OracleChart {
  const declared = dependencies.map((each): Values => {
    return { name: each.name, version: '1.0.0', condition: each.condition ?? '' };
  });
  return {
    name,
    values: JSON.stringify(values),
    ...(declared.length > 0 ? { dependencies: declared } : {}),
    subcharts: dependencies.map(toOracle),
  };
}

function ours(chart: Chart, user: Values): ReleaseValues | HelmValuesError {
  try {
    return releaseValues(chart, user);
  } catch (error) {
    if (error instanceof HelmValuesError) return error;
    throw error;
  }
}

describe.skipIf(!helm)('charts with dependencies', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());

  async function theirs(chart: Chart, user: Values) {
    const folder = oracle.chart(toOracle(chart));
    const { charts, ...rest } = await oracle.render(folder, [
      '-f',
      oracle.file(JSON.stringify(user)),
    ]);
    const scopes = [...charts].map(([path, values]) => [path.replaceAll('/charts/', '.'), values]);
    return { ...rest, scopes: Object.fromEntries(scopes) as Values };
  }

  test(`${RUNS} random trees: who is enabled, and what each renders with`, {
    timeout: 180_000,
  }, async () => {
    const seen = { values: 0, error: 0 };
    const property = fc.asyncProperty(releases, async ({ chart, user }) => {
      const [real, here] = [await theirs(chart, user), ours(chart, user)];
      if (here instanceof HelmValuesError) {
        seen.error += 1;
        if (here.code !== 'condition-type') expect(real.failed, here.message).toBe(true);
      } else {
        seen.values += 1;
        expect(Object.fromEntries(here.charts), real.stderr).toEqual(real.scopes);
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: RUNS });

    expect(seen.values).toBeGreaterThan(RUNS / 2);
  });

  /** The parent of the chart README: kvmini as a dependency. */
  const kvmini: Dependency = {
    name: 'kvmini',
    condition: 'kvmini.enabled',
    values: {
      enabled: false,
      image: { tag: 'latest', repository: 'r' },
      global: { isvc: { name: 'own' } },
    },
  };
  const parent = (values: Values): Chart => ({ name: 'top', values, dependencies: [kvmini] });

  test.each<[string, Values, Values]>([
    ['off by the subchart’s own values', {}, {}],
    ['on by the parent', { kvmini: { enabled: true } }, {}],
    ['on by the user', {}, { kvmini: { enabled: true } }],
    ['off by the user', { kvmini: { enabled: true } }, { kvmini: { enabled: false } }],
    ['a null drops the parent’s part', { kvmini: { enabled: true } }, { kvmini: null }],
    ['an empty map changes nothing', { kvmini: { enabled: true } }, { kvmini: {} }],
    [
      'a null erases the subchart’s default',
      {},
      { kvmini: { enabled: true, image: { tag: null } } },
    ],
    [
      'also one that the parent sets',
      { kvmini: { enabled: true, image: { tag: '2' } } },
      { kvmini: { image: { tag: null } } },
    ],
    [
      'the parent’s global wins',
      { global: { isvc: { name: 'p' } } },
      { kvmini: { enabled: true, global: { isvc: { name: 'u', ns: 'n' } } } },
    ],
    [
      'the user’s global wins over all',
      { global: { isvc: { name: 'p' } } },
      { global: { isvc: { name: 'u' } }, kvmini: { enabled: true } },
    ],
    [
      'a global cannot be removed',
      { global: { isvc: { name: 'p' }, x: 1 } },
      { global: { isvc: null, x: null }, kvmini: { enabled: true } },
    ],
    ['a global that is no map', { global: 1 }, { kvmini: { enabled: true } }],
    [
      'a subchart’s global that is no map',
      { global: { x: 1 } },
      { kvmini: { enabled: true, global: 1 } },
    ],
    [
      'a global map onto a scalar',
      { global: { isvc: { a: 1 } } },
      { kvmini: { enabled: true, global: { isvc: 1 } } },
    ],
    ['a global scalar onto a map', { global: { isvc: 1 } }, { kvmini: { enabled: true } }],
    ['a null without a default for it', {}, { kvmini: null }],
    ['a scalar', {}, { kvmini: 1 }],
  ])('%s', async (_, values, user) => {
    const real = await theirs(parent(values), user);
    const here = ours(parent(values), user);
    expect(here instanceof HelmValuesError, real.stderr).toBe(real.failed);
    if (here instanceof HelmValuesError) return;
    expect(Object.fromEntries(here.charts)).toEqual(real.scopes);
    const { values: scoped, warnings } = subchartValues(parent(values), 'kvmini', user);
    expect(scoped).toEqual(real.scopes['top.kvmini']);
    const skipped = /skipping globals|Conflict: cannot merge|is table. Skipping/.test(real.stderr);
    expect(warnings.some(({ code }) => code === 'global-skipped')).toBe(skipped);
  });
});

describe('condition', () => {
  test.each<[string, Values, boolean | undefined]>([
    ['a.b', { a: { b: false } }, false],
    ['a.b,c', { c: true }, true],
    ['a.b,c', { a: 1, c: true }, true],
    ['a,c', { a: {}, c: false }, false],
    ['a, c', { c: true }, undefined],
    ['toString', {}, undefined],
    ['', { '': true }, undefined],
  ])('%s of %j is %s', (paths, values, expected) => {
    expect(condition(paths, values)).toBe(expected);
  });

  test.each<JsonValue>(['false', 0, null, []])('%j is refused without being shown', (value) => {
    const attempt = () => condition('a', { a: value });
    expect(attempt).toThrow(expect.objectContaining({ code: 'condition-type' }));
    expect(attempt).toThrow(/^a: expected true or false, found (?:a string|a number|null|a list);/);
  });
});
