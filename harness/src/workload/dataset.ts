import { constants, createReadStream, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { printable } from 'kvmini-contract/printable';
import { UsageError } from '../errors';
import { type Line, LineCutter } from './lines';
import type { Prompt, Prompts } from './prompts';
import { partsOf } from './reread';
import { readRow } from './row';

/** Prompts of a file up to this size are kept in memory; those of a larger one are read again as they are sent. */
const KEPT_BYTES = 16 * 2 ** 20;
const GZIP = Buffer.from([0x1f, 0x8b]);

/**
 * Opens a JSONL file of prompts, plain or compressed with gzip, and checks every line of it.
 *
 * They are handed out in order, over and over.
 *
 * @param chat whether messages can be sent
 * @param signal breaks off the check
 * @throws UsageError where the file can't be read or a line is no prompt, with its number
 */
export async function openDataset(
  path: string,
  chat: boolean,
  signal?: AbortSignal,
): Promise<Prompts> {
  const file = printable(path, 1_000);
  try {
    const packed = await isPacked(path, file);
    const { count, kept } = await check(path, { file, packed, chat, signal });
    if (count === 0) throw new UsageError(`${file}: holds no prompt; give it at least one`);
    return kept ? inTurn(kept) : readAgain(path, { file, packed, chat });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UsageError) throw error;
    throw new UsageError(`dataset ${file}: can't be read: ${(error as Error).message}`);
  }
}

interface Opened {
  readonly file: string;
  readonly packed: boolean;
  readonly chat: boolean;
}

/** Looks at what a file begins with, once it is sure to be one: a device may have no end. */
async function isPacked(path: string, file: string): Promise<boolean> {
  // Without O_NONBLOCK, opening a named pipe waits for somebody to write to it.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (!found.isFile()) {
      throw new UsageError(
        `dataset ${file}: expected a regular file, found ${kindOf(found)}; it is read more than once`,
      );
    }
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP.length), 0, GZIP.length, 0);
    return bytesRead === GZIP.length && buffer.equals(GZIP);
  } finally {
    await handle.close();
  }
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return 'a folder';
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}

interface Checked {
  readonly count: number;
  /** All prompts, where they are few. */
  readonly kept: readonly Prompt[] | undefined;
}

async function check(
  path: string,
  { file, packed, chat, signal }: Opened & { readonly signal: AbortSignal | undefined },
): Promise<Checked> {
  const cutter = new LineCutter(file);
  let kept: Prompt[] | undefined = [];
  let [count, bytes] = [0, 0];
  const take = (lines: ReturnType<LineCutter['end']>) => {
    for (const line of lines) {
      const prompt = readRow(line, chat);
      count++;
      bytes += line.text.length;
      if (bytes > KEPT_BYTES) kept = undefined;
      else kept?.push(prompt);
    }
  };
  for await (const part of contentOf(path, packed)) {
    signal?.throwIfAborted();
    take(cutter.cut(part as Buffer));
  }
  take(cutter.end());
  return { count, kept };
}

function contentOf(path: string, packed: boolean): AsyncIterable<unknown> {
  const raw = createReadStream(path);
  // An error of either ends both, and the loop over them with it.
  return packed ? pipeline(raw, createGunzip(), () => {}) : raw;
}

function inTurn(prompts: readonly Prompt[]): Prompts {
  let place = 0;
  const next = () => prompts[place++ % prompts.length] ?? '';
  const skip = (count: number) => {
    place += count;
  };
  return Object.assign(next, { skip });
}

/** Reads on for each prompt, and from the beginning after the last; a line that is passed over is not understood. */
function readAgain(path: string, opened: Opened): Prompts {
  let lines = linesOf(path, opened);
  const line = (): Line => {
    const { value } = lines.next();
    if (value !== undefined) return value;
    lines = linesOf(path, opened);
    const first = lines.next().value;
    if (first !== undefined) return first;
    throw new UsageError(`dataset ${opened.file}: has lost its prompts since the run began`);
  };
  const skip = (count: number) => {
    for (let i = 0; i < count; i++) line();
  };
  return Object.assign(() => readRow(line(), opened.chat), { skip });
}

function* linesOf(path: string, { file, packed }: Opened): Generator<Line, undefined> {
  const cutter = new LineCutter(file);
  for (const part of partsOf(path, packed)) yield* cutter.cut(part);
  yield* cutter.end();
  return undefined;
}
