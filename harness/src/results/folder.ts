import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { RUN_NAME } from 'kvmini-contract/runs';
import { UsageError } from '../errors';
import { LATEST, latestRun, pointLatestAt } from './latest-link';
import { newestFirst } from './run-name';
import { isBelow, OddEntry, realFolder } from './volume';
import { cannotWrite, makeFolder } from './write';

/** The files of a run, by what is in them: their names stand here and nowhere else. */
export const RUN_FILES = {
  report: 'report.html',
  results: 'results.json',
  record: 'run.json',
  rows: 'requests.jsonl',
  tokens: 'tokens.jsonl',
  resources: 'resources.jsonl',
  scale: 'scale.json',
} as const;

/** What a file of a run has in it. */
export type RunFile = keyof typeof RUN_FILES;

const ROOM = 1024 * 1024;

/** The path of a file of a run. */
export const runFile = (folder: string, file: RunFile): string => join(folder, RUN_FILES[file]);

/** The names of all runs, newest first. */
export function runNames(outputDir: string): string[] {
  if (!existsSync(outputDir)) return [];
  return readdirSync(outputDir)
    .filter((name) => RUN_NAME.test(name))
    .sort(newestFirst);
}

/**
 * Finds a run's folder by its path, or by its name (or `latest`) below the output directory.
 *
 * @returns its real path
 * @throws UsageError where neither is a run
 */
export function findRun(run: string, outputDir: string): string {
  const [folder] = [resolve(run), resolve(outputDir, run)].flatMap((path) =>
    runAt(path, outputDir),
  );
  if (folder !== undefined) return folder;
  throw new UsageError(
    `${printable(run)}: expected a run's folder or its name in ${outputDir}, found no ${RUN_FILES.record}`,
  );
}

/** What is below the output directory is others' too: there, a link is none of its folders. */
function runAt(path: string, outputDir: string): string[] {
  const latest = basename(path) === LATEST ? latestRun(dirname(path)) : undefined;
  const meant = latest === undefined ? path : join(dirname(path), latest);
  try {
    const shared = isBelow(outputDir, meant) || latest !== undefined;
    const root = isBelow(outputDir, meant) ? outputDir : dirname(meant);
    const folder = shared ? realFolder(root, meant) : realpathSync(meant);
    return existsSync(runFile(folder, 'record')) ? [folder] : [];
  } catch (error) {
    if (error instanceof OddEntry) throw new UsageError(error.message);
    return [];
  }
}

/**
 * Makes the folder of a run, named by its start in UTC, and points `latest` at it.
 *
 * Where that second is taken, the name gets `-2`, `-3`, and so on.
 *
 * @param note called where the volume has no links, or something else is called `latest`
 * @returns the folder's real path
 * @throws RunError where the place can't be written or has less than 1 MiB left
 */
export function createRunFolder(
  outputDir: string,
  started: Date,
  note: (line: string) => void = () => {},
): string {
  const stamp = started.toISOString().slice(0, 19).replace('T', '_').replaceAll(':', '-');
  try {
    makeFolder(outputDir);
    const place = realpathSync(outputDir);
    const folder = createFree(join(place, stamp));
    checkRoom(folder);
    pointLatestAt(place, basename(folder), note);
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
