import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../../tools/cluster/cache';

const TRUTH = join(CACHE, 'truth');

/** A folder of the cache, made where it is not there: environments of the tools, and the runs. */
export function cached(...parts: readonly string[]): string {
  const folder = join(TRUTH, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A short name for some text: another one where any of it changes. */
export const keyOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
