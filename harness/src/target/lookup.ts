import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';
import { type Cluster, type ClusterAnswer, getFromCluster } from './kubernetes';
import {
  type ServicePort,
  type ServiceSpec,
  servicePort,
  serviceSpec,
  type WantedPort,
} from './service';
import type { Address } from './target';

/** Where a Service is asked. */
export interface FoundService extends ServicePort {
  readonly port: number;
}

/** What came of looking for a Service. */
export type ServiceAnswer =
  | {
      /** Absent where the Service tells no ports, as one that stands for a name outside. */
      readonly at?: FoundService;
      /** A selector of its pods' labels, where it has one. */
      readonly pods?: string;
    }
  /** Why it can't be used. */
  | { readonly why: string; readonly status?: number };

const podList = z.object({
  items: z.array(
    z.object({
      spec: z.object({
        containers: z.array(
          z.object({
            ports: z._default(
              z.array(z.object({ name: z.optional(z.string()), containerPort: z.number() })),
              [],
            ),
          }),
        ),
      }),
    }),
  ),
});

const NO_PODS: ClusterAnswer = { status: 200, body: { items: [] } };

/** Looks at objects of one namespace. */
export class Lookup {
  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
  ) {}

  /**
   * Gets an object.
   *
   * @param api `api/v1` or `apis/GROUP/VERSION`
   * @throws where the API can't be asked
   */
  get(api: string, resource: string, name: string): Promise<ClusterAnswer> {
    return getFromCluster(
      this.cluster,
      `${this.path(api)}/${resource}/${encodeURIComponent(name)}`,
    );
  }

  /**
   * Looks for a Service.
   *
   * @throws where the API can't be asked
   */
  async service(name: string, wanted: WantedPort = {}): Promise<ServiceAnswer> {
    const { status, body } = await this.get('api/v1', 'services', name);
    if (status !== 200) return { why: `${status} for the Service ${name}`, status };
    const spec = serviceSpec(body);
    if (!spec) return { why: `no Service for ${name}` };
    const pods = selectorOf(spec);
    const about = pods === undefined ? {} : { pods };
    if (spec.ports.length === 0) return about;
    const found = servicePort(spec, wanted);
    if (typeof found === 'string') return { why: `the Service ${name} ${found}` };
    const port = await this.number(found.port, pods);
    if (typeof port === 'string') return { why: `the Service ${name}: ${port}` };
    return { ...about, at: { ...found, port } };
  }

  /** The number of a pods' port, which may have a name. */
  private async number(port: number | string, pods = ''): Promise<number | string> {
    if (typeof port === 'number') return port;
    const path = `${this.path('api/v1')}/pods?labelSelector=${encodeURIComponent(pods)}`;
    const { status, body } = pods === '' ? NO_PODS : await getFromCluster(this.cluster, path);
    const called = `port ${printable(port)}`;
    if (status !== 200)
      return `the Kubernetes API answered ${status} for its pods, whose ${called} it names`;
    const { items } = safeParse(podList, body).data ?? { items: [] };
    const ports = items.flatMap(({ spec: { containers } }) =>
      containers.flatMap((each) => each.ports),
    );
    const found = ports.find(({ name }) => name === port);
    return found?.containerPort ?? `none of its pods has the ${called}`;
  }

  private path(api: string): string {
    return `/${api}/namespaces/${encodeURIComponent(this.namespace)}`;
  }
}

function selectorOf({ selector = {} }: ServiceSpec): string | undefined {
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  return labels.length === 0 ? undefined : labels.join(',');
}

/** The name of a Service in the cluster's DNS. */
export const clusterHost = (service: string, namespace: string): string =>
  `${service}.${namespace}.svc.cluster.local`;

/** The address of a Service. */
export function serviceAddress(
  name: string,
  namespace: string,
  { at, pods }: { readonly at: FoundService; readonly pods?: string | undefined },
  why?: string,
): Address {
  const url = new URL(`${at.scheme}://${clusterHost(name, namespace)}:${at.port}`);
  const from = `Service ${name} (${at.what}${why === undefined ? '' : `; ${why}`})`;
  return { url, from, ...(pods === undefined ? {} : { pods }) };
}
