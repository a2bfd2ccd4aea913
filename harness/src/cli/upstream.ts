import { Option } from 'commander';
import { UsageError } from '../errors';

/** Flags of kserve-vllm-mini's bench.sh that this program has not, with what to use instead. Their values, which may be keys, are never shown. */
const INSTEAD: Readonly<Record<string, string>> = {
  '--api-key <key>':
    'a key on the command line can be read by others; put it into an environment variable and name that with --api-key-env',
  '--run-dir <dir>': 'use --output-dir; each run gets a folder of its own in it',
  '--prom-url <url>':
    "use --prometheus-url, which asks it for the GPUs' power; --server-metrics and the chart's monitoring.resources need no Prometheus",
  '--cost-file <path>':
    "use --price, such as --price 2.50/gpu-hour, or the chart's benchmark.prices",
  '--bundle': "leave it out: all of a run is in its folder; copy that, as with 'kubectl cp'",
  '--loadtest-args <args>':
    'give the flags themselves; --help lists them, and --extra-body adds fields to each request',
  '--model-uri <uri>': 'deploy the model first; --model names it where the server has several',
  '--skip-deploy': 'leave it out: nothing is ever deployed',
};

/** What `kvmini bench` was given of the old flags. */
export type UpstreamFlags = { readonly listProfiles?: boolean } & Readonly<Record<string, unknown>>;

/** The flags of kserve-vllm-mini as hidden options, so that each can be told what to use instead. */
export const upstreamOptions = (): Option[] =>
  [...Object.keys(INSTEAD), '--list-profiles'].map((flags) => new Option(flags).hideHelp());

/**
 * Refuses what only kserve-vllm-mini knows.
 *
 * @throws UsageError with a line for each flag
 */
export function refuseUpstreamFlags(flags: UpstreamFlags): void {
  const given = upstreamOptions()
    .filter((option) => flags[option.attributeName()] !== undefined)
    .flatMap(({ flags, long }) => (INSTEAD[flags] ? [`${long}: ${INSTEAD[flags]}`] : []));
  if (given.length > 0) throw new UsageError(given.join('\n'));
}
