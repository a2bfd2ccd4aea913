import { UsageError } from '../errors';
import type { BenchSettings } from '../settings/settings';
import { findAddress } from '../target/discover';
import type { Cluster } from '../target/kubernetes';
import type { Address } from '../target/target';
import { ColdApi } from './api';
import type { Scalable } from './classify';
import { findScalable } from './find';
import { leftAtZero } from './left';

/** What was found of a target, before anything is changed. */
export interface ColdPlan {
  readonly cluster: Cluster;
  readonly api: ColdApi;
  readonly address: Address & { readonly pods: string };
  /** How it can be brought to zero; or why it is not to be. */
  readonly scalable: Scalable | string;
}

/**
 * Looks at a target, and changes nothing.
 *
 * @throws UsageError outside a cluster, and where the target is no service of one
 * @throws RunError where it can't be told how it is scaled
 */
export async function planCold(
  settings: BenchSettings,
  cluster: Cluster | undefined,
): Promise<ColdPlan> {
  const { url, namespace } = settings;
  if (url !== undefined)
    throw new UsageError(
      'kvmini cold: expected --service and --namespace, not --url: its scale is looked up',
    );
  if (!cluster)
    throw new UsageError(
      "kvmini cold: this is in no cluster; run it in the harness's pod, with the value rbac.coldStart set to true",
    );
  const address = await findAddress(settings, cluster);
  const api = new ColdApi(cluster, namespace ?? '');
  const found = await findScalable(api, cluster, address);
  const scalable = leftAtZero(found, settings.outputDir, api.namespace) ?? found;
  return { cluster, api, address: { ...address, pods: address.pods ?? '' }, scalable };
}

/** Replicas that each start is of: those that were found, or one. */
export const replicasUp = ({ replicas }: Scalable): number => Math.max(1, replicas);

/** What would be done, in lines for people. */
export function planLines({ scalable, api }: ColdPlan, rounds: number): string[] {
  if (typeof scalable === 'string') return [`refused: ${scalable}`];
  const { way, deployment, replicas, how } = scalable;
  const times = `${rounds} ${rounds === 1 ? 'time' : 'times'}`;
  const plan =
    way === 'Deployment'
      ? `scale it to 0 and to ${replicasUp(scalable)}, ${times}, then leave it at ${replicas} as it is now; meanwhile it answers nobody`
      : `wait until it is at zero, and wake it by a request, ${times}; its scale is left alone`;
  return [
    `Deployment ${api.namespace}/${deployment}: ${replicas} ${replicas === 1 ? 'replica' : 'replicas'} (${way}: ${how})`,
    `would ${plan}`,
  ];
}
