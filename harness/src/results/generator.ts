import * as z from 'zod/mini';
import { count, maybe } from './numbers';

/** How busy a process was. */
const busy = {
  /** Fraction of the time in which its one thread was busy, from 0 to 1. */
  eventLoopUtilization: z.number(),
  cpuSeconds: z.number(),
  residentBytes: count,
};

/** What kept a process from its work. */
const kept = {
  /** Fraction of the machine's CPU time that its host gave to others, from 0 to 1: "steal" on a virtual machine. */
  stolenCpu: z.exactOptional(z.number()),
  /** Seconds for which the container had used up its CPU limit, summed over cores. */
  throttledSeconds: z.exactOptional(z.number()),
  /** Fraction of the load's time in which its thread was ready to run and had no CPU, from 0 to 1. */
  runQueueWait: z.exactOptional(z.number()),
  /** The same in seconds. */
  runQueueWaitSeconds: z.exactOptional(z.number()),
};

/** One worker of several: its share of the load, and how it fared. */
const workerHealth = z.object({
  worker: count,
  /** Requests of its share; null where a duration ends the load. */
  requests: z.nullable(count),
  /** Requests that it may have under way at once. */
  concurrency: count,
  unsent: count,
  heldBack: count,
  /** Requests that it sent, or may have, and that have no row, as it was lost. */
  lost: count,
  /** Which they are: between both ends every index of its share. */
  lostIndexes: z.exactOptional(z.array(z.object({ from: count, to: count }))),
  /** How long after the moment that was named its measured load began; null where it did not. */
  startDelayMs: maybe,
  /** By how many milliseconds its times may be off those of the coordinator; null where nobody knows. */
  clockBoundMs: maybe,
  /** By how many milliseconds its clock has drifted for sure. */
  clockDriftMs: maybe,
  /** How busy it was; absent of a worker that was lost. */
  eventLoopUtilization: z.exactOptional(z.number()),
  cpuSeconds: z.exactOptional(z.number()),
  residentBytes: z.exactOptional(count),
  ...kept,
});

/** One worker of several: its share of the load, and how it fared. */
export type WorkerHealth = z.output<typeof workerHealth>;

/** How busy the load generator itself was, and what kept it from its work; of several workers, the worst. */
export const generatorHealth = z.object({
  ...busy,
  ...kept,
  /** Between the first and the last worker's begin, in milliseconds; this and what follows is absent in a run of one. */
  startSpreadMs: z.exactOptional(z.number()),
  /** By how many milliseconds times of two workers may be off those of the coordinator at most. */
  clockBoundMs: z.exactOptional(z.number()),
  /** The process that takes the workers' rows, and sends no load. */
  coordinator: z.exactOptional(z.object(busy)),
  workers: z.exactOptional(z.array(workerHealth)),
});

/** How busy the load generator itself was, and what kept it from its work. */
export type GeneratorHealth = z.output<typeof generatorHealth>;
