import * as z from 'zod/mini';
import { type MeasureName, measuresWith } from '../figures/measures';
import { MOST_COUNTED, REASONS } from '../request/row';

/** A time, or what is told of a machine: finite, since JSON has no other numbers. */
const amount = z.number().check(z.gte(0));
const seconds = z.optional(amount);
/** What is summed over a run. */
const total = z.int().check(z.gte(0));
/** A count of one request: sums of four million of them are exact. */
const tokens = z.optional(z.int().check(z.gte(0), z.lte(MOST_COUNTED)));

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
  rate: amount,
  planned: z.object({ warmup: total, measured: total }),
});

/** A request has ended. */
const row = z.object({
  type: z.literal('row'),
  phase: z.enum(['warmup', 'measured']),
  outcome: z.enum(['success', 'error', 'unfinished']),
  reason: z.optional(z.enum(REASONS)),
  good: z.optional(z.boolean()),
  /** Tokens are absent where they are unknown. */
  promptTokens: tokens,
  outputTokens: tokens,
  ...times,
});

/** What changes all the time. */
const tick = z.object({
  type: z.literal('tick'),
  /** Requests sent since the run began. */
  sent: total,
  utilization: amount,
  residentBytes: amount,
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
