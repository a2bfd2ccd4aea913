import * as z from 'zod/mini';
import { PERCENTILE_NAMES, type Percentile } from '../figures/distribution';
import { MEASURE_NAMES, type MeasureName } from '../figures/measures';
import { RATE_NAMES, type RateName } from '../figures/totals';
import { FINISH_REASONS, REASONS } from '../request/row';
import { coldFigures } from './cold';
import { generatorHealth } from './generator';
import { count, maybe, maybePositive } from './numbers';
import { serverFigures } from './server';
import { serving } from './serving';
import { target } from './target';

/** The version of the shape of `results.json`; a change that a reader can trip over raises it. */
export const RESULTS_VERSION = 1;

const rate = z.exactOptional(maybePositive);

const summary = z.object({
  count,
  mean: maybe,
  ...(Object.fromEntries(PERCENTILE_NAMES.map((name) => [name, maybe])) as Record<
    Percentile,
    typeof maybe
  >),
  max: maybe,
});

/** How a run ended. */
export const runOutcome = z.enum(['running', 'done', 'failed', 'interrupted', 'broken_off']);

/**
 * How a run ended; `running` is in the file of one that still runs or was killed. Who reads that of a killed one gets
 * `broken_off`.
 */
export type RunOutcome = z.output<typeof runOutcome>;

/** How a run ends that can still say so itself. */
export type EndedOutcome = Exclude<RunOutcome, 'running' | 'broken_off'>;

/** An outcome as people read it. */
export const outcomeText = (outcome: RunOutcome): string => outcome.replace('_', ' ');

const slo = z.object({
  ttftMs: z.exactOptional(z.number()),
  tpotMs: z.exactOptional(z.number()),
  e2eMs: z.exactOptional(z.number()),
  good: z.number(),
});

const counts = z.object({
  attempts: count,
  successes: count,
  errors: count,
  good: z.nullable(count),
  unfinished: count,
  /** Absent in the results of a version that did not know it. */
  lost: z.exactOptional(count),
  warmup: count,
  withoutUsage: count,
  /** These are absent in the results of a version that did not know them. */
  tokenized: z.exactOptional(count),
  atOnce: z.exactOptional(count),
});

/** What is known of the first error with a reason. */
const firstError = z.object({
  status: z.exactOptional(z.number()),
  message: z.exactOptional(z.string()),
});

const figures = {
  counts,
  durationSeconds: maybePositive,
  /** A rate is absent in the results of a version that did not know it. */
  ...(Object.fromEntries(RATE_NAMES.map((name) => [name, rate])) as Record<RateName, typeof rate>),
  promptTokens: z.nullable(count),
  outputTokens: z.nullable(count),
  /** Of prompts, what the server's usage says to come from its cache; of answers, what was reasoning; absent where it says nothing. */
  cachedTokens: z.exactOptional(z.nullable(count)),
  reasoningTokens: z.exactOptional(z.nullable(count)),
  chunks: z.exactOptional(count),
  /** Attempts by the address of the target to which they went; those of more than 32 addresses are "others". */
  addresses: z.exactOptional(
    z.array(z.object({ address: z.string(), requests: count, errors: count })),
  ),
  /** Attempts by the worker that sent them; absent in a run of one. */
  workers: z.exactOptional(
    z.array(z.object({ worker: count, requests: count, errors: count, delay: summary })),
  ),
  errorsByReason: z.partialRecord(z.enum(REASONS), count),
  firstErrors: z.exactOptional(z.partialRecord(z.enum(REASONS), firstError)),
  finishReasons: z.exactOptional(z.partialRecord(z.enum(FINISH_REASONS), count)),
  /** A measure is absent in the results of a version that did not know it. */
  distributions: z.partialRecord(z.enum(MEASURE_NAMES as [MeasureName, ...MeasureName[]]), summary),
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
  /** Requests that were sent late, since as many as may be were under way; absent where that is not known. */
  heldBack: z.exactOptional(count),
  generator: z.nullable(generatorHealth),
  /** What the replicas cost, by `--price` or the value `benchmark.prices`; absent where that is not known. */
  cost: z.exactOptional(
    z.object({
      /** Of GPUs of several products, the mean. */
      perGpuHour: z.number(),
      gpus: count,
      perHour: z.number(),
      /** Which they are, where the table says what each costs. */
      products: z.exactOptional(
        z.array(z.object({ product: z.string(), gpus: count, perGpuHour: z.number() })),
      ),
    }),
  ),
  /** What the replicas' GPUs took during the run, by a Prometheus; absent where that is not known. */
  energy: z.exactOptional(
    z.object({
      wattHours: z.number(),
      gpus: count,
      /** Between the scrapes of their power. */
      everySeconds: z.number(),
    }),
  ),
  /** Starts from zero, taken apart; only of `kvmini cold`. */
  cold: z.exactOptional(coldFigures),
  /** What the server counted itself; absent where it was not asked. */
  server: z.exactOptional(serverFigures),
  /** What a reader of the figures must know. */
  warnings: z.array(z.string()),
});

/** One container of the target at one time, as a row of `resources.jsonl` holds it. */
export interface ResourceRow {
  /** Monotonic milliseconds since the run began. */
  readonly atMs: number;
  readonly pod: string;
  readonly container: string;
  readonly cpuCores: number;
  readonly memoryBytes: number;
}

/** What a tokenizer counted of one measured request, as a row of `tokens.jsonl` holds it. */
export interface CountedTokens {
  readonly index: number;
  readonly outputTokens: number;
}

/** What tells the process of a run from all others, so that a reader sees whether it is still there. */
const runProcess = z.object({
  pid: z.int(),
  /** When it started, in clock ticks since the machine did. */
  startTicks: z.number(),
  bootId: z.string(),
  /** Its container: pids count within one. */
  pidNamespace: z.string(),
});

/** What tells the process of a run from all others. */
export type RunProcess = z.output<typeof runProcess>;

/** What the load generator ran on. */
const machine = z.object({ cpu: z.string(), cores: count, memoryBytes: count });

/** What a run was held against by `--baseline`. */
const baseline = z.object({
  /** As it was asked for. */
  asked: z.string(),
  /** The run that it was; null where there was none yet. */
  run: z.nullable(z.string()),
  /** How much worse a figure may be, as a fraction. */
  maxRegression: z.number(),
  /** Figures that are surely worse by more. */
  worse: z.array(z.string()),
});

/** What a run was held against by `--baseline`. */
export type RecordedBaseline = z.output<typeof baseline>;

/** `run.json`: what was run, against what, and how it ended. */
export const runRecord = z.object({
  schemaVersion: z.literal(RESULTS_VERSION),
  id: z.string(),
  harness: z.string(),
  node: z.string(),
  /** What the load generator ran on; absent in the record of a version that did not know it. */
  machine: z.exactOptional(machine),
  settings: z.looseObject({
    profile: z.string(),
    concurrency: z.number(),
    rate: z.optional(z.number()),
    slo: z.exactOptional(slo),
  }),
  target: z.nullable(target),
  /** What served the requests; absent where load was never sent, and in the record of a version that did not know it. */
  serving: z.exactOptional(serving),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  outcome: runOutcome,
  reason: z.nullable(z.string()),
  /** Where several workers sent the load. */
  workers: z.exactOptional(
    z.object({
      count,
      /** By how many milliseconds times of workers may be off those of the coordinator at most; null where nobody knows. */
      clockBoundMs: maybe,
    }),
  ),
  /** What the program ended with, once it has: 0 is a run that may be a baseline. */
  exitCode: z.exactOptional(count),
  /** What it was held against, where that was asked for. */
  baseline: z.exactOptional(baseline),
  /** Absent where the system does not tell of processes. */
  process: z.exactOptional(runProcess),
});

/** The content of `results.json`. */
export type Results = z.output<typeof results>;

/** The content of `run.json`. */
export type RunRecord = z.output<typeof runRecord>;
