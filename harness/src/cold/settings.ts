import type { BenchSettings } from '../settings/settings';

/** What decides `kvmini cold`, beside the settings that it has in common with a run. */
export interface ColdOptions {
  /** Starts from zero. */
  readonly rounds: number;
  /** Milliseconds at zero before each start. */
  readonly intervalMs: number;
}

/** The settings of a run as those of starts from zero: one request each, and none before. */
export function coldSettings(
  { rate: _, durationMs: __, slo: ___, pods: ____, ...settings }: BenchSettings,
  { rounds }: ColdOptions,
): BenchSettings {
  const { timeoutMs, requestTimeoutMs } = settings;
  return {
    ...settings,
    ...{ profile: 'cold', requests: rounds, concurrency: 1, warmup: 0, workers: 1 },
    ...{ serverMetrics: false, resources: false },
    // A request that is held until the target is up may take as long as the start does.
    requestTimeoutMs: Math.max(timeoutMs, requestTimeoutMs),
  };
}
