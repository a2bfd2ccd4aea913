import { isIPv6 } from 'node:net';
import { serverPath } from '../about-server';
import type { PodContainer, PodState } from '../replicas/pods';
import type { Target } from '../target';

/** Where one replica's metrics are. */
export interface MetricsPlace {
  /** The pod, or the address. */
  readonly name: string;
  readonly url: string;
}

/** The container in which KServe runs a model; other containers of its pods are agents and proxies. */
export const MAIN_CONTAINER = /^(?:kserve-container|main|vllm)$/;
const DEFAULT_PORT = 8080;
const PATH = '/metrics';

/**
 * Where a pod's metrics are: as its annotations say for Prometheus, else at the port of its readiness probe, else at the
 * first port of its main container.
 *
 * @returns `undefined` where it has no IP address yet
 */
export function placeOfPod(pod: PodState): MetricsPlace | undefined {
  const { name, ip, annotations, containers } = pod;
  if (ip === null) return undefined;
  const main = containers.find((each) => MAIN_CONTAINER.test(each.name)) ?? containers[0];
  const port = annotated(annotations, 'port') ?? portOf(main) ?? DEFAULT_PORT;
  const path = annotated(annotations, 'path') ?? PATH;
  const scheme = annotated(annotations, 'scheme') ?? main?.probe?.scheme.toLowerCase() ?? 'http';
  const host = isIPv6(ip) ? `[${ip}]` : ip;
  const url = `${scheme === 'https' ? 'https' : 'http'}://${host}:${port}${path.startsWith('/') ? path : PATH}`;
  return URL.canParse(url) ? { name, url } : undefined;
}

/** KServe's own annotation first: it is that of the model's container, where an agent gathers the others. */
const annotated = (annotations: Readonly<Record<string, string>>, what: string) =>
  annotations[`prometheus.kserve.io/${what}`] ?? annotations[`prometheus.io/${what}`];

function portOf(container: PodContainer | undefined): number | undefined {
  const { ports = [], probe } = container ?? {};
  if (typeof probe?.port === 'number') return probe.port;
  const named = ports.find(({ name }) => name !== undefined && name === probe?.port);
  return (named ?? ports[0])?.containerPort;
}

/** Of a target without pods that are known: its metrics beside its API. */
export function placeOfTarget({ origin, basePath }: Target): MetricsPlace {
  const url = `${origin}${serverPath(basePath)}${PATH}`;
  // The port is told with the path that is scraped.
  return { name: new URL(origin).hostname, url };
}
