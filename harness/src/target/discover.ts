import { VARIABLES } from 'kvmini-contract/pod-layout';
import { printable } from 'kvmini-contract/printable';
import type { ServiceName } from 'kvmini-contract/service-name';
import { RunError, UsageError } from '../errors';
import { readAddress } from '../settings/address';
import { serviceName } from '../settings/service-name';
import { KserveLookup } from './kserve/lookup';
import type { Cluster } from './kubernetes';
import { clusterHost, Lookup, serviceAddress } from './lookup';
import type { Address } from './target';

/** How the user names the target. */
export interface TargetOptions {
  readonly url?: string | undefined;
  readonly namespace?: string | undefined;
  readonly service?: string | undefined;
}

/**
 * Finds where to send load: `--url`, else the address that KServe's object reports, else that of the Service
 * which serves it, else the name that the service has in the cluster's DNS.
 *
 * @param cluster `undefined` outside a cluster
 * @throws UsageError where nothing names a target, or only a cluster could tell its address
 * @throws RunError where there is no such object
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
  const wanted = serviceName(service);
  if (!cluster) return outside(wanted, namespace);
  return askCluster(new Lookup(cluster, namespace), wanted, namespace);
}

function byName({ name, port }: ServiceName, namespace: string, why: string): Address {
  if (port !== undefined && !/^\d+$/.test(port)) {
    throw new UsageError(
      `--service svc/${name}:${port}: expected the number of the port, since its name can't be looked up (${why})`,
    );
  }
  const url = new URL(
    `http://${clusterHost(name, namespace)}${port === undefined ? '' : `:${port}`}`,
  );
  return { url, from: `the service name (${why})` };
}

function outside(wanted: ServiceName, namespace: string): Address {
  if (wanted.kind === undefined || wanted.kind === 'Service')
    return byName(wanted, namespace, 'not in a cluster');
  throw new UsageError(
    `--service: expected a pod of a cluster to look up the ${wanted.kind} ${wanted.name} from; here, name its address with --url`,
  );
}

async function askCluster(
  lookup: Lookup,
  wanted: ServiceName,
  namespace: string,
): Promise<Address> {
  try {
    if (wanted.kind === 'Service') return await ofService(lookup, wanted, namespace);
    return await new KserveLookup(lookup, namespace).find(wanted);
  } catch (error) {
    if (error instanceof RunError || error instanceof UsageError) throw error;
    const why = `the Kubernetes API can't be asked: ${printable((error as Error).message)}`;
    return byName(wanted, namespace, why);
  }
}

async function ofService(lookup: Lookup, wanted: ServiceName, namespace: string): Promise<Address> {
  const { name, port } = wanted;
  const answer = await lookup.service(name, { must: port });
  if ('why' in answer) {
    const { why, status } = answer;
    if (status === undefined) throw new RunError(`--service svc/${name}: ${why}`);
    if (status === 404)
      throw new RunError(`--service svc/${name}: there is no such Service in ${namespace}`);
    return byName(wanted, namespace, `the Kubernetes API answered ${why}`);
  }
  const { at, pods } = answer;
  if (!at) return byName(wanted, namespace, 'the Service tells no ports');
  return serviceAddress(name, namespace, { at, pods });
}
