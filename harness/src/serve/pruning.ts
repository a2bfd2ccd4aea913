import { setImmediate as breathe } from 'node:timers/promises';
import { ageMs } from 'kvmini-contract/age';
import { prune } from '../results/prune';
import { realFolder } from '../results/volume';
import type { Log } from './log';

const EVERY_MS = 3_600_000;

/** Which runs `serve` keeps, as `config.yaml` says it: 0 and an empty text say nothing. */
export interface KeptRuns {
  readonly keep: number;
  readonly olderThan: string;
}

/**
 * Removes old runs now and every hour, where a rule says which.
 *
 * @returns a function that stops it
 */
export function pruneByTheHour(
  volume: string,
  outputDir: string,
  { keep, olderThan }: KeptRuns,
  log: Log,
  odd: Log,
): () => void {
  if (keep === 0 && olderThan === '') return () => {};
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      const rule = { keep, olderThanMs: ageMs(olderThan), now: Date.now() };
      for (const { path, kept } of prune(realFolder(volume, outputDir), rule)) {
        if (kept === undefined) log(`${path}: removed, as benchmark.prune says`);
        else odd(`${path}: not removed: ${kept}`);
        await breathe();
      }
    } catch (error) {
      odd(`old runs can't be removed: ${(error as Error).message}`);
    } finally {
      looking = false;
    }
  };
  void look();
  const timer = setInterval(look, EVERY_MS).unref();
  return () => clearInterval(timer);
}
