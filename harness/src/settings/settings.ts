import type { Slo } from '../figures/slo';
import type { Endpoint } from '../request/client';
import type { Pattern } from '../workload/arrivals';

/** Everything that decides a run, as resolved from flags, profile, environment and defaults. */
export interface BenchSettings {
  /** Name of the profile that the load is from. */
  readonly profile: string;
  readonly namespace?: string;
  readonly service?: string;
  readonly url?: string;
  readonly model?: string;
  /** Where the model is from, as the chart says; told in `run.json`, used for nothing. */
  readonly modelUri?: string;
  readonly requests?: number;
  readonly durationMs?: number;
  readonly concurrency: number;
  /** Requests per second; without it the loop is closed. */
  readonly rate?: number;
  readonly pattern: Pattern;
  readonly burstiness: number;
  readonly warmup: number;
  readonly maxTokens: number;
  readonly promptTokens: number;
  readonly dataset?: string;
  readonly stream: boolean;
  readonly endpoint: Endpoint;
  readonly requestTimeoutMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly seed: number;
  readonly slo?: Slo;
  /** Name of the environment variable that holds the key; the key itself is nowhere. */
  readonly apiKeyEnv?: string;
  readonly insecure: boolean;
  readonly outputDir: string;
  /** Whether the target's pods are sampled during the run. */
  readonly resources: boolean;
}
