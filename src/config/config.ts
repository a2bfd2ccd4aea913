import type { HarnessConfig } from 'kvmini-contract/config';
import type { KvminiValues } from '../values/kvmini-values';

/** What the chart's values say to the harness. */
export function configOf({ benchmark, monitoring }: KvminiValues): HarnessConfig {
  const { profiles: _inFilesOfTheirOwn, ...settings } = benchmark;
  const { enabled, resources } = monitoring;
  return { benchmark: settings, monitoring: { enabled, resources } };
}
