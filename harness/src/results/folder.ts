import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from '../errors';
import { cannotWrite, makeFolder } from './write';

/** The files of a run, by what is in them: their names stand here and nowhere else. */
export const RUN_FILES = {
  report: 'report.html',
  results: 'results.json',
  record: 'run.json',
  rows: 'requests.jsonl',
  tokens: 'tokens.jsonl',
  resources: 'resources.jsonl',
} as const;

/** What a file of a run has in it. */
export type RunFile = keyof typeof RUN_FILES;

/** The folder names of runs. */
export const RUN_NAME = /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(-\d+)?$/;

/** Name of the link to the run that was started last. */
const LATEST = 'latest';
const ROOM = 1024 * 1024;

/** The path of a file of a run. */
export const runFile = (folder: string, file: RunFile): string => join(folder, RUN_FILES[file]);

/** The names of all runs, newest first. */
export function runNames(outputDir: string): string[] {
  if (!existsSync(outputDir)) return [];
  const byTime = new Intl.Collator('en', { numeric: true }).compare;
  return readdirSync(outputDir)
    .filter((name) => RUN_NAME.test(name))
    .sort((a, b) => byTime(b, a));
}

/**
 * Finds a run's folder by its path, or by its name (or `latest`) below the output directory.
 *
 * @throws UsageError where neither is a run
 */
export function findRun(run: string, outputDir: string): string {
  const folder = [run, join(outputDir, run)].find((path) => existsSync(runFile(path, 'record')));
  if (folder !== undefined) return folder;
  throw new UsageError(
    `${run}: expected a run's folder or its name in ${outputDir}, found no ${RUN_FILES.record}`,
  );
}

/**
 * Makes the folder of a run, named by its start in UTC, and points `latest` at it.
 *
 * Where that second is taken, the name gets `-2`, `-3`, and so on.
 *
 * @returns the folder's path
 * @throws RunError where the place can't be written or has less than 1 MiB left
 */
export function createRunFolder(outputDir: string, started: Date): string {
  const stamp = started.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  try {
    makeFolder(outputDir);
    const folder = createFree(join(outputDir, stamp));
    checkRoom(folder);
    pointLatestAt(outputDir, basename(folder));
    return folder;
  } catch (error) {
    throw cannotWrite(outputDir, error);
  }
}

function createFree(path: string): string {
  for (let suffix = 1; ; suffix++) {
    const candidate = suffix === 1 ? path : `${path}-${suffix}`;
    try {
      mkdirSync(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Asking the file system how much is free misses quotas; writing does not. */
function checkRoom(folder: string): void {
  const probe = join(folder, '.room');
  try {
    const file = openSync(probe, 'w');
    try {
      let left = ROOM;
      while (left > 0) left -= writeSync(file, Buffer.alloc(left));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  rmSync(probe);
}

/** A rename swaps the link in one step; two runs at once leave one of the two. */
function pointLatestAt(outputDir: string, name: string): void {
  const temporary = join(outputDir, `.${LATEST}-${process.pid}-${name}`);
  symlinkSync(name, temporary);
  renameSync(temporary, join(outputDir, LATEST));
}
