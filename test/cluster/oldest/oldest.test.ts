import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubernetesVersion } from '../../../tools/cluster/build';
import { KUBERNETES_CASES } from '../../cases/kubernetes';
import { forEachAtOnce } from '../at-once';
import { resultFile } from '../cluster';
import { type ValueSet, valueSet } from '../sets/sets';
import { type Outcome, type Verdict, verdictOf } from './verdicts';

const VERSION = kubernetesVersion('tools/cluster/oldest');
const KUBE_VERSION = VERSION.replace(/\.\d+$/, '');
const SETS = 2_000;
const SEED = Number(process.env.SEED ?? 1);

/** Each value of the rules' cases, whether the newest version takes it or not. */
const cases = (): ValueSet[] =>
  KUBERNETES_CASES.flatMap(({ topic, at, accepted, refused }) => {
    const values = at as (value: unknown) => unknown;
    const all = [...accepted, ...refused.map(([value]) => value)];
    return all.map((value) => ({ releaseName: 'rules', values: values(value), kind: topic }));
  });

const OUTCOMES: readonly Outcome[] = [
  ...(['both take', 'both refuse', 'warned of here, refused there'] as const),
  ...(['refused here by intent', 'a field that it has not, which is wrong'] as const),
  ...(['only the server knows', 'not rendered'] as const),
  ...(['refused here alone', 'refused there alone'] as const),
];

/** How many value sets came to what. */
function table(columns: Readonly<Record<string, readonly Verdict[]>>): string {
  const count = (verdicts: readonly Verdict[], outcome: Outcome) =>
    verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const names = Object.keys(columns);
  return [
    `| | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---:|').join('')}`,
    ...OUTCOMES.map((outcome) => {
      const counts = Object.values(columns).map((verdicts) => count(verdicts, outcome));
      return `| ${outcome} | ${counts.join(' | ')} |`;
    }),
  ].join('\n');
}

const page = (text: string) => `# What the oldest Kubernetes says

\`npm run test:oldest\` asks the API server of Kubernetes ${VERSION} what it thinks of values, with the library told
\`kubeVersion: ${KUBE_VERSION}\`; with \`-- --result test/cluster/oldest/RESULT.md\` it writes this page. The last result, of ${new Date().toISOString().slice(0, 10)}:

${text}

The last two lines must be 0. What is warned of is a field, or what is in one, that a later version has or takes.
`;

async function ask(sets: readonly ValueSet[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await forEachAtOnce(sets, async (set) => {
    verdicts.push(await verdictOf(set, KUBE_VERSION));
  });
  return verdicts;
}

test(`values are to the library what they are to Kubernetes ${VERSION}, or it warns`, async () => {
  const columns = {
    'cases of the rules': await ask(cases()),
    [`made sets, seed ${SEED}`]: await ask(fc.sample(valueSet(), { numRuns: SETS, seed: SEED })),
  };
  const text = table(columns);
  console.log(text);
  if (resultFile !== undefined) writeFileSync(resultFile, page(text));
  const unlike = Object.values(columns)
    .flat()
    .filter(({ outcome }) => outcome.endsWith('alone'))
    .map(({ set, said }) => `${JSON.stringify(set.values).slice(0, 300)}\n  ${said.join('\n  ')}`);
  expect(unlike).toEqual([]);
});
