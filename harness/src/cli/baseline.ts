import { basename } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { LATEST_GOOD, MAX_REGRESSION } from 'kvmini-contract/runs';
import { latestGood, unlikeWork } from '../compare/baseline';
import { compareRuns } from '../compare/compare';
import { readSample } from '../compare/sample';
import { EXIT, UsageError } from '../errors';
import { findRun } from '../results/folder';
import { readRecord } from '../results/read';
import { recordExit } from '../results/record';
import type { RecordedBaseline } from '../results/schema';
import type { BenchOutcome } from '../run/bench';
import type { BenchSettings } from '../settings/settings';
import {
  comparisonTable,
  differenceLines,
  readAllowed,
  worseLine,
  worseThanAllowed,
} from './comparison';

/** The flags of `kvmini bench` that say what the run is held against. */
export type BaselineFlags = {
  readonly baseline?: string;
  readonly maxRegression?: string;
};

/** What a run is held against. */
export interface Baseline {
  readonly asked: string;
  /** Absent where there is no such run yet. */
  readonly folder?: string;
  readonly maxRegression: number;
  /** What the user should know of it before the run. */
  readonly notes: readonly string[];
}

/**
 * Finds what a run is to be held against, before anything is sent.
 *
 * @throws UsageError where there is no such run, or where it was given other work
 */
export function findBaseline(
  { baseline: asked, maxRegression: allowed }: BaselineFlags,
  settings: BenchSettings,
): Baseline | undefined {
  if (asked === undefined) {
    if (allowed === undefined) return undefined;
    throw new UsageError(
      `--max-regression: needs --baseline RUN or --baseline ${LATEST_GOOD}, with which the run is compared`,
    );
  }
  const maxRegression = readAllowed(allowed ?? MAX_REGRESSION);
  if (asked === LATEST_GOOD) return { asked, maxRegression, ...findGood(settings) };
  const folder = findRun(asked, settings.outputDir);
  const unlike = unlikeWork(readRecord(folder), settings);
  if (unlike.length === 0) return { asked, maxRegression, folder, notes: [] };
  throw new UsageError(
    [`--baseline ${printable(asked)} was given other work:`, ...differenceLines(unlike)].join('\n'),
  );
}

function findGood(settings: BenchSettings): Pick<Baseline, 'folder' | 'notes'> {
  const { folder, unlike } = { unlike: undefined, ...latestGood(settings) };
  if (folder !== undefined) return { folder, notes: [] };
  const of = settings.runName === undefined ? '' : ` of ${settings.runName}`;
  const why = unlike
    ? `the last good run${of} was given other work (${differenceLines(unlike)
        .map((line) => line.trim())
        .join('; ')})`
    : `there is no good run${of} yet`;
  return { notes: [`${why}, so this one is compared with none`] };
}

/** A baseline before the run, for people and programs. */
export const plannedBaseline = ({ asked, folder, maxRegression }: Baseline) => ({
  ...{ asked, run: folder === undefined ? null : basename(folder), maxRegression },
});

/** How a run that has ended did beside its baseline. */
export interface Held {
  readonly exitCode: number;
  readonly baseline?: RecordedBaseline;
  /** The comparison, for people; none where there was nothing to compare. */
  readonly lines: readonly string[];
  /** What went wrong, or is worse than it may be. */
  readonly problems: readonly string[];
}

/** Holds a run that has ended against its baseline, and notes in its record what the program ends with. */
export async function endRun(baseline: Baseline | undefined, outcome: BenchOutcome): Promise<Held> {
  const held = baseline
    ? await tryHold(baseline, outcome)
    : { exitCode: outcome.exitCode, lines: [], problems: [] };
  try {
    const { exitCode, baseline: told } = held;
    recordExit(outcome.folder, { exitCode, ...(told && { baseline: told }) });
    return held;
  } catch (error) {
    const problem = `the run can't be a baseline later: ${(error as Error).message}`;
    return { ...held, problems: [...held.problems, problem] };
  }
}

/** A run that failed or was interrupted is held against none. */
async function tryHold(baseline: Baseline, outcome: BenchOutcome): Promise<Held> {
  const told = { ...plannedBaseline(baseline), worse: [] };
  const { exitCode } = outcome;
  const hasFigures = exitCode === EXIT.done || exitCode === EXIT.missed;
  if (told.run === null || !hasFigures) {
    return { exitCode, baseline: told, lines: [], problems: [] };
  }
  try {
    return await hold(baseline, outcome);
  } catch (error) {
    const problem = `not compared with ${printable(told.run)}: ${(error as Error).message}`;
    return { exitCode: EXIT.failed, baseline: told, lines: [], problems: [problem] };
  }
}

async function hold(baseline: Baseline, { folder, exitCode }: BenchOutcome): Promise<Held> {
  const base = await readSample(baseline.folder ?? '');
  const { maxRegression } = baseline;
  const compared = compareRuns([base], [await readSample(folder)], maxRegression);
  const worse = worseThanAllowed(compared);
  const { id } = base.record;
  return {
    exitCode: worse.length > 0 ? EXIT.missed : exitCode,
    baseline: { ...plannedBaseline(baseline), run: id, worse },
    lines: ['', `Compared with ${printable(id)}`, ...comparisonTable(compared)],
    problems: worse.length > 0 ? [`${worseLine(worse)} (compared with ${printable(id)})`] : [],
  };
}
