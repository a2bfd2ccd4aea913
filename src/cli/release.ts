import type { KvminiHarnessProps } from '../construct/props';
import { HelmValuesError } from '../helm/error';
import { inParentPaths } from '../release/parent-values';
import { readValues } from '../release/read-values';
import { type Release, resolveRelease } from '../release/release';
import { ValuesError } from '../validation/values-error';
import { warningLine } from '../validation/values-warning';
import { DNS_LABEL } from '../values/formats';
import type { KvminiValuesInput } from '../values/values-input';
import { refusal } from './errors';
import { ofParent, refuseParentValues } from './parent';
import { warn } from './print';
import type { ReleaseFlags } from './release-flags';
import { toYaml } from './to-yaml';
import { refuseOtherVersion } from './version';

/** The namespace that the environment names, as Helm's does. */
function environmentNamespace(): string | undefined {
  const { HELM_NAMESPACE: name } = process.env;
  if (!name || DNS_LABEL.test(name)) return name || undefined;
  throw refusal('HELM_NAMESPACE: expected a DNS label, as a namespace is called; or give -n NAME');
}

/** The values of the harness; `undefined` where a parent's turn it off. */
function valuesOf(flags: ReleaseFlags): KvminiValuesInput | undefined {
  const values = readValues({ ...flags, files: flags.values }, warn);
  if (flags.parent) return ofParent(values, warn);
  refuseParentValues(values, flags.values);
  return values;
}

/** The properties of the harness, beside its name. */
type Props = Omit<KvminiHarnessProps, 'releaseName'>;

/**
 * The properties of the harness that the flags describe; `undefined` where a parent's values turn it off.
 *
 * @throws HelmValuesError for all files and flags at once
 */
export function releaseProps(flags: ReleaseFlags): Props | undefined {
  const { namespace = environmentNamespace(), managedBy, kubeVersion, version } = flags;
  refuseOtherVersion(version);
  const values = valuesOf(flags);
  return values && { namespace, managedBy, kubeVersion, values };
}

/**
 * Resolves the release that the command line describes.
 *
 * @returns `undefined` where a parent's values turn the harness off
 * @throws {@link ValuesError}, HelmValuesError
 */
export function releaseOrNone(releaseName: string, flags: ReleaseFlags): Release | undefined {
  const props = releaseProps(flags);
  if (props === undefined) return undefined;
  const resolve = () =>
    resolveRelease({ releaseName, ...props, values: props.values ?? {}, toYaml });
  const release = flags.parent ? inParentPaths(resolve) : resolve();
  for (const one of release.warnings) warn(warningLine(one));
  return release;
}

/** As {@link releaseOrNone}, with the harness's own values. */
export function commandLineRelease(
  releaseName: string,
  flags: Omit<ReleaseFlags, 'parent'>,
): Release {
  const release = releaseOrNone(releaseName, { ...flags, parent: false });
  if (release === undefined) throw new Error(`${releaseName}: only a parent turns it off`);
  return release;
}

/** Whether an error says that values were refused. */
export function isRefusal(error: Error): boolean {
  return error instanceof ValuesError || error instanceof HelmValuesError;
}
