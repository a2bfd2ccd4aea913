import * as z from 'zod/mini';
import { type MeasureName, measuresWith } from '../figures/measures';
import { REASONS } from '../request/row';

const seconds = z.optional(z.number());

/** The times of a request that are told: those of measures with a metric, in seconds. */
const times = Object.fromEntries(
  measuresWith(({ metric }) => metric).map(({ name }) => [name, seconds]),
) as Record<MeasureName, typeof seconds>;

/** A run tells that it has begun. */
const started = z.object({
  type: z.literal('started'),
  run: z.string(),
  profile: z.string(),
  model: z.string(),
  target: z.string(),
  /** Requests per second; 0 for a closed loop. */
  rate: z.number(),
  planned: z.object({ warmup: z.int(), measured: z.int() }),
});

/** A request has ended. */
const row = z.object({
  type: z.literal('row'),
  phase: z.enum(['warmup', 'measured']),
  outcome: z.enum(['success', 'error', 'unfinished']),
  reason: z.optional(z.enum(REASONS)),
  good: z.optional(z.boolean()),
  /** Tokens are absent where they are unknown. */
  promptTokens: z.optional(z.int()),
  outputTokens: z.optional(z.int()),
  ...times,
});

/** What changes all the time. */
const tick = z.object({
  type: z.literal('tick'),
  /** Requests sent since the run began. */
  sent: z.int(),
  utilization: z.number(),
  residentBytes: z.number(),
});

/** A run tells how it ended; its results are written. */
const finished = z.object({
  type: z.literal('finished'),
  outcome: z.enum(['done', 'failed', 'interrupted']),
});

/** What a run tells `kvmini serve`: one JSON object a line. */
export const liveEvent = z.discriminatedUnion('type', [started, row, tick, finished]);

/** What a run tells `kvmini serve`. */
export type LiveEvent = z.output<typeof liveEvent>;

/** What a run tells of a request that has ended. */
export type LiveRow = Extract<LiveEvent, { type: 'row' }>;

/** What `kvmini serve` says to a run that must end, since the pod does. */
export const STOP = 'stop\n';
