import type { Release } from '../release/release';

/** The name of the ConfigMap. */
export const configMapName = ({ fullname }: Release) => `${fullname}-config`;

/** The name of the dashboard's ConfigMap. */
export const dashboardName = ({ fullname }: Release) => `${fullname}-dashboard`;

/** The claim that the pod uses: the chart's own, or the user's. */
export function claimName({ fullname, values }: Release): string {
  return values.persistence.existingClaim || `${fullname}-data`;
}
