import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { cannotWrite, makeFolder } from './write';

const ROOM = 1024 * 1024;

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
  const temporary = join(outputDir, `.latest-${process.pid}-${name}`);
  symlinkSync(name, temporary);
  renameSync(temporary, join(outputDir, 'latest'));
}
