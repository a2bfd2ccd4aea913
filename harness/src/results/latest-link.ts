import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { RUN_NAME } from 'kvmini-contract/runs';
import { kindOf, readSmall } from './volume';
import { replaceFile } from './write';

/** Name of the link to the run that was started last. */
export const LATEST = 'latest';
const TEXT = `${LATEST}.txt`;
const LONGEST_TEXT = 1024;
/** The name of the run that was started last, as the link or the text says: a name, never a place. */
export function latestRun(outputDir: string): string | undefined {
  const name = linked(outputDir) ?? written(outputDir);
  return name !== undefined && RUN_NAME.test(name) ? name : undefined;
}

function linked(outputDir: string): string | undefined {
  try {
    return readlinkSync(join(outputDir, LATEST));
  } catch {
    return undefined;
  }
}

function written(outputDir: string): string | undefined {
  try {
    return readSmall(join(outputDir, TEXT), LONGEST_TEXT).trim();
  } catch {
    return undefined;
  }
}

/**
 * Says which run was started last: a link `latest`, or, where the volume has none or something else has that name,
 * a text `latest.txt`.
 *
 * A run is worth more than its link: what goes wrong is told, and ends nothing.
 */
export function pointLatestAt(outputDir: string, name: string, note: (line: string) => void): void {
  const why = link(outputDir, name);
  if (why === undefined) {
    remove(join(outputDir, TEXT));
    return;
  }
  try {
    replaceFile(join(outputDir, TEXT), `${name}\n`);
    note(`${why}; ${TEXT} names the last run instead`);
  } catch (error) {
    note(`${why}; ${(error as Error).message}`);
  }
}

/**
 * Makes the link; a rename swaps it in one step. Two runs at once leave one of the two.
 *
 * @returns why there is none
 */
function link(outputDir: string, name: string): string | undefined {
  const path = join(outputDir, LATEST);
  const temporary = join(outputDir, `.${LATEST}-${process.pid}-${name}`);
  try {
    const before = lstatSync(path, { throwIfNoEntry: false });
    if (before !== undefined && !before.isSymbolicLink()) {
      return `${printable(path)} is ${kindOf(before)}, and stays`;
    }
    symlinkSync(name, temporary);
    renameSync(temporary, path);
    return undefined;
  } catch (error) {
    // SMB, S3 and their like have no links; a link from better days would name the wrong run.
    for (const left of [temporary, path]) remove(left);
    return `${printable(outputDir)} takes no links (${(error as NodeJS.ErrnoException).code})`;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is a folder, or can't be removed: whoever put it there sees to it.
  }
}
