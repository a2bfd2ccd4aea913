import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Phase } from '../../../request/row';
import type { SentByPhase } from '../protocol';

const PART_BYTES = 256 * 1024;

/** The path of a worker's rows. */
export const rowsPath = (folder: string, worker: number): string =>
  join(folder, `rows-${worker}.jsonl`);

/** The path of the note of what a worker may have sent. */
export const sentPath = (folder: string, worker: number): string =>
  join(folder, `sent-${worker}.json`);

/** A worker's own file of rows: whatever becomes of the connection, what was measured is in it. */
export class RowFile {
  private readonly file: number;
  /** Bytes so far. */
  length = 0;

  /** @param path a file that is not there yet */
  constructor(readonly path: string) {
    this.file = openSync(path, 'wx+', 0o600);
  }

  /**
   * Appends a row.
   *
   * @throws Error where it can't be written, with what to do
   */
  append(row: object): void {
    const bytes = Buffer.from(`${JSON.stringify(row)}\n`);
    let written = 0;
    try {
      while (written < bytes.length) {
        written += writeSync(this.file, bytes, written, undefined, this.length + written);
      }
    } catch (error) {
      const why = (error as Error).message;
      throw new Error(`${this.path}: can't be written: ${why}; make room, or set TMPDIR`);
    }
    this.length += bytes.length;
  }

  /** Reads so many bytes at most from a place on. */
  read(from: number, most: number): Buffer {
    const bytes = Buffer.alloc(Math.min(most, this.length - from));
    return bytes.subarray(0, readSync(this.file, bytes, 0, bytes.length, from));
  }

  close(): void {
    closeSync(this.file);
  }
}

/** What a worker's file of rows holds from a place on, in parts. */
export function* rowParts(path: string, from: number): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (let at = from; ; ) {
      const part = Buffer.alloc(PART_BYTES);
      const length = readSync(file, part, 0, PART_BYTES, at);
      if (length === 0) return;
      at += length;
      yield part.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** So many requests are noted at once where they come fast: a note for each would cost too much. */
const AHEAD = 16;
const FAST_MS = 10;

/**
 * Notes which requests may have been sent, before they are: whoever looks at the note after this process was killed
 * sees each that was, and few that were not.
 */
export class SentNote {
  private readonly file: number;
  private noted = { warmup: 0, measured: 0 };
  private notedAt = Number.NEGATIVE_INFINITY;

  /** @param changed called with each new note */
  constructor(
    path: string,
    private readonly changed: () => void,
  ) {
    this.file = openSync(path, 'wx', 0o600);
  }

  /** The requests of each phase that may have been sent by now. */
  get mayBeSent(): SentByPhase {
    return { ...this.noted };
  }

  /** The nth request of a phase is about to be sent, counted from 0. */
  next(phase: Phase, nth: number): void {
    if (nth < this.noted[phase]) return;
    const now = performance.now();
    this.noted[phase] = nth + (now - this.notedAt < FAST_MS ? AHEAD : 1);
    this.notedAt = now;
    writeSync(this.file, JSON.stringify(this.noted), 0);
    this.changed();
  }

  close(): void {
    closeSync(this.file);
  }
}
