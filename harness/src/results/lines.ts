import { createReadStream } from 'node:fs';
import { printable } from 'kvmini-contract/printable';
import { RunError } from '../errors';
import { openRegular } from './volume';

/** A row of a streamed answer of 500,000 chunks has 5 MB. */
const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;

/**
 * Reads the lines of a file of the shared volume, one after the other and each within 16 MiB.
 *
 * @throws RunError where a line is longer
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const stream = createReadStream('', { fd: opened(path), highWaterMark: 256 * 1024 });
  let begun: Buffer[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      yield lineOf(begun, chunk.subarray(from, end));
      [begun, length, from] = [[], 0, end + 1];
      number++;
    }
    begun.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE) {
      const most = `${LONGEST_LINE / 2 ** 20} MiB`;
      throw new RunError(`${printable(path)}:${number}: expected a line of at most ${most}`);
    }
  }
  if (length > 0) yield lineOf(begun, Buffer.alloc(0));
}

function opened(path: string): number {
  try {
    return openRegular(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** Says what could not be read, and why. */
export function cannotRead(path: string, error: unknown): RunError {
  if (error instanceof RunError) return error;
  return new RunError(`${printable(path)}: can't be read: ${printable((error as Error).message)}`);
}

const lineOf = (begun: readonly Buffer[], rest: Buffer): string =>
  begun.length === 0 ? rest.toString('utf8') : Buffer.concat([...begun, rest]).toString('utf8');
