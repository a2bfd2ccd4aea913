import type { KvminiValues } from '../values/generated/kvmini-values';
import { CHART } from './chart';

const LONGEST = 63;

type Overrides = Pick<KvminiValues, 'nameOverride' | 'fullnameOverride'>;

/** A CronJob's name leaves room for what its Jobs have behind it, and that of a Job for a hash. */
const LONGEST_OF_RUN = 52;

/** Helm's `trunc 63 | trimSuffix "-"`: exactly one trailing dash goes. */
const cut = (name: string, longest = LONGEST) => name.slice(0, longest).replace(/-$/, '');

/** The chart's name, which `nameOverride` replaces. */
export function chartName({ nameOverride }: Pick<KvminiValues, 'nameOverride'>): string {
  return cut(nameOverride || CHART.name);
}

/** The name of every object: `<release>-<name>`, or the release's where that says it already. */
export function fullName(releaseName: string, values: Overrides): string {
  if (values.fullnameOverride) return cut(values.fullnameOverride);
  const name = chartName(values);
  return cut(releaseName.includes(name) ? releaseName : `${releaseName}-${name}`);
}

/** The name of a run's objects: `<fullname>-<run>`, or the run's where that says the other already. */
export function runName(fullname: string, run: string): string {
  return cut(run.includes(fullname) ? run : `${fullname}-${run}`, LONGEST_OF_RUN);
}

/** The account the pod runs as, whoever made it. */
export function serviceAccountName(
  fullname: string,
  { serviceAccount }: Pick<KvminiValues, 'serviceAccount'>,
): string {
  return serviceAccount.name || (serviceAccount.create ? fullname : 'default');
}
