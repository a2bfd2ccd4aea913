import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { RunError } from '../errors';

const CHECK_EVERY_MS = 500;
/** Others can write the volume too: no link is followed, and no FIFO waited for. */
const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
const APPEND = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;

/** Says what could not be written, and why, in words that name the way out. */
export function cannotWrite(path: string, error: unknown): RunError {
  if (error instanceof RunError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const causes: Record<string, string> = {
    ENOSPC: 'the disk is full; make room or name another place with --output-dir',
    EDQUOT: 'the quota is used up; make room or name another place with --output-dir',
    EROFS: 'the file system is read-only; name a writable place with --output-dir',
    EACCES: 'no permission; name a writable place with --output-dir',
    ENOENT: 'the folder is gone: it was removed during the run',
    ELOOP: 'a link stands there; remove it',
    ENXIO: 'a named pipe stands there; remove it',
    ENOTDIR: 'a part of the path is no folder; name another place with --output-dir',
  };
  return new RunError(`${path}: can't be written: ${causes[code ?? ''] ?? message}`);
}

/**
 * Makes a folder and those above it.
 *
 * Node's own `recursive` says "no such file" where the file system is read-only.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw cannotWrite(path, error);
    // Made by another run meanwhile, which is well; or a file, or a link that leads nowhere.
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found?.isDirectory()) throw cannotWrite(path, { code: 'ENOTDIR' });
  }
}

/** Writes a file so that a reader sees the old content or the new one, never a part. */
export function replaceFile(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    // Others can write the volume too: what stands there already may be a link, and is not written to.
    rmSync(temporary, { force: true });
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** Writes JSON as `replaceFile` does, with a newline at the end. */
export function replaceJson(path: string, value: unknown): void {
  replaceFile(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/**
 * Opens a file of the shared volume to append to it, and makes it where there is none.
 *
 * @returns its descriptor
 * @throws Error where something else than a regular file stands there
 */
export function openToAppend(path: string): number {
  const file = openSync(path, APPEND, 0o666);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new Error('it is no regular file');
}

/**
 * A file of JSON rows, each handed to the kernel as it is appended: a killed process loses at most
 * the row that it was writing.
 */
export class JsonLines {
  private readonly file: number;
  private checkedAt = 0;

  constructor(private readonly path: string) {
    try {
      this.file = openToAppend(path);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Appends a row. */
  append(row: unknown): void {
    this.appendText(Buffer.from(`${JSON.stringify(row)}\n`));
  }

  /**
   * Appends rows as they are written already.
   *
   * @param wrote told of each part that was written, in bytes, also where the next one fails
   */
  appendText(bytes: Buffer, wrote: (length: number) => void = () => {}): void {
    try {
      let written = 0;
      while (written < bytes.length) {
        const length = writeSync(this.file, bytes, written);
        written += length;
        wrote(length);
      }
      this.checkNotRemoved();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }

  /** Writing to a file that was removed goes well, and is in vain. */
  private checkNotRemoved(): void {
    const now = performance.now();
    if (now - this.checkedAt < CHECK_EVERY_MS) return;
    this.checkedAt = now;
    if (fstatSync(this.file).nlink === 0) {
      throw Object.assign(new Error('removed'), { code: 'ENOENT' });
    }
  }

  /** Makes sure that the rows are on the disk, and closes the file. */
  close(): void {
    try {
      fsyncSync(this.file);
    } catch (error) {
      throw cannotWrite(this.path, error);
    } finally {
      closeSync(this.file);
    }
  }
}
