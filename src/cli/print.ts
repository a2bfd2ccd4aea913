import { writeSync } from 'node:fs';

const STANDARD_OUTPUT = 1;

type WriteError = NodeJS.ErrnoException;

/**
 * Writes to standard output: directly, since `process.stdout` loads Node's network code where it is a pipe.
 *
 * A reader of the pipe that has seen enough, such as `… | head`, closes it: what is left is then dropped.
 *
 * @throws Error of the system, such as ENOSPC
 */
export function print(text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(STANDARD_OUTPUT, bytes, written);
  } catch (error) {
    const { code } = error as WriteError;
    if (code === 'EAGAIN') printLater(bytes.subarray(written));
    else if (code !== 'EPIPE') throw error;
  }
}

/** A pipe that is full and does not block has to be waited for. */
function printLater(bytes: Uint8Array): void {
  process.stdout.on('error', (error: WriteError) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.stdout.write(bytes);
}
