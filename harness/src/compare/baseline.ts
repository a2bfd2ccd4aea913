import { join } from 'node:path';
import { RunError, UsageError } from '../errors';
import { findRun, runNames } from '../results/folder';
import { readRecord } from '../results/read';
import type { RunRecord } from '../results/schema';
import { recordedSettings } from '../settings/recorded';
import type { BenchSettings } from '../settings/settings';
import { type WorkloadDifference, workloadDifferences } from './workload';

/** A run that may be held against, or why there is none. */
export type GoodRun =
  | { readonly folder: string }
  /** What the newest good run of the kind was given else; absent where there is no good run. */
  | { readonly folder?: never; readonly unlike?: readonly WorkloadDifference[] };

/** What of a record a workload is known by. */
type Known = Pick<RunRecord, 'settings'>;

/** The settings of a run that has no record yet, as its record will have them. */
const planned = (settings: BenchSettings): Known => ({
  settings: JSON.parse(JSON.stringify(recordedSettings(settings))),
});

/** How the work that a run was given differs from that of a run which is yet to be. */
export const unlikeWork = (
  record: RunRecord,
  settings: BenchSettings,
): readonly WorkloadDifference[] =>
  workloadDifferences([record, planned(settings) as RunRecord]).workload;

/** A run's record; `undefined` where the folder holds none that can be read. */
function tryRecord(name: string, outputDir: string): [string, RunRecord] | undefined {
  try {
    const folder = findRun(join(outputDir, name), outputDir);
    return [folder, readRecord(folder)];
  } catch (error) {
    if (error instanceof UsageError || error instanceof RunError) return undefined;
    throw error;
  }
}

/**
 * The newest run of the same kind, by its `--run-name`, that ended with 0.
 *
 * Runs of other work are passed over: after a change of the settings they would have every run fail, for ever.
 */
export function latestGood(settings: BenchSettings): GoodRun {
  const { outputDir, runName } = settings;
  let unlike: readonly WorkloadDifference[] | undefined;
  for (const name of runNames(outputDir)) {
    const [folder = '', record] = tryRecord(name, outputDir) ?? [];
    if (record?.exitCode !== 0 || record.settings.runName !== runName) continue;
    const differences = unlikeWork(record, settings);
    if (differences.length === 0) return { folder };
    unlike ??= differences;
  }
  return unlike ? { unlike } : {};
}
