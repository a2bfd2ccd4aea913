import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import { filled, type Manifest, metadata, type Plain } from './manifest';

type Spec = Plain<k8s.PodDisruptionBudgetSpec>;

/** Keeps a node drain from ending too many harness pods at once. */
export function podDisruptionBudget(release: Release): Manifest | undefined {
  const { enabled, minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } =
    release.values.podDisruptionBudget;
  if (!enabled) return undefined;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(release, release.fullname),
    spec: {
      // A budget has one of the two, so the one that is set takes the place of the default.
      ...(maxUnavailable === '' ? { minAvailable } : { maxUnavailable }),
      selector: { matchLabels: release.selectorLabels },
      ...filled({ unhealthyPodEvictionPolicy }),
    } satisfies Spec,
  };
}
