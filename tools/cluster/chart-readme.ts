import type { ClusterWide } from './footprint';
import { volumeIn } from './volume';

/** What the commands of the chart's README make outside of namespaces, and the volumes of their claims. */
export function chartReadmeClusterWide(): readonly ClusterWide[] {
  const roles = ['kvmini-harness.benchmark', 'kvmini-test.benchmark', 'vllm-kvmini.ml-prod'];
  return [
    { kind: 'storageclass', name: 'kvmini-chart' },
    ...['benchmark', 'ml-prod'].map((namespace) => ({
      kind: 'persistentvolume',
      name: volumeIn(namespace),
    })),
    ...roles.flatMap((name) => [
      { kind: 'clusterrole', name },
      { kind: 'clusterrolebinding', name },
    ]),
  ];
}
