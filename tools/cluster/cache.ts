import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Outside the checkout: what takes a quarter of an hour to make is there in the next clone, too. */
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-kvmini');

/** The folder of what is made from some inputs; another one where any of them changes. */
export function cachedFolder(name: string, inputs: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(createHash('sha256').update(input).digest());
  return join(CACHE, `${name}-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * Makes what a folder shall hold, unless it is there: beside it, then renamed, so that it is whole or not there.
 *
 * @param make writes into the folder that it is given
 */
export function makeOnce(folder: string, make: (work: string) => void): void {
  if (existsSync(folder)) return;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  try {
    make(work);
    renameUnlessThere(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Removes all but the newest of what was made under a name: it would grow with every change of the sources. */
export function keepNewest(name: string, count: number): void {
  const folders = readdirSync(CACHE)
    .filter((each) => new RegExp(`^${name}-[0-9a-f]{16}$`).test(each))
    .map((each) => join(CACHE, each))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of folders.slice(count)) rmSync(folder, { recursive: true, force: true });
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
