import * as vm from 'node:vm';
import { App, Chart, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getObject, helm, KvminiHarness, renderValues, ValuesError } from '../../src';
import { resolveValues } from '../../src/validation/resolve';
import { allValues } from '../support/all-values';
import { cases, seedOr } from '../support/cases';

describe('objects that are no maps', () => {
  class WithGetter {
    get size() {
      return '5Gi';
    }
  }
  class Json {
    toJSON() {
      return {};
    }
  }
  class MyMap extends Map {}

  test.each<[object, string]>([
    [new Date(0), 'Date'],
    [new Map(), 'Map'],
    [new MyMap(), 'MyMap'],
    [new Set(), 'Set'],
    [new WeakMap(), 'WeakMap'],
    [/x/, 'RegExp'],
    [Promise.resolve(), 'Promise'],
    [new Uint8Array(1), 'Uint8Array'],
    [Buffer.from('x'), 'Buffer'],
    [new ArrayBuffer(1), 'ArrayBuffer'],
    [new Error('x'), 'Error'],
    [new URL('http://x'), 'URL'],
    [new String('5Gi'), 'String'],
    [vm.runInNewContext('new Date(0)'), 'Date'],
    [new WithGetter(), 'WithGetter, which does not hold size itself'],
    [Object.create({ size: '5Gi' }), 'Object, which does not hold size itself'],
    [new Json(), 'Json, which does not hold toJSON itself'],
  ])('%s is named by its class', (object, name) => {
    const message = `expected plain JSON, found an object of class ${name}`;
    for (const [values, path] of [
      [object, 'values'],
      [{ persistence: object }, 'persistence'],
      [{ affinity: { any: [object] } }, 'affinity.any[0]'],
    ] as const)
      expect(resolveValues(values).issues).toContainEqual(
        expect.objectContaining({ path, message }),
      );
  });
});

/** Names that every object of JavaScript has, or that something asks an object for. */
const INHERITED = [
  ...['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'isPrototypeOf'],
  ...['toJSON', 'toLocaleString', '__defineGetter__', 'then', 'length', 'name'],
];

/** The paths of all maps in values. */
function mapsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => mapsIn(inner, [...path, key]))];
}

/** The values with a member more in the map at a path. */
function withMember(
  values: object,
  [key, ...below]: readonly string[],
  member: readonly [string, unknown],
): object {
  const added = key === undefined ? member : [key, withMember(mapAt(values, key), below, member)];
  // An object literal would take `__proto__` for its prototype.
  return Object.fromEntries([...Object.entries(values), added]);
}

const mapAt = (map: object, key: string): object => (map as Record<string, object>)[key] ?? {};

describe('keys that JavaScript’s own objects have', () => {
  const key = fc.constantFrom(...INHERITED);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom('x', '1', 1, true, null, 'Object'),
      fc.array(tie('tree'), { maxLength: 2 }),
      fc.array(fc.tuple(key, tie('tree')), { maxLength: 2 }).map(Object.fromEntries),
    ),
  }));
  const path = fc.constantFrom(...mapsIn(allValues), ['nobody', 'knows']);

  test('are refused or rendered, wherever they stand', () => {
    fc.assert(
      fc.property(path, key, tree, fc.constantFrom({}, allValues), (at, name, value, base) => {
        const values = withMember(base, at, [name, value]);
        const chart = new Chart(new App(), 'c');
        let harness: KvminiHarness;
        try {
          harness = new KvminiHarness(chart, 'kvmini', { values });
        } catch (error) {
          expect(error).toBeInstanceOf(ValuesError);
          return;
        }
        if (value !== null) expect(JSON.stringify(harness.values)).toContain(`"${name}":`);
        expect(Yaml.stringify(...chart.toJson())).toContain('kind: Deployment');
      }),
      { numRuns: cases(1_000), seed: seedOr(5) },
    );
  });

  const names = INHERITED.filter((name) => /^[a-z]/i.test(name) && name !== 'constructor');

  test.each(names)('%s is a label, a profile and a flag’s key like any other', (name) => {
    const set = [`podLabels.${name}=x`, `benchmark.profiles.${name}.requests=5`];
    const objects = renderValues(helm.userValues({ set }, () => '').values);
    const { labels } = getObject(objects, 'Deployment').spec.template.metadata;
    expect(Object.entries(labels)).toContainEqual([name, 'x']);
    expect(getObject(objects, 'ConfigMap').data[`profile-${name}.yaml`]).toBe('requests: 5\n');
  });
});
