import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { printable } from 'kvmini-contract/printable';
import type { BenchSettings } from '../settings/settings';

/** Bytes of a row without its gaps, of one gap, and of the other files of a run with its report. */
const ROW_BYTES = 250;
const GAP_BYTES = 8;
const OTHER_BYTES = 1024 * 1024;

/** What a run needs on the disk at least, and where each answer has all of its tokens. */
export interface Need {
  readonly least: number;
  readonly most: number;
}

/** What a run is going to write; `undefined` where nothing says how many requests it will have. */
export function needOf(settings: BenchSettings): Need | undefined {
  const { warmup, maxTokens, stream } = settings;
  const planned = plannedRequests(settings);
  if (planned === undefined) return undefined;
  const rows = planned + warmup;
  const gaps = stream ? maxTokens * GAP_BYTES : 0;
  return { least: OTHER_BYTES + rows * ROW_BYTES, most: OTHER_BYTES + rows * (ROW_BYTES + gaps) };
}

function plannedRequests({ requests, rate, durationMs }: BenchSettings): number | undefined {
  const atRate = rate !== undefined && durationMs !== undefined && (rate * durationMs) / 1000;
  const known = [requests, atRate].filter((each) => typeof each === 'number');
  return known.length > 0 ? Math.min(...known) : undefined;
}

/**
 * Holds what a run needs against what is free, and tells where it may not be enough.
 *
 * The run begins all the same: what it measures until the disk is full is kept, and a server may answer with less.
 *
 * @param outputDir it need not exist yet
 * @param free how many bytes are free at a path; `undefined` where the file system does not say it
 */
export function checkSpace(
  outputDir: string,
  settings: BenchSettings,
  note: (line: string) => void,
  free: (path: string) => number | undefined = freeBytes,
): void {
  const need = needOf(settings);
  const left = need && free(nearestFolder(outputDir));
  if (need === undefined || left === undefined || left >= need.most) return;
  const writes =
    left < need.least
      ? `the run writes at least ${inMegabytes(need.least)}`
      : `the run may write ${inMegabytes(need.most)}`;
  note(
    `${printable(outputDir)}: ${writes}, and ${inMegabytes(left)} are free: when the disk is full it ends, with what was measured; make room (kvmini prune) or name another place with --output-dir`,
  );
}

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Quotas are not seen here; a volume without a size, as S3 is mounted, says 0 of 0. */
function freeBytes(path: string): number | undefined {
  try {
    const { blocks, bavail, bsize } = statfsSync(path);
    return blocks > 0 ? bavail * bsize : undefined;
  } catch {
    return undefined;
  }
}

function nearestFolder(path: string): string {
  let folder = resolve(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
