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
  [budget({ minAvailable: null }), 'missing podDisruptionBudget.minAvailable'],
  [{ podDisruptionBudget: { minAvailable: null } }],
]);

test.each([
  [{ maxUnavailable: 0 }, ['podDisruptionBudget.maxUnavailable']],
  [{ maxUnavailable: '0%' }, ['podDisruptionBudget.maxUnavailable']],
  [{ maxUnavailable: 1 }, []],
  [{ maxUnavailable: '1%' }, []],
])('%j warns of drains: %j', (fields, paths) => {
  const { warnings } = resolveValues({ replicaCount: 1, ...budget(fields) });
  expect(warnings.map(({ path }) => path)).toEqual(paths);
});
