import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachAtOnce } from './at-once';
import { sets } from './cluster';
import { Report } from './report';
import { valueSet } from './sets/sets';
import { verdictsOf } from './verdicts';

/** Another seed tries other value sets: `SEED=7 npm run test:cluster`. */
const SEED = Number(process.env.SEED ?? 1);
const LEAST_AGREEMENT = 0.99;
const LEAST_SAME_FIELD = 0.9;

test(`${sets} value sets are to the library what they are to the API server`, async () => {
  const all = fc.sample(valueSet(), { numRuns: sets, seed: SEED });
  const report = new Report();
  await forEachAtOnce(all, async (set) => report.add(await verdictsOf(set)));
  console.log(`${sets} value sets, seed ${SEED}\n${report}`);
  expect(report.count('both take')).toBeGreaterThan(sets / 5);
  expect(report.count('both refuse')).toBeGreaterThan(sets / 5);
  expect(report.agreement).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
  expect(report.sameField).toBeGreaterThanOrEqual(LEAST_SAME_FIELD);
}, 1_200_000);
