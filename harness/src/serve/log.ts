import { closeSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import { realFolder } from '../results/volume';
import { openToAppend } from '../results/write';

const MOST_BYTES = 10 * 1024 * 1024;
const LONGEST_LINE = 4_000;
const MOST_NOTICED = 1_000;

/** Writes a line with its time to stdout and, where it can, to a file. */
export type Log = (message: string) => void;

/**
 * Opens the log of `kvmini serve`: stdout, and `logs/kvmini.log` on the volume, of which one older file of 10 MiB is
 * kept.
 *
 * A message is one line, whatever is in it. A reader of stdout that is gone ends nothing.
 */
export function openLog(data: string): Log {
  let complained = false;
  process.stdout.on('error', () => {});
  return (message) => {
    const line = `${new Date().toISOString()} ${printable(message, LONGEST_LINE)}\n`;
    process.stdout.write(line);
    try {
      append(join(realFolder(data, join(data, 'logs')), 'kvmini.log'), line);
      complained = false;
    } catch (error) {
      if (!complained)
        process.stdout.write(`The log file can't be written: ${(error as Error).message}\n`);
      complained = true;
    }
  };
}

function append(path: string, line: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MOST_BYTES) renameSync(path, `${path}.1`);
  const file = openToAppend(path);
  try {
    writeSync(file, line);
  } finally {
    closeSync(file);
  }
}

/** An error with its stack as one line. */
export function inOneLine(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split(/\s*\n\s*/).join(' | ');
}

/** Logs each different message once: what is odd on a volume is met at every look. */
export function logOnce(log: Log): Log {
  const noticed = new Set<string>();
  return (message) => {
    if (noticed.has(message)) return;
    if (noticed.size >= MOST_NOTICED) noticed.clear();
    noticed.add(message);
    log(message);
  };
}
