import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueAt } from '../../src/values/path';
import { settings } from '../../src/values/settings';
import { validInstallation } from '../arbitraries/installation';
import { allValues } from '../support/all-values';

const leaves = [...settings()].filter(({ isSection }) => !isSection);

test('no setting is left out of the random values, coupled or not', () => {
  const random = fc.sample(validInstallation(), { numRuns: 300, seed: 1 });
  const missing = leaves.filter(
    ({ path }) => !random.some(({ values }) => (valueAt(values, path) ?? undefined) !== undefined),
  );
  expect(missing.map(({ path }) => path.join('.'))).toEqual([]);
});

test('an example is not the default, but where the others need it', () => {
  const same = leaves.filter((setting) => {
    const example = JSON.stringify(valueAt(allValues, setting.path));
    return example === JSON.stringify(setting.default);
  });
  expect(same.map(({ path }) => path.join('.'))).toEqual([
    'persistence.enabled',
    'persistence.existingClaim',
    'serviceAccount.create',
    'rbac.create',
    'rbac.scope',
    'podDisruptionBudget.minAvailable',
  ]);
});
