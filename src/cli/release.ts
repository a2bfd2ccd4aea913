import type { KvminiHarnessProps } from '../construct/props';
import { HelmValuesError } from '../helm/error';
import { readValues } from '../release/read-values';
import { type Release, resolveRelease } from '../release/release';
import { ValuesError } from '../validation/values-error';
import { warningLine } from '../validation/values-warning';
import type { ReleaseFlags } from './release-flags';
import { toYaml } from './to-yaml';

const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);

/**
 * The properties of the harness that the flags describe.
 *
 * @throws HelmValuesError for all files and flags at once
 */
export function releaseProps(flags: ReleaseFlags): Omit<KvminiHarnessProps, 'releaseName'> {
  const { namespace, managedBy, kubeVersion } = flags;
  return {
    namespace,
    managedBy,
    kubeVersion,
    values: readValues({ ...flags, files: flags.values }, warn),
  };
}

/**
 * Resolves the release that the command line describes.
 *
 * @throws {@link ValuesError}, HelmValuesError
 */
export function commandLineRelease(releaseName: string, flags: ReleaseFlags): Release {
  const props = releaseProps(flags);
  const release = resolveRelease({ releaseName, ...props, values: props.values ?? {}, toYaml });
  for (const one of release.warnings) warn(warningLine(one));
  return release;
}

/** Whether an error says that values were refused. */
export function isRefusal(error: Error): boolean {
  return error instanceof ValuesError || error instanceof HelmValuesError;
}
