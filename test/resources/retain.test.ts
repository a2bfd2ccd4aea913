import { expect, test } from 'vitest';
import { getObject, type KvminiValuesInput, renderValues } from '../../src';

const KEPT = {
  'helm.sh/resource-policy': 'keep',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kapp.k14s.io/delete-strategy': 'orphan',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

const annotations = (values: KvminiValuesInput) =>
  getObject(renderValues(values), 'PersistentVolumeClaim').metadata.annotations;

test('the claim is kept by each tool unless somebody says otherwise', () => {
  expect(annotations({})).toEqual(KEPT);
  expect(annotations({ persistence: { retain: true } })).toEqual(KEPT);
  expect(annotations({ persistence: { retain: false } })).toBeUndefined();
  // A null that falls into a file must not give the results away.
  expect(() => annotations({ persistence: { retain: null as never } })).toThrow(
    'persistence.retain',
  );
});

test.each(Object.keys(KEPT))(
  '%s: the claim’s own annotation wins, that of every object does not',
  (key) => {
    expect(annotations({ persistence: { annotations: { [key]: '' } } })).toEqual({
      ...KEPT,
      [key]: '',
    });
    expect(annotations({ commonAnnotations: { [key]: 'x', a: '1' } })).toEqual({ ...KEPT, a: '1' });
    const off = { retain: false, annotations: { [key]: 'x' } };
    expect(annotations({ persistence: off })).toEqual({ [key]: 'x' });
  },
);

test('no other object is kept', () => {
  const others = renderValues().filter(({ kind }) => kind !== 'PersistentVolumeClaim');
  expect(others.length).toBeGreaterThan(5);
  for (const { metadata } of others) expect(metadata.annotations).toBeUndefined();
});
