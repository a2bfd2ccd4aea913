import * as z from 'zod/mini';
import { defaultValues } from '../values/defaults';
import type { KvminiValues } from '../values/kvmini-values';
import { DURATION } from './duration';

/**
 * `config.yaml`: what the chart tells the harness in the pod.
 *
 * The chart writes it and the harness reads it through this one schema.
 */
export const harnessConfig = z.strictObject({
  benchmark: z.strictObject({
    defaultProfile: z.string(),
    outputDir: z.string(),
    timeout: z.string().check(z.regex(DURATION)),
    retries: z.int().check(z.gte(0)),
  }),
  monitoring: z.strictObject({
    enabled: z.boolean(),
    resources: z.strictObject({ enabled: z.boolean() }),
  }),
});

/** The settings in `config.yaml`. */
export type HarnessConfig = z.output<typeof harnessConfig>;

/** What the chart's values say to the harness. */
export function configOf({ benchmark, monitoring }: KvminiValues): HarnessConfig {
  const { profiles: _inFilesOfTheirOwn, ...settings } = benchmark;
  const { enabled, resources } = monitoring;
  return { benchmark: settings, monitoring: { enabled, resources } };
}

/** The settings of a harness that nobody configured: the chart's defaults. */
export function harnessDefaults(): HarnessConfig {
  return configOf(defaultValues() as unknown as KvminiValues);
}
