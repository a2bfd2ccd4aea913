import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validInstallation } from '../arbitraries/installation';
import { harnessChart, helm, synthesize } from './renderings';
import { byIdentity, expectSameObjects } from './same-objects';

const CASES = Number(process.env.CASES ?? 1_000);
/** Another seed looks elsewhere: `SEED=7 npx vitest run test/differential`. */
const SEED = Number(process.env.SEED ?? 1);
/** While helm starts in one process, the objects of another case are compared. */
const AT_ONCE = [0, 1, 2, 3];

describe.skipIf(!helm).concurrent('random valid values', () => {
  test.each(AT_ONCE)(
    'are to the library what they are to helm (%i)',
    async (part) => {
      await fc.assert(fc.asyncProperty(validInstallation(), expectSameObjects), {
        numRuns: CASES / AT_ONCE.length,
        seed: SEED * AT_ONCE.length + part,
      });
    },
    300_000,
  );
});

test('the YAML of cdk8s synth says what the objects are, to Kubernetes', () => {
  const property = fc.property(validInstallation(), (installation) => {
    const chart = harnessChart(installation);
    expect(byIdentity(synthesize(chart))).toStrictEqual(byIdentity(chart.toJson()));
  });
  fc.assert(property, { numRuns: 200, seed: SEED });
});
