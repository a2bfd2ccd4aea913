import { expect, test } from 'vitest';
import { getObject, type KvminiValuesInput, renderValues } from '../../src';

const strategyOf = (persistence: KvminiValuesInput['persistence']) =>
  getObject(renderValues({ persistence }), 'Deployment').spec.strategy;

test('a volume of one node or one pod is given up before the next pod starts', () => {
  expect(strategyOf({})).toEqual({ type: 'Recreate' });
  expect(strategyOf({ accessMode: 'ReadWriteOncePod' })).toEqual({ type: 'Recreate' });
  expect(strategyOf({ existingClaim: 'mine' })).toEqual({ type: 'Recreate' });
});

test('else the update rolls, with every field written: one that Kubernetes adds belongs to nobody', () => {
  const rolling = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
  };
  expect(strategyOf({ enabled: false })).toEqual(rolling);
  expect(strategyOf({ accessMode: 'ReadWriteMany' })).toEqual(rolling);
});
