import { podsOf } from 'kvmini-contract/kserve';
import { serviceName } from '../settings/service-name';
import type { BenchSettings } from '../settings/settings';
import type { Cluster } from '../target/kubernetes';
import { ResourceSampler } from '../target/resources';

/** What the target's resources are sampled with. */
interface Sampling {
  readonly cluster: Cluster | undefined;
  readonly folder: string;
  readonly now: () => number;
  readonly problem: (line: string) => void;
  /** The labels of the target's pods, where its lookup found them. */
  readonly pods: string | undefined;
}

/** Begins to sample CPU and memory of the target, where the run is to; says what is missing. */
export function sampleResources(
  { resources, namespace, service }: BenchSettings,
  { cluster, pods, ...ports }: Sampling,
): ResourceSampler | undefined {
  if (!resources) return undefined;
  if (!cluster || !namespace || !service) {
    ports.problem('resources are not sampled: that needs a cluster, --namespace and --service');
    return undefined;
  }
  const labels = pods ?? podsOf('InferenceService', serviceName(service).name);
  return new ResourceSampler({ cluster, namespace, pods: labels, ...ports });
}
