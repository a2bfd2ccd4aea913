import { lstatSync, readdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { printable, printableList } from 'kvmini-contract/printable';
import { RUN_FILES, runNames } from './folder';
import { latestRun } from './latest-link';
import { readRecord } from './read';
import { startOf } from './run-name';
import { realFolder } from './volume';

/** Which runs are kept: one is removed where both of those that are given allow it. */
export interface PruneRule {
  /** So many of the newest. */
  readonly keep?: number | undefined;
  /** Those that began within so many milliseconds. */
  readonly olderThanMs?: number | undefined;
}

/** What became of a run that the rule does not keep. */
export interface Pruned {
  readonly path: string;
  /** Bytes of its files. */
  readonly bytes: number;
  /** Why it was kept all the same; absent where it was removed. */
  readonly kept?: string;
}

/** How runs are removed. */
export interface PruneOptions extends PruneRule {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether nothing is removed, only told. */
  readonly dryRun?: boolean;
}

/** Files that a run may leave beside those that are to be kept. */
const LEFT = /^(\.room|(run|results)\.json\.\d+\.tmp|report\.html\.\d+\.tmp)$/;
const FILES: readonly string[] = Object.values(RUN_FILES);

/**
 * Removes old runs: only what is surely one, never one under way, and never the one that `latest` names.
 *
 * @param outputDir its real path
 * @returns what the rule does not keep, newest first, each as it is dealt with
 */
export function* prune(outputDir: string, options: PruneOptions): Generator<Pruned> {
  const { keep = 0, olderThanMs = 0, now } = options;
  const latest = latestRun(outputDir);
  for (const name of runNames(outputDir).slice(keep)) {
    // A name that holds no date is of no age.
    if (!(now - startOf(name) > olderThanMs)) continue;
    if (name === latest) yield { path: join(outputDir, name), bytes: 0, kept: 'it is the latest' };
    else yield pruneRun(outputDir, name, options.dryRun === true);
  }
}

function pruneRun(outputDir: string, name: string, dryRun: boolean): Pruned {
  const path = join(outputDir, name);
  try {
    const folder = realFolder(outputDir, path);
    const files = readdirSync(folder);
    const kept = whyKept(folder, files);
    const bytes = files.reduce((sum, file) => sum + lstatSync(join(folder, file)).size, 0);
    if (kept !== undefined) return { path, bytes, kept };
    if (!dryRun) remove(outputDir, name, files);
    return { path, bytes };
  } catch (error) {
    return { path, bytes: 0, kept: printable((error as Error).message) };
  }
}

/** Why a folder is not surely a run that is over. */
function whyKept(folder: string, files: readonly string[]): string | undefined {
  const others = files.filter((file) => !isOfRun(folder, file));
  if (others.length > 0) return `it has what no run writes: ${printableList(others)}`;
  if (!files.includes(RUN_FILES.record)) return `it has no ${RUN_FILES.record}`;
  return readRecord(folder).outcome === 'running' ? 'it is under way' : undefined;
}

const isOfRun = (folder: string, file: string): boolean =>
  (FILES.includes(file) || LEFT.test(file)) && lstatSync(join(folder, file)).isFile();

/**
 * Removes the files one by one, and then the folder: never more than what was looked at. The folder is put aside
 * first, so that nobody reads half a run.
 */
function remove(outputDir: string, name: string, files: readonly string[]): void {
  const aside = join(outputDir, `.pruned-${process.pid}-${name}`);
  renameSync(join(outputDir, name), aside);
  const folder = realFolder(outputDir, aside);
  for (const file of files) unlinkSync(join(folder, file));
  rmdirSync(folder);
}
