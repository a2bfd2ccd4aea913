import { safeParse } from 'kvmini-contract/parse';
import { VARIABLES } from 'kvmini-contract/pod-layout';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { UsageError } from '../errors';
import { readAddress } from '../settings/address';
import { type Cluster, getFromCluster } from './kubernetes';
import type { Address } from './target';

const inferenceService = z.object({
  status: z.optional(
    z.object({
      url: z.optional(z.string()),
      address: z.optional(z.object({ url: z.optional(z.string()) })),
    }),
  ),
});

/** How the user names the target. */
export interface TargetOptions {
  readonly url?: string | undefined;
  readonly namespace?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * Finds where to send load: `--url`, else the address that the InferenceService reports, else the
 * name that the service has in the cluster's DNS.
 *
 * @param cluster `undefined` outside a cluster
 * @throws UsageError where nothing names a target
 */
export async function findAddress(
  options: TargetOptions,
  cluster: Cluster | undefined,
): Promise<Address> {
  if (options.url !== undefined) return { url: readAddress(options.url), from: '--url' };
  const { namespace, service } = options;
  if (!service || !namespace) {
    const missing = service ? '--namespace' : namespace ? '--service' : '--service and --namespace';
    throw new UsageError(
      `no target: expected ${missing} (or --url), on the command line or as ${VARIABLES.service} and ${VARIABLES.namespace}`,
    );
  }
  const named = new URL(`http://${service}.${namespace}.svc.cluster.local`);
  if (!cluster) return { url: named, from: 'the service name (not in a cluster)' };
  return askCluster(cluster, namespace, service, named);
}

async function askCluster(
  cluster: Cluster,
  namespace: string,
  service: string,
  named: URL,
): Promise<Address> {
  const path = `/apis/serving.kserve.io/v1beta1/namespaces/${encodeURIComponent(namespace)}/inferenceservices/${encodeURIComponent(service)}`;
  const fallback = (why: string): Address => ({ url: named, from: `the service name (${why})` });
  try {
    const { status, body } = await getFromCluster(cluster, path);
    if (status !== 200) return fallback(`the Kubernetes API answered ${status}`);
    const reported = safeParse(inferenceService, body).data?.status;
    const address = reported?.address?.url;
    // Older KServe versions report a path of their own protocol; only the host matters here.
    if (address) {
      return { url: new URL(new URL(address).origin), from: 'InferenceService status.address.url' };
    }
    if (!reported?.url) return fallback('the InferenceService reports no address yet');
    return { url: new URL(new URL(reported.url).origin), from: 'InferenceService status.url' };
  } catch (error) {
    return fallback(`the Kubernetes API can't be asked: ${printable((error as Error).message)}`);
  }
}
