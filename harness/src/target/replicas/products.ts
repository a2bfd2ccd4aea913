import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { type Cluster, getFromCluster } from '../kubernetes';
import type { PodState } from './pods';

/**
 * Labels of nodes that name their GPUs' product, the most exact first: NVIDIA's, AMD's and Intel's own, then those of clouds.
 *
 * @see https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-driver-upgrades.html
 * @see https://github.com/ROCm/k8s-device-plugin/tree/master/cmd/k8s-node-labeller
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/gpus
 * @see https://karpenter.sh/docs/concepts/scheduling/#well-known-labels
 */
const PRODUCT_LABELS = [
  'nvidia.com/gpu.product',
  'amd.com/gpu.product-name',
  'gpu.intel.com/product',
  'cloud.google.com/gke-accelerator',
  'k8s.amazonaws.com/accelerator',
  'karpenter.k8s.aws/instance-gpu-name',
];
const MOST_NODES = 200;

const node = z.object({
  metadata: z.object({ labels: z._default(z.record(z.string(), z.string()), {}) }),
});

/** Which GPUs pods have. */
export interface Products {
  /** The names of each pod's product, by the pod's name; none where it is not known. */
  readonly byPod: ReadonlyMap<string, readonly string[]>;
  /** Why nodes could not be read; absent where they could. */
  readonly why?: string;
}

/** The names of a product in a node's labels, the most exact first. */
export const productsIn = (labels: Readonly<Record<string, string>>): string[] =>
  PRODUCT_LABELS.flatMap((label) => (labels[label] ? [printable(labels[label], 63)] : []));

/** Looks which GPUs pods have: by the labels of their nodes, else by those that they ask of a node; never fails. */
export async function productsOf(
  pods: readonly PodState[],
  cluster: Cluster | undefined,
): Promise<Products> {
  const nodes = [...new Set(pods.flatMap(({ node: name }) => name ?? []))].slice(0, MOST_NODES);
  const answers = await Promise.all(nodes.map(async (name) => [name, await look(name, cluster)]));
  const known = new Map(answers as [string, string[] | Refused][]);
  const why = [...known.values()].find((each): each is Refused => !Array.isArray(each))?.why;
  const byPod = pods.map((pod) => {
    const found = known.get(pod.node ?? '');
    const ofNode = Array.isArray(found) ? found : [];
    return [pod.name, ofNode.length > 0 ? ofNode : productsIn(pod.nodeLabels)] as const;
  });
  return { byPod: new Map(byPod), ...(why !== undefined && { why }) };
}

interface Refused {
  readonly why: string;
}

async function look(name: string, cluster: Cluster | undefined): Promise<string[] | Refused> {
  if (!cluster) return { why: 'there is no cluster to ask' };
  try {
    const path = `/api/v1/nodes/${encodeURIComponent(name)}`;
    const { status, body } = await getFromCluster(cluster, path);
    const { data } = safeParse(node, body);
    if (status === 200 && data) return productsIn(data.metadata.labels);
    const right = status === 403 ? ': that needs get of nodes, which rbac.nodes gives' : '';
    return { why: `the Kubernetes API answered ${status} for the node ${name}${right}` };
  } catch (error) {
    return { why: printable((error as Error).message) };
  }
}
