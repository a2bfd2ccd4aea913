import { printable } from 'kvmini-contract/printable';
import { compareRuns } from '../compare/compare';
import { type RunSample, readSample } from '../compare/sample';
import { type WorkloadDifferences, workloadDifferences } from '../compare/workload';
import { EXIT, RunError, UsageError } from '../errors';
import { findRun } from '../results/folder';
import type { RunRecord } from '../results/schema';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';
import {
  comparisonTable,
  differenceLines,
  readAllowed,
  worseLine,
  worseThanAllowed,
} from './comparison';
import { jsonText } from './json';

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
  const allowed = readAllowed(flags.maxRegression);
  const runs = await readGroups(groupsOf(baseRun, otherRun, flags));
  const differences = workloadDifferences([...runs.base, ...runs.run].map(({ record }) => record));
  if (differences.workload.length > 0 && !flags.force) throw unlike(differences);
  const compared = compareRuns(runs.base, runs.run, allowed);
  const { base, run } = eachOf(runs, ({ record }) => record.id);
  const outcomes = eachOf(runs, ({ record }) => record.outcome);
  if (flags.json) {
    const all = { base, run, outcomes, maxRegression: allowed, differences, figures: compared };
    process.stdout.write(jsonText(all, finite));
  } else {
    const { circumstances, workload } = differences;
    const differ = differenceLines([...circumstances, ...workload]);
    const about = differ.length > 0 ? ['', 'They differ in', ...differ] : [];
    const names = eachOf(runs, ({ record }) => nameOf(record));
    const head = [`base ${names.base.join(', ')}`, `run  ${names.run.join(', ')}`, ...about, ''];
    process.stdout.write(`${[...head, ...comparisonTable(compared)].join('\n')}\n`);
  }
  const missed = worseThanAllowed(compared);
  if (missed.length === 0) return EXIT.done;
  process.stderr.write(`kvmini: ${worseLine(missed)}\n`);
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

const eachOf = <T>({ base, run }: Groups<RunSample>, what: (run: RunSample) => T): Groups<T> => ({
  base: base.map(what),
  run: run.map(what),
});

/** What a run is called; of one that did not end by itself, its figures are those of a part. */
const nameOf = ({ id, outcome }: RunRecord): string =>
  outcome === 'done' ? printable(id) : `${printable(id)} (${outcome.replace('_', ' ')})`;

function unlike({ circumstances, workload }: WorkloadDifferences): RunError {
  return new RunError(
    [
      'the runs were given different work, so that their figures answer different questions; --force compares them all the same:',
      ...differenceLines(workload),
      ...(circumstances.length > 0
        ? ['They differ also in', ...differenceLines(circumstances)]
        : []),
    ].join('\n'),
  );
}
