import { printable } from 'kvmini-contract/printable';
import type { Dispatcher } from 'undici';

/** So much of an answer is read at most: lists of models and objects of the Kubernetes API are far smaller. */
const MOST_BYTES = 4 * 2 ** 20;

/** So long may a whole answer take, from connecting to its last byte. */
export const ANSWER_WITHIN_MS = 10_000;

/** An answer that is longer than any honest one. */
export class TooLarge extends Error {
  constructor() {
    super(`the answer is longer than ${MOST_BYTES / 2 ** 20} MiB`);
  }
}

/** An answer that was not whole in time. */
export class TooSlow extends Error {
  constructor() {
    super(`the answer was not whole within ${ANSWER_WITHIN_MS / 1000} s`);
  }
}

/** An answer that is compressed, though nobody asked for that. */
export class Compressed extends Error {
  /** @param encoding as the answer says */
  constructor(encoding: string) {
    const shown = printable(encoding, 40);
    super(`the answer is compressed (content encoding ${shown}), though that was not asked for`);
  }
}

/**
 * Reads the whole of an answer.
 *
 * @returns nothing of a failure that is compressed: its status says enough
 * @throws TooLarge as soon as it is; the connection is closed
 * @throws Compressed where it is a success
 */
export async function readAnswer(answer: Dispatcher.ResponseData): Promise<string> {
  const { body, headers, statusCode } = answer;
  const encoding = `${headers['content-encoding'] || 'identity'}`;
  if (encoding !== 'identity') {
    await body.dump();
    if (statusCode >= 300) return '';
    throw new Compressed(encoding);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    // Leaving the loop closes the connection.
    if (size > MOST_BYTES) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Does something with a signal that ends it after {@link ANSWER_WITHIN_MS}, or with another one.
 *
 * @throws TooSlow where the time was up
 */
export async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new TooSlow()), ANSWER_WITHIN_MS);
  try {
    return await work(outer ? AbortSignal.any([outer, late.signal]) : late.signal);
  } catch (error) {
    throw late.signal.aborted && !outer?.aborted ? late.signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}
