import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installationBatch, validInstallation } from '../arbitraries/installation';
import { cases, seedOr } from '../support/cases';
import { BatchChart } from './batch';
import { harnessChart, helm, synthesize } from './renderings';
import { byIdentity, expectSameObjects } from './same-objects';

const CASES = cases(1_000);
const CASES_A_RUN = 25;
/** While helm renders in one process, the objects of another run are compared. */
const AT_ONCE = [0, 1];
const SEED = seedOr(1);

/** A failure is shown before the test's time is over, if not as small as can be: each step is a run of helm. */
const IN_TIME = { interruptAfterTimeLimit: 290_000, markInterruptAsFailure: true };

describe
  .skipIf(!helm)
  .concurrent('random valid values are to the library what they are to helm', () => {
    let chart: BatchChart;
    beforeAll(() => {
      chart = new BatchChart(CASES_A_RUN);
    });
    afterAll(() => chart.dispose());

    test.each(AT_ONCE)(
      'many in one run of helm (%i)',
      async (part) => {
        const property = fc.asyncProperty(installationBatch(CASES_A_RUN), async (batch) => {
          const theirs = await chart.render(batch, '--skip-schema-validation');
          for (const [index, values] of batch.all.entries()) {
            const ours = harnessChart({ ...batch, values }).toJson();
            expect(byIdentity(ours)).toStrictEqual(byIdentity(theirs[index] ?? []));
          }
        });
        const numRuns = Math.floor(CASES / CASES_A_RUN / AT_ONCE.length);
        await fc.assert(property, {
          numRuns,
          seed: SEED * AT_ONCE.length + part,
          ...IN_TIME,
        });
      },
      300_000,
    );

    test('each in a run of its own', async () => {
      const property = fc.asyncProperty(validInstallation(), expectSameObjects);
      await fc.assert(property, { numRuns: cases(25), seed: SEED, ...IN_TIME });
    }, 300_000);
  });

test('the YAML of cdk8s synth says what the objects are, to Kubernetes', () => {
  const property = fc.property(validInstallation(), (installation) => {
    const chart = harnessChart(installation);
    expect(byIdentity(synthesize(chart))).toStrictEqual(byIdentity(chart.toJson()));
  });
  fc.assert(property, { numRuns: cases(100), seed: SEED });
}, 300_000);
