import { join } from 'node:path';
import type { ControlPlane } from '../control-plane';
import { kubectl, kubectlOrThrow } from '../kubectl';
import type { Machine } from './machine';

const PORT = 4443;
const NAME = { name: 'metrics-server', namespace: 'kube-system' };
const PORTS = [{ name: 'https', port: PORT, protocol: 'TCP' }];

/** The API of pods' and nodes' metrics, and the Service behind which it is: the node itself. */
const objects = (address: string) => [
  { apiVersion: 'v1', kind: 'Service', metadata: NAME, spec: { ports: PORTS } },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { ...NAME, labels: { 'kubernetes.io/service-name': NAME.name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address] }],
    ports: PORTS,
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      service: { ...NAME, port: PORT },
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  },
];

/** Starts metrics-server, and waits until the API server hands requests on to it. */
export async function startMetricsServer(
  addons: string,
  { folder, address }: Machine,
  { access, user, processes }: ControlPlane,
): Promise<void> {
  const kubeconfig = user('metrics-server', '/O=system:masters/CN=metrics-server');
  processes.start('metrics-server', join(addons, 'metrics-server'), [
    ...['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
      (flag) => `--${flag}=${kubeconfig}`,
    ),
    ...[`--secure-port=${PORT}`, `--cert-dir=${join(folder, 'metrics-server-pki')}`],
    ...['--kubelet-insecure-tls', '--kubelet-preferred-address-types=InternalIP'],
    // The shorter, the sooner `kubectl top` knows a new pod; it must be longer than a request may take.
    ...['--metric-resolution=10s', '--kubelet-request-timeout=5s'],
  ]);
  const list = { apiVersion: 'v1', kind: 'List', items: objects(address) };
  await kubectlOrThrow(access, ['create', '-f', '-'], JSON.stringify(list));
  // While an API does not answer, no namespace can be deleted.
  const path = '/apis/metrics.k8s.io/v1beta1';
  await processes.until('API of metrics', ['metrics-server'], async () => {
    const { status } = await kubectl(access, ['get', '--raw', path]);
    return status === 0;
  });
}
