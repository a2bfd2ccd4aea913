import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder';

/** A file to write. */
export interface OutputFile {
  /** Below the output folder. */
  readonly path: string;
  readonly content: string;
}

/** Does something to a file; an error says which, which the system does not always tell: not where the disk is full. */
function doTo(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    (error as Error).message = `${file} cannot be written: ${(error as Error).message}`;
    throw error;
  }
}

/** Refuses a folder that stands where a file is to be, before anything is moved. */
function checkPlace(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw Object.assign(new Error('EISDIR: it is a folder'), { syscall: 'open' });
}

/** Writes all files into a folder beside their places, then moves them there: until all are whole, none is changed. */
function writeAll(folder: string, files: readonly OutputFile[], made: string[]): void {
  const staged = mkdtempSync(join(folder, '.kvmini-'));
  const stagedFile = (index: number) => join(staged, `${index}`);
  try {
    for (const [index, { path, content }] of files.entries())
      doTo(join(folder, path), () => {
        made.push(makeFolder(dirname(join(folder, path))) ?? staged);
        checkPlace(join(folder, path));
        writeFileSync(stagedFile(index), content);
      });
    for (const [index, { path }] of files.entries())
      doTo(join(folder, path), () => renameSync(stagedFile(index), join(folder, path)));
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/**
 * Writes files below a folder, all of them or none.
 *
 * @returns their paths
 * @throws Error of the system, with the file's path; folders that were made for it are gone again
 */
export function writeFiles(folder: string, files: readonly OutputFile[]): readonly string[] {
  const [first] = files;
  if (first === undefined) return [];
  const made: string[] = [];
  try {
    doTo(join(folder, first.path), () => {
      const top = makeFolder(folder);
      if (top !== undefined) made.push(top);
    });
    writeAll(folder, files, made);
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    throw error;
  }
  return files.map(({ path }) => join(folder, path));
}
