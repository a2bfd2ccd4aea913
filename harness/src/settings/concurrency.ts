import { totalmem } from 'node:os';
import type { Layer } from './layer';
import { type OpenFiles, openFiles } from './open-files';

/** Settings of one source, and what that source is called. */
export type Source = readonly [origin: string, layer: Layer];

/** A request under way takes a third of this; its share of a garbage collection is in it. */
const BYTES_OF_REQUEST = 128 * 1024;
const OF_MEMORY = 0.5;

/** What the machine has room for. */
export interface Room {
  readonly files: OpenFiles | undefined;
  readonly memoryBytes: number;
}

/** The room of this process: a container's limit of memory, where it has one. */
export function findRoom(): Room {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  return { files: openFiles(), memoryBytes: Math.min(totalmem(), limit) };
}

/**
 * Leaves out the concurrency of sources that speak of another load: at a rate, the requests in flight follow from it,
 * and a cap is one only where a flag, a variable or the very profile that gives the rate says so.
 */
export function withoutForeignCaps(sources: readonly Source[]): Source[] {
  const paced = sources.find(([, layer]) => layer.rate !== undefined)?.[0];
  if (paced === undefined) return [...sources];
  return sources.map(([origin, layer]): Source => {
    if (origin === paced || origin === 'flag' || origin === 'environment') return [origin, layer];
    const { concurrency: _, ...rest } = layer;
    return [origin, rest];
  });
}

/** The cap of a rate that nobody capped: as many requests as the machine, and all workers, can have in flight. */
export function capOf(
  { files, memoryBytes }: Room,
  workers = 1,
): { concurrency: number; origin: string } {
  const inMemory = Math.max(1, Math.floor((memoryBytes * OF_MEMORY) / BYTES_OF_REQUEST));
  const inFiles = files && files.room * workers;
  if (files === undefined || inFiles === undefined || inMemory < inFiles) {
    const mebibytes = Math.floor(memoryBytes / 2 ** 20);
    return { concurrency: inMemory, origin: `no cap but the memory of ${mebibytes} MiB` };
  }
  const each = workers === 1 ? '' : ` of each of ${workers} workers`;
  return {
    concurrency: inFiles,
    origin: `no cap but the open-files limit of ${files.limit}${each}`,
  };
}

/** Says what to do where the open-files limit has no room for so many requests in flight, shared out to workers. */
export function tooManyForFiles(
  concurrency: number,
  files: OpenFiles | undefined,
  workers = 1,
): string | undefined {
  const share = Math.ceil(concurrency / workers);
  if (files === undefined || share <= files.room) return undefined;
  const of = workers === 1 ? '' : ` of each of ${workers} workers`;
  return `--concurrency ${concurrency}: the open-files limit of ${files.limit}${of} has room for ${files.room} connections; raise it (ulimit -n ${share + files.limit - files.room}, or the container runtime's limit), or lower --concurrency`;
}
