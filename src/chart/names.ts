import type { KvminiValues } from '../values/generated/kvmini-values';
import { CHART } from './chart';

const LONGEST = 63;

type Overrides = Pick<KvminiValues, 'nameOverride' | 'fullnameOverride'>;

/** Helm's `trunc 63 | trimSuffix "-"`: exactly one trailing dash goes. */
const cut = (name: string) => name.slice(0, LONGEST).replace(/-$/, '');

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

/** The account the pod runs as, whoever made it. */
export function serviceAccountName(
  fullname: string,
  { serviceAccount }: Pick<KvminiValues, 'serviceAccount'>,
): string {
  return serviceAccount.name || (serviceAccount.create ? fullname : 'default');
}
