import { defaultValues } from '../values/defaults';
import type { KvminiValues } from '../values/kvmini-values';
import type { HarnessConfig } from './config-schema';

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
