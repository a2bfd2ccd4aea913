import { expect, test } from 'vitest';
import { resolveValues } from '../../../src/validation/resolve';
import { table } from '../../support/issues';

const budget = (fields: object) => ({ podDisruptionBudget: { enabled: true, ...fields } });

table('a budget has one bound', [
  [budget({ maxUnavailable: 1 })],
  // The default makes way, and null takes back what an earlier file says.
  [budget({ maxUnavailable: 0, minAvailable: 1 })],
  [budget({ maxUnavailable: '50%', minAvailable: null })],
  [budget({ maxUnavailable: null, minAvailable: 2 })],
  [budget({ maxUnavailable: 1, minAvailable: 2 }), 'conflict podDisruptionBudget.minAvailable'],
  [budget({ maxUnavailable: 1, minAvailable: 0 }), 'conflict podDisruptionBudget.minAvailable'],
  [budget({ maxUnavailable: 1, minAvailable: '50%' }), 'conflict podDisruptionBudget.minAvailable'],
  [
    budget({ maxUnavailable: 1, minAvailable: 3 }),
    'conflict podDisruptionBudget.minAvailable: expected none, since maxUnavailable is set; null takes it back, found 3',
  ],
  [
    budget({ minAvailable: null }),
    'missing podDisruptionBudget.minAvailable: expected minAvailable or maxUnavailable, found neither',
  ],
  [{ podDisruptionBudget: { minAvailable: null } }],
]);

/** A budget with one bound, on so many replicas; and whether it keeps them all. */
type Drain = readonly [bound: string, value: number | string, replicas: number, keepsAll: boolean];

const DRAINS: readonly Drain[] = [
  ['maxUnavailable', 0, 1, true],
  ['maxUnavailable', 1, 1, false],
  ['maxUnavailable', 0, 3, true],
  ['maxUnavailable', 2, 3, false],
  ['maxUnavailable', '0%', 3, true],
  // Kubernetes rounds up: one of a hundred pods, and one of two.
  ['maxUnavailable', '1%', 100, false],
  ['maxUnavailable', '1%', 2, false],
  ['maxUnavailable', 0, 0, false],
  ['minAvailable', 1, 1, true],
  ['minAvailable', 2, 3, false],
  ['minAvailable', 3, 3, true],
  ['minAvailable', 4, 3, true],
  ['minAvailable', 0, 1, false],
  ['minAvailable', 1, 0, false],
  ['minAvailable', '100%', 3, true],
  ['minAvailable', '99%', 100, false],
  ['minAvailable', '99%', 101, false],
  ['minAvailable', '99%', 99, true],
  ['minAvailable', '50%', 2, false],
  ['minAvailable', '51%', 2, true],
  ['minAvailable', '0%', 1, false],
];

test.each(DRAINS)(
  '%s: %j of %i pods keeps them all: %s',
  (bound, value, replicaCount, keepsAll) => {
    const other = bound === 'minAvailable' ? {} : { minAvailable: null };
    const { warnings } = resolveValues({
      replicaCount,
      persistence: { enabled: false },
      ...budget({ [bound]: value, ...other }),
    });
    const pods = replicaCount === 1 ? 'the one pod' : `all ${replicaCount} pods`;
    const remedy = bound === 'minAvailable' ? 'set less' : 'set more';
    const expected = {
      code: 'may-fail',
      path: `podDisruptionBudget.${bound}`,
      message: `the budget keeps ${pods}, so no node that runs one can be drained; ${remedy}, or more than that many replicas`,
    };
    expect(warnings).toEqual(keepsAll ? [expected] : []);
  },
);

test('a budget that is not made keeps no pod', () => {
  const values = { podDisruptionBudget: { enabled: false, minAvailable: 5 } };
  expect(resolveValues(values).warnings).toEqual([]);
});
