import { beforeAll, describe, expect, test } from 'vitest';
import { type KvminiValuesInput, ValuesError } from '../../src';
import { valueAt } from '../../src/values/path';
import { settings } from '../../src/values/settings';
import { SAMPLES } from '../values/samples';
import { samplesIn } from '../values/samples/sample';
import { BatchChart } from './batch';
import { harnessChart, helm } from './renderings';
import { byIdentity, expectSameObjects } from './same-objects';

type Tree = Record<string, unknown>;

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };
const leaves = [...settings()].filter(({ isSection }) => !isSection);

/** `{ a: { b: value } }` for the path `a.b`. */
const nested = (path: string, value: unknown): KvminiValuesInput =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object;

/** The same values without what stands at a path. */
function without(values: KvminiValuesInput, path: string): KvminiValuesInput {
  const copy = structuredClone(values) as Tree;
  const keys = path.split('.');
  const parent = keys.slice(0, -1).reduce<Tree>((tree, key) => tree[key] as Tree, copy);
  expect(parent, `the case of ${path} sets it`).toHaveProperty([keys.at(-1) ?? '']);
  delete parent[keys.at(-1) ?? ''];
  return copy;
}

const cases = samplesIn(SAMPLES).flatMap(([path, { cases: own = [], among = [] }]) =>
  [...own.map((value) => nested(path, value)), ...among].map(
    (values) => [path, JSON.stringify(values), values] as const,
  ),
);

test('every setting has a case, but the one that a parent chart alone reads', () => {
  const isSetBy = (setting: readonly string[]) =>
    cases.some(
      ([path, , values]) =>
        `${setting.join('.')}.`.startsWith(`${path}.`) && valueAt(values, setting) !== undefined,
    );
  const without = leaves.filter(({ path }) => !isSetBy(path)).map(({ path }) => path.join('.'));
  expect(without).toEqual(['enabled']);
});

/** What values render to; `undefined` where they are refused, since a value misses another that goes with it. */
function tryRender(values: KvminiValuesInput): unknown[] | undefined {
  try {
    return harnessChart({ ...release, values }).toJson();
  } catch (error) {
    if (error instanceof ValuesError) return undefined;
    throw error;
  }
}

/** Each case's values are rendered once: they are held against what helm makes of them, and against none. */
const rendered = new Map<KvminiValuesInput, unknown[]>();
function render(values: KvminiValuesInput): unknown[] {
  const objects = rendered.get(values) ?? harnessChart({ ...release, values }).toJson();
  rendered.set(values, objects);
  return objects;
}

test.each(cases)('%s shows in the manifests: %s', (path, _, values) => {
  const objects = render(values);
  const others = tryRender(without(values, path));
  expect(objects).not.toEqual(others);
});

const cleared = leaves
  .filter(({ type }) => ['default', 'optional'].includes(type._zod.def.type))
  .filter((setting) => setting.default !== undefined)
  .map(({ path }) => path.join('.'));

/** Every case, and every setting that null may empty. */
const all: readonly (readonly [string, string, KvminiValuesInput])[] = [
  ...cases,
  ...cleared.map((path) => [path, 'null', nested(path, null)] as const),
];
const CASES_A_RUN = 50;
/** Below a parent chart, as the cases of one run are, helm does something else with a global that is null. */
const isAlone = ([path, text]: readonly [string, string, unknown]) =>
  path.startsWith('global.') && text.includes('null');

describe.skipIf(!helm)('is to the library what it is to helm, many in one run of helm', () => {
  const together = all.filter((each) => !isAlone(each));
  const theirs: unknown[][] = [];
  beforeAll(async () => {
    const chart = new BatchChart(CASES_A_RUN);
    for (let from = 0; from < together.length; from += CASES_A_RUN) {
      const batch = together.slice(from, from + CASES_A_RUN).map(([, , values]) => values);
      theirs.push(...(await chart.render({ ...release, all: batch })));
    }
    chart.dispose();
  }, 120_000);

  test.each(together.map((each, index) => [...each, index] as const))(
    '%s: %s',
    (_path, _text, values, index) => {
      expect(byIdentity(render(values))).toStrictEqual(byIdentity(theirs[index] ?? []));
    },
  );
});

describe.skipIf(!helm).concurrent('is to the library what it is to helm', () => {
  test.each(all.filter(isAlone))('%s: %s', async (_path, _text, values) => {
    await expectSameObjects({ ...release, values });
  });

  test.each([true, false])(
    'enabled: %s, which a chart on its own does not read',
    async (enabled) => {
      await expectSameObjects({ ...release, values: { enabled } });
      const objects = harnessChart({ ...release, values: { enabled } }).toJson();
      expect(objects).toEqual(harnessChart({ ...release, values: {} }).toJson());
    },
  );
});
