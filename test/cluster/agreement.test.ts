import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachAtOnce } from './at-once';
import { resultFile, sets } from './cluster';
import { Report } from './report';
import { valueSet } from './sets/sets';
import { verdictsOf } from './verdicts';

/** Another seed tries other value sets: `SEED=7 npm run test:cluster`. */
const SEED = Number(process.env.SEED ?? 1);
const LEAST_AGREEMENT = 0.99;
const LEAST_SAME_FIELD = 0.9;

const resultPage = (text: string) => `# What the API server says to generated values

\`npm run test:agreement\` writes this page. The last result, of ${new Date().toISOString().slice(0, 10)}, against Kubernetes 1.37:

\`\`\`text
${text.replace(/^\s*\n/gm, '')}
\`\`\`
`;

test(`${sets} value sets are to the library what they are to the API server`, async () => {
  const all = fc.sample(valueSet(), { numRuns: sets, seed: SEED });
  const report = new Report();
  await forEachAtOnce(all, async (set) => report.add(await verdictsOf(set)));
  const text = `${sets} value sets, seed ${SEED}\n${report}`;
  console.log(text);
  if (resultFile !== undefined) writeFileSync(resultFile, resultPage(text));
  expect(report.count('both take')).toBeGreaterThan(sets / 5);
  expect(report.count('both refuse')).toBeGreaterThan(sets / 5);
  expect(report.falseRefusals).toEqual([]);
  expect(report.agreement).toBeGreaterThanOrEqual(LEAST_AGREEMENT);
  expect(report.sameField).toBeGreaterThanOrEqual(LEAST_SAME_FIELD);
}, 1_200_000);
