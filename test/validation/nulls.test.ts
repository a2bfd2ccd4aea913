import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { helm, KvminiHarness, type KvminiValuesInput } from '../../src';
import { resolveValues } from '../../src/validation/resolve';
import { valueAt } from '../../src/values/path';
import { at, TAKEN_BACK } from '../support/taken-back';

function left(values: unknown, path: string): unknown {
  const resolved = resolveValues(values);
  expect(resolved.issues).toEqual([]);
  expect(resolved.warnings).toEqual([]);
  return valueAt(resolved.values, path.split('.'));
}

describe('a later layer takes a key back', () => {
  test.each(TAKEN_BACK)('of %s: %j, then %j', (path, first, second, expected) => {
    const layers = [at(path, first), at(path, second)] as const;
    const [file = '', override = ''] = layers.map((layer) => JSON.stringify(layer));
    const readFile = (name: string) => (name === 'a' ? file : override);
    expect(left(helm.mergeValues(...layers), path)).toEqual(expected);
    expect(left(helm.userValues({ files: ['a', 'b'] }, readFile).values, path)).toEqual(expected);
    expect(left(layers[1], path), 'where no layer had it').toEqual(
      left(helm.mergeValues(at(path, {}), layers[1]), path),
    );
  });

  test.each(TAKEN_BACK)('of %s below a parent: %j, then %j', (path, first, second, expected) => {
    const { kvmini } = helm.mergeValues({ kvmini: at(path, first) }, { kvmini: at(path, second) });
    const chart = new Chart(new App(), 'c');
    const parentValues = { kvmini: { enabled: true, ...(kvmini as KvminiValuesInput) } };
    const harness = KvminiHarness.subchart(chart, 'kvmini', { parentValues });
    expect(valueAt(harness?.values, path.split('.'))).toEqual(expected);
  });

  test('by a flag', () => {
    const file = JSON.stringify({ nodeSelector: { disktype: 'ssd', zone: 'a' } });
    const sources = { files: ['a'], set: ['nodeSelector.disktype=null', 'podLabels.team=null'] };
    const { values } = helm.userValues(sources, () => file);
    expect(left(values, 'nodeSelector')).toEqual({ zone: 'a' });
    expect(left(values, 'podLabels')).toEqual({});
  });

  test('and where a null stands in an entry of a list, Kubernetes has nothing there', () => {
    const tolerations = [{ key: 'gpu', operator: 'Exists', value: null, effect: null }];
    expect(left({ tolerations }, 'tolerations')).toEqual([{ key: 'gpu', operator: 'Exists' }]);
  });

  test('the values that were given stay as they are', () => {
    const values = Object.freeze({ nodeSelector: Object.freeze({ a: null }) });
    expect(left(values, 'nodeSelector')).toEqual({});
    expect(values).toEqual({ nodeSelector: { a: null } });
  });
});

describe('a null that deletes nothing', () => {
  const warnings = (values: unknown) =>
    resolveValues(values).warnings.map(({ code, path, message }) => `${code} ${path}: ${message}`);

  test('is a warning where there is no such key', () => {
    expect(warnings({ storageClass: null, image: { tga: null, tag: null }, zzz: null })).toEqual([
      'no-effect image.tga: null deletes nothing, since there is no such key; did you mean image.tag?',
      'no-effect storageClass: null deletes nothing, since there is no such key; did you mean persistence.storageClass?',
      'no-effect zzz: null deletes nothing, since there is no such key',
    ]);
  });

  test('is no warning where values may have the key', () => {
    expect(warnings({ nodeSelector: { a: null }, benchmark: { profiles: { b: null } } })).toEqual(
      [],
    );
    expect(warnings({ resources: { limits: { 'ephemeral-storage': null, x: null } } })).toEqual([]);
  });

  test.each([{ replicaCount: null }, { service: { port: null } }, { image: { repository: null } }])(
    'is refused where a value has to be: %j',
    (values) => {
      expect(resolveValues(values).issues.map(({ code, message }) => [code, message])).toEqual([
        ['missing', expect.stringMatching(/null deletes the default, and this value is needed$/)],
      ]);
    },
  );
});
