import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
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

/** Moves one file to its place, at once for who reads it; the function that it returns puts back what was there. */
function replace(file: string, written: string, kept: string): () => void {
  const wasThere = existsSync(file);
  if (wasThere) copyFileSync(file, kept);
  renameSync(written, file);
  return () => (wasThere ? renameSync(kept, file) : rmSync(file, { force: true }));
}

/** Moves all files to their places, or none. */
function replaceAll(folder: string, files: readonly OutputFile[], staged: string): void {
  const done: (() => void)[] = [];
  try {
    for (const [index, { path }] of files.entries())
      doTo(join(folder, path), () => {
        const written = join(staged, `${index}`);
        done.push(replace(join(folder, path), written, `${written}.kept`));
      });
  } catch (error) {
    for (const putBack of done.reverse()) putBack();
    throw error;
  }
}

/** Writes all files into a folder beside their places, then moves them there: until all are whole, none is changed. */
function writeAll(folder: string, files: readonly OutputFile[], made: string[]): void {
  const staged = stagedIn(folder);
  try {
    for (const [index, { path, content }] of files.entries())
      doTo(join(folder, path), () => {
        made.push(makeFolder(dirname(join(folder, path))) ?? staged);
        checkPlace(join(folder, path));
        writeFileSync(join(staged, `${index}`), content);
      });
    replaceAll(folder, files, staged);
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function stagedIn(folder: string): string {
  try {
    return mkdtempSync(join(folder, '.kvmini-'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Nobody knows the name that was tried.
    (error as Error).message = `${folder}: no file can be written into it: ${code}`;
    throw error;
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
