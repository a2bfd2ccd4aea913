import { type KeptRuns, keepsAll } from 'kvmini-contract/kept-runs';
import { removeOldRuns } from '../results/kept-runs';
import type { Log } from './log';

const EVERY_MS = 3_600_000;

/**
 * Removes old runs now and every hour, where a rule says which.
 *
 * @returns a function that stops it
 */
export function pruneByTheHour(
  volume: string,
  outputDir: string,
  kept: KeptRuns,
  log: Log,
  odd: Log,
): () => void {
  if (keepsAll(kept)) return () => {};
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    await removeOldRuns(volume, outputDir, kept, { removed: log, odd }).finally(() => {
      looking = false;
    });
  };
  void look();
  const timer = setInterval(look, EVERY_MS).unref();
  return () => clearInterval(timer);
}
