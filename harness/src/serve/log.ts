import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST_BYTES = 10 * 1024 * 1024;

/** Writes a line with its time to stdout and, where it can, to a file. */
export type Log = (message: string) => void;

/**
 * Opens the log of `kvmini serve`: stdout, and `kvmini.log` in a folder, of which one older file of
 * 10 MiB is kept.
 */
export function openLog(folder: string): Log {
  const path = join(folder, 'kvmini.log');
  let complained = false;
  return (message) => {
    const line = `${new Date().toISOString()} ${message}\n`;
    process.stdout.write(line);
    try {
      rotate(path);
      appendFileSync(path, line);
      complained = false;
    } catch (error) {
      if (!complained)
        process.stdout.write(`The log file can't be written: ${(error as Error).message}\n`);
      complained = true;
    }
  };
}

function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) renameSync(path, `${path}.1`);
}
