import { ageMs } from 'kvmini-contract/age';
import { printable } from 'kvmini-contract/printable';
import { EXIT, UsageError } from '../errors';
import { prune } from '../results/prune';
import { realFolder } from '../results/volume';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';

/** The flags of `kvmini prune` as commander hands them over. */
export interface PruneFlags {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly dryRun?: boolean;
}

/** Runs `kvmini prune`: a line for each run that is removed or could not be. */
export function pruneCommand(flags: PruneFlags): number {
  const rule = readRule(flags);
  const outputDir = resultsFolder(process.env, findPlaces(process.env));
  const { dryRun = false } = flags;
  const all = [...prune(existing(outputDir), { ...rule, now: Date.now(), dryRun })];
  const removed = all.filter(({ kept }) => kept === undefined);
  for (const { path, kept } of all) {
    if (kept === undefined)
      process.stdout.write(`${dryRun ? 'would remove' : 'removed'} ${path}\n`);
    else process.stderr.write(`kvmini: kept ${printable(path)}: ${kept}\n`);
  }
  const bytes = removed.reduce((sum, each) => sum + each.bytes, 0);
  const what = `${removed.length} ${removed.length === 1 ? 'run' : 'runs'}`;
  process.stdout.write(
    `${dryRun ? 'Would remove' : 'Removed'} ${what}, ${(bytes / 1e6).toFixed(1)} MB\n`,
  );
  return EXIT.done;
}

function existing(outputDir: string): string {
  try {
    return realFolder(outputDir, outputDir);
  } catch (error) {
    throw new UsageError(`${printable(outputDir)}: can't be read: ${(error as Error).message}`);
  }
}

function readRule({ keep, olderThan }: PruneFlags) {
  const problems: string[] = [];
  if (keep === undefined && olderThan === undefined) {
    problems.push(
      'expected --keep COUNT, --older-than AGE, or both; a run is removed where all of them allow it',
    );
  }
  if (keep !== undefined && !/^\d{1,9}$/.test(keep)) {
    problems.push(`--keep: expected a whole number from 0, found "${printable(keep)}"`);
  }
  const olderThanMs = olderThan === undefined ? undefined : ageMs(olderThan);
  if (olderThan !== undefined && olderThanMs === undefined) {
    problems.push(
      `--older-than: expected an age such as 30d or 36h, found "${printable(olderThan)}"`,
    );
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  return { keep: keep === undefined ? undefined : Number(keep), olderThanMs };
}
