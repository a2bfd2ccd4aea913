import { setImmediate as breathe } from 'node:timers/promises';
import { ageMs } from 'kvmini-contract/age';
import type { KeptRuns } from 'kvmini-contract/kept-runs';
import { prune } from './prune';
import { realFolder } from './volume';

/** Told of each run that is removed, and of what was not. */
export interface RemovalLog {
  readonly removed: (line: string) => void;
  readonly odd: (line: string) => void;
}

/** Removes the runs below a folder of the volume that need not be kept; what goes wrong is told, and ends nothing else. */
export async function removeOldRuns(
  volume: string,
  outputDir: string,
  { keep, olderThan }: KeptRuns,
  log: RemovalLog,
): Promise<void> {
  try {
    const rule = { keep, olderThanMs: ageMs(olderThan), now: Date.now() };
    for (const { path, kept } of prune(realFolder(volume, outputDir), rule)) {
      if (kept === undefined) log.removed(`${path}: removed, as benchmark.prune says`);
      else log.odd(`${path}: not removed: ${kept}`);
      await breathe();
    }
  } catch (error) {
    log.odd(`old runs can't be removed: ${(error as Error).message}`);
  }
}
