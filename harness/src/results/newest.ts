import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { RUN_NAME } from 'kvmini-contract/runs';
import { newestFirst } from './run-name';

const AT_ONCE = 256;

/** The newest runs of a folder, and how many there are in all. */
export interface Newest {
  /** Newest first. */
  readonly names: readonly string[];
  readonly total: number;
  /** Names of a run's form that are no folders. */
  readonly odd: readonly string[];
}

/**
 * Finds the newest runs, without holding the names of all and without keeping other work waiting.
 *
 * @param outputDir its real path
 * @param most how many are wanted
 */
export async function newestRuns(outputDir: string, most: number): Promise<Newest> {
  const names: string[] = [];
  const odd: string[] = [];
  let total = 0;
  for await (const entry of await opendir(outputDir, { bufferSize: AT_ONCE })) {
    if (!RUN_NAME.test(entry.name)) continue;
    if (!entry.isDirectory()) {
      if (odd.length < most) odd.push(entry.name);
      continue;
    }
    total++;
    keep(names, entry, most);
  }
  return { names: names.sort(newestFirst).slice(0, most), total, odd };
}

/** Of many, the older half is dropped now and then. */
function keep(names: string[], { name }: Dirent, most: number): void {
  names.push(name);
  if (names.length >= 2 * most) names.sort(newestFirst).splice(most);
}
