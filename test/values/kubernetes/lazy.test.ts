import { expect, test, vi } from 'vitest';
import { resolveValues } from '../../../src/validation/resolve';

const read = vi.hoisted(() => new Set<string | symbol>());

vi.mock(import('../../../src/values/generated/kubernetes-types'), async (original) => {
  const real = await original();
  const types = new Proxy(real.KUBERNETES_TYPES, {
    get(target, name) {
      read.add(name);
      return Reflect.get(target, name);
    },
  });
  return { ...real, KUBERNETES_TYPES: types };
});

test('only types of which a value is met are read from the table', () => {
  const types = (values: unknown) => {
    read.clear();
    expect(resolveValues(values).issues).toEqual([]);
    return [...read].sort();
  };
  expect(types({})).toEqual([]);
  expect(types({ replicaCount: 2, image: { tag: 'a' }, podLabels: { a: 'b' } })).toEqual([]);
  expect(types({ extraVolumes: [{ name: 'a', emptyDir: {} }] })).toEqual([
    'EmptyDirVolumeSource',
    'Volume',
  ]);
  expect(types({ affinity: { podAffinity: {} } })).toEqual(['Affinity', 'PodAffinity']);
  expect(types({ affinity: { podAffinity: {} } }), 'once').toEqual([]);
});
