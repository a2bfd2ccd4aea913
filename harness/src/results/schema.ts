import * as z from 'zod/mini';
import { MEASURE_NAMES } from '../figures/measures';
import { REASONS } from '../request/row';

/** The version of the shape of `results.json`; a change that a reader can trip over raises it. */
export const RESULTS_VERSION = 1;

const maybe = z.nullable(z.number());
const count = z.int().check(z.gte(0));

const summary = z.object({
  count,
  mean: maybe,
  p50: maybe,
  p90: maybe,
  p95: maybe,
  p99: maybe,
  max: maybe,
});

/** How a run ended. */
export const runOutcome = z.enum(['running', 'done', 'failed', 'interrupted']);

/** How a run ended; `running` is in the files of one that still runs or was killed. */
export type RunOutcome = z.output<typeof runOutcome>;

const slo = z.object({
  ttftMs: z.optional(z.number()),
  tpotMs: z.optional(z.number()),
  e2eMs: z.optional(z.number()),
  good: z.number(),
});

const counts = z.object({
  attempts: count,
  successes: count,
  errors: count,
  good: z.nullable(count),
  unfinished: count,
  warmup: count,
  withoutUsage: count,
});

const figures = {
  counts,
  durationSeconds: maybe,
  requestThroughput: maybe,
  outputTokenThroughput: maybe,
  goodput: maybe,
  goodFraction: maybe,
  errorRate: maybe,
  promptTokens: z.nullable(count),
  outputTokens: z.nullable(count),
  errorsByReason: z.partialRecord(z.enum(REASONS), count),
  distributions: z.record(z.enum(MEASURE_NAMES as [string, ...string[]]), summary),
};

/** `results.json`: the figures of a run; times in milliseconds, rates per second. */
export const results = z.object({
  schemaVersion: z.literal(RESULTS_VERSION),
  run: z.string(),
  profile: z.string(),
  outcome: runOutcome,
  reason: z.nullable(z.string()),
  slo: z.nullable(z.extend(slo, { met: z.nullable(z.boolean()) })),
  ...figures,
  /** Requests that were due before the run's duration was over and never sent. */
  unsent: count,
  generator: z.nullable(
    z.object({
      eventLoopUtilization: z.number(),
      cpuSeconds: z.number(),
      residentBytes: count,
      stolenCpu: z.optional(z.number()),
      throttledSeconds: z.optional(z.number()),
    }),
  ),
  /** What a reader of the figures must know. */
  warnings: z.array(z.string()),
});

/** `run.json`: what was run, against what, and how it ended. */
export const runRecord = z.object({
  schemaVersion: z.literal(RESULTS_VERSION),
  id: z.string(),
  harness: z.string(),
  node: z.string(),
  settings: z.looseObject({
    profile: z.string(),
    concurrency: z.number(),
    rate: z.optional(z.number()),
    slo: z.optional(slo),
  }),
  target: z.nullable(
    z.object({
      url: z.string(),
      from: z.string(),
      model: z.string(),
      server: z.nullable(z.string()),
    }),
  ),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  outcome: runOutcome,
  reason: z.nullable(z.string()),
});

/** The content of `results.json`. */
export type Results = z.output<typeof results>;

/** The content of `run.json`. */
export type RunRecord = z.output<typeof runRecord>;
