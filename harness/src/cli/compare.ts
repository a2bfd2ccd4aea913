import { compareRuns } from '../compare/compare';
import { type RunSample, readSample } from '../compare/sample';
import { type WorkloadDifferences, workloadDifferences } from '../compare/workload';
import { EXIT, RunError, UsageError } from '../errors';
import { findRun } from '../results/folder';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';
import { comparisonTable, differenceLines } from './comparison';

/** The flags of `kvmini compare` as commander hands them over. */
export interface CompareFlags {
  readonly base?: readonly string[];
  readonly run?: readonly string[];
  readonly maxRegression: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface Groups<T> {
  readonly base: readonly T[];
  readonly run: readonly T[];
}

/** Runs `kvmini compare`; resolves to its exit code. */
export async function compareCommand(
  baseRun: string | undefined,
  otherRun: string | undefined,
  flags: CompareFlags,
): Promise<number> {
  const allowed = readPercent(flags.maxRegression);
  const runs = await readGroups(groupsOf(baseRun, otherRun, flags));
  const differences = workloadDifferences([...runs.base, ...runs.run].map(({ record }) => record));
  if (differences.workload.length > 0 && !flags.force) throw unlike(differences);
  const compared = compareRuns(runs.base, runs.run, allowed);
  const { base, run } = idsOf(runs);
  if (flags.json) {
    const all = { base, run, maxRegression: allowed, differences, figures: compared };
    process.stdout.write(`${JSON.stringify(all, finite, 2)}\n`);
  } else {
    const { told, workload } = differences;
    const differ = differenceLines([...told, ...workload]);
    const about = differ.length > 0 ? ['', 'They differ in', ...differ] : [];
    const head = [`base ${base.join(', ')}`, `run  ${run.join(', ')}`, ...about, ''];
    process.stdout.write(`${[...head, ...comparisonTable(compared)].join('\n')}\n`);
  }
  const missed = compared.filter((each) => each.missed).map((each) => each.title);
  if (missed.length === 0) return EXIT.done;
  process.stderr.write(`kvmini: worse than --max-regression allows: ${missed.join('; ')}\n`);
  return EXIT.missed;
}

/** JSON has no infinity: a bound that there is not is null. */
const finite = (_key: string, value: unknown) =>
  value === Number.POSITIVE_INFINITY ? null : value;

function groupsOf(
  baseRun: string | undefined,
  otherRun: string | undefined,
  flags: CompareFlags,
): Groups<string> {
  const base = [...(baseRun === undefined ? [] : [baseRun]), ...(flags.base ?? [])];
  const run = [...(otherRun === undefined ? [] : [otherRun]), ...(flags.run ?? [])];
  if (base.length > 0 && run.length > 0) return { base, run };
  throw new UsageError(
    'expected two runs, as in `kvmini compare BASE RUN`, or several of each kind: --base A --base B --run C --run D',
  );
}

async function readGroups({ base, run }: Groups<string>): Promise<Groups<RunSample>> {
  const outputDir = resultsFolder(process.env, findPlaces(process.env));
  const read = async (names: readonly string[]) => {
    const samples: RunSample[] = [];
    for (const name of names) samples.push(await readSample(findRun(name, outputDir)));
    return samples;
  };
  return { base: await read(base), run: await read(run) };
}

const idsOf = ({ base, run }: Groups<RunSample>): Groups<string> => ({
  base: base.map(({ record }) => record.id),
  run: run.map(({ record }) => record.id),
});

function unlike({ told, workload }: WorkloadDifferences): RunError {
  return new RunError(
    [
      'the runs were given different work, so that their figures answer different questions; --force compares them all the same:',
      ...differenceLines(workload),
      ...(told.length > 0 ? ['They differ also in', ...differenceLines(told)] : []),
    ].join('\n'),
  );
}

function readPercent(text: string): number {
  const number = Number(text.replace(/%$/, '')) / (text.endsWith('%') ? 100 : 1);
  if (text !== '' && number >= 0) return number;
  throw new UsageError(`--max-regression: expected a fraction such as 5% or 0.05, found "${text}"`);
}
