import { milliseconds } from 'kvmini-contract/duration';
import type { Profile } from 'kvmini-contract/profile';
import type { CompleteLayer } from './layer';

/** Limits that a good request meets, in milliseconds. */
export interface Slo {
  readonly ttftMs?: number;
  readonly tpotMs?: number;
  readonly e2eMs?: number;
  /** The least fraction of attempts that must be good for the run to meet its SLO. */
  readonly good: number;
}

/** Whether connections are used for several requests: where they are known to be open, always, or never. */
export type ConnectionReuse = 'auto' | 'always' | 'never';

/** The settings that are converted: durations to milliseconds. */
type Converted =
  | 'duration'
  | 'timeout'
  | 'requestTimeout'
  | 'slo'
  | 'waitReady'
  | 'workers'
  | 'pods';

/** The settings that every run has. */
type RequiredKey = {
  [Key in keyof CompleteLayer]-?: undefined extends CompleteLayer[Key] ? never : Key;
}[keyof CompleteLayer];

/** What is known of a run beside the fields that flags and profiles can give. */
export interface RunFacts {
  /** Name of the profile that the load is from. */
  readonly profile: string;
  /** Where the model is from, as the chart says; told in `run.json`, used for nothing. */
  readonly modelUri?: string;
  /** What a GPU costs for an hour, by product, where `--price` does not say it of all. */
  readonly prices?: Readonly<Record<string, number>>;
  /** Whether the target's pods are sampled during the run. */
  readonly resources: boolean;
  /** What the concurrency is where nobody gave it: the limit of the machine that it is. */
  readonly concurrencyFrom?: string;
  /** Processes that send the load. */
  readonly workers: number;
  /** The same number where each of them is a pod; absent where they are processes. */
  readonly pods?: number;
}

/** Everything that decides a run, as resolved from flags, profile, environment and defaults. */
export type BenchSettings = Readonly<Omit<CompleteLayer, Converted>> &
  RunFacts & {
    readonly durationMs?: number;
    readonly timeoutMs: number;
    readonly requestTimeoutMs: number;
    readonly waitReadyMs: number;
    readonly slo?: Slo;
  };

/** What a run has that neither the chart's `config.yaml` gives nor chance, as it does the seed. */
type Defaulted = Exclude<
  RequiredKey,
  'seed' | 'outputDir' | 'timeout' | 'retries' | 'serverMetrics'
>;

/** How a run is where nothing says otherwise; the chart's own defaults are in `CONFIG_DEFAULTS`. */
export const DEFAULTS: Pick<CompleteLayer, Defaulted> = {
  concurrency: 10,
  pattern: 'steady',
  burstiness: 1,
  warmup: 0,
  maxTokens: 64,
  promptTokens: 128,
  stream: true,
  endpoint: 'chat',
  requestTimeout: '5m',
  insecure: false,
  maxErrorRate: 0.5,
  waitReady: '5m',
  wait: true,
  connectionReuse: 'auto',
  workers: 1,
};

/** What ends a run where neither requests nor a duration are given. */
export const DEFAULT_REQUESTS = 100;

/** The settings of a run, with its times in milliseconds. */
export function benchSettings(fields: CompleteLayer, facts: RunFacts): BenchSettings {
  const { duration, timeout, requestTimeout, waitReady, slo, ...others } = fields;
  const { workers: _, pods: __, ...same } = others;
  return {
    ...facts,
    ...same,
    ...(duration !== undefined && { durationMs: milliseconds(duration) }),
    timeoutMs: milliseconds(timeout),
    requestTimeoutMs: milliseconds(requestTimeout),
    waitReadyMs: milliseconds(waitReady),
    ...(slo !== undefined && { slo: sloOf(slo) }),
  };
}

function sloOf({ ttft, tpot, e2e, good = 1 }: NonNullable<Profile['slo']>): Slo {
  return {
    ...(ttft !== undefined && { ttftMs: milliseconds(ttft) }),
    ...(tpot !== undefined && { tpotMs: milliseconds(tpot) }),
    ...(e2e !== undefined && { e2eMs: milliseconds(e2e) }),
    good,
  };
}
