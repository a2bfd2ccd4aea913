import type { Release } from '../release/release';

/** The name of the ConfigMap. */
export const configMapName = ({ fullname }: Release) => `${fullname}-config`;

/** The name of the dashboard's ConfigMap. */
export const dashboardName = ({ fullname }: Release) => `${fullname}-dashboard`;

/**
 * The name of what a release makes outside of its namespace: roles of the cluster, and in the target's namespace.
 *
 * A namespace holds no dot, so no two releases of one cluster can make the same.
 */
export const nameOutside = ({ fullname, namespace }: Release) => `${fullname}.${namespace}`;

/** The name of the Role for the workers of a run, and of its binding. */
export const workersRoleName = ({ fullname }: Release) => `${fullname}-workers`;

/** The name of the Role for `kvmini cold`, and of its binding: in the target's namespace, as {@link nameOutside} says. */
export function coldStartRoleName({ fullname, namespace }: Release, target?: string): string {
  const name = `${fullname}-cold-start`;
  return target === undefined ? name : `${name}.${namespace}`;
}

/** The claim that the pod uses: the chart's own, or the user's. */
export function claimName({ fullname, values }: Release): string {
  return values.persistence.existingClaim || `${fullname}-data`;
}
