import { join } from 'node:path';
import type { Certificates } from './certificates';
import type { Place } from './place';

/** The ports of a control plane's programs. */
export interface Ports {
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly controllers: number;
}

/** Two URLs for clients, two for peers, all of this machine; nothing is synced to disk, since nothing outlives it. */
export function etcdFlags({ etcd, peer }: Ports, folder: string): string[] {
  const client = `http://127.0.0.1:${etcd}`;
  const member = `http://127.0.0.1:${peer}`;
  return [
    ...['--name=c', `--data-dir=${join(folder, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${member}`, `--initial-advertise-peer-urls=${member}`],
    `--initial-cluster=c=${member}`,
  ];
}

/** Flags of kube-apiserver; where pods shall reach it, it listens for them, and it reaches the kubelet. */
export function apiServerFlags(ports: Ports, certificates: Certificates, place: Place): string[] {
  return [
    ...servingFlags(ports, place),
    ...certificateFlags(certificates),
    ...(place.address === undefined ? [] : kubeletFlags(certificates)),
  ];
}

/** 127.0.0.1 can't be an endpoint of the Service kubernetes, which nothing needs where there are no pods. */
function servingFlags({ etcd, api }: Ports, { address }: Place): string[] {
  const alone = address === undefined;
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    ...[`--bind-address=${alone ? '127.0.0.1' : '0.0.0.0'}`, `--secure-port=${api}`],
    `--advertise-address=${address ?? '127.0.0.1'}`,
    `--endpoint-reconciler-type=${alone ? 'none' : 'lease'}`,
    '--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112',
    ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction'],
    '--allow-privileged=true',
  ];
}

function certificateFlags(certificates: Certificates): string[] {
  const file = (flag: string, name: string) => `--${flag}=${certificates.path(name)}`;
  return [
    file('tls-cert-file', 'apiserver.crt'),
    file('tls-private-key-file', 'apiserver.key'),
    file('client-ca-file', 'ca.crt'),
    file('service-account-key-file', 'sa.pub'),
    file('service-account-signing-key-file', 'sa.key'),
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    file('requestheader-client-ca-file', 'front-proxy-ca.crt'),
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    file('proxy-client-cert-file', 'front-proxy-client.crt'),
    file('proxy-client-key-file', 'front-proxy-client.key'),
  ];
}

/** How the API server reaches the kubelet, and servers of its own kind behind a Service, such as metrics-server. */
function kubeletFlags(certificates: Certificates): string[] {
  return [
    `--kubelet-client-certificate=${certificates.path('kubelet-client.crt')}`,
    `--kubelet-client-key=${certificates.path('kubelet-client.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    '--enable-aggregator-routing=true',
  ];
}

/** Flags of kube-controller-manager. */
export function controllerFlags(
  { controllers }: Ports,
  certificates: Certificates,
  kubeconfig: string,
): string[] {
  const path = (file: string) => certificates.path(file);
  return [
    ...[`--kubeconfig=${kubeconfig}`, `--authentication-kubeconfig=${kubeconfig}`],
    ...[
      `--authorization-kubeconfig=${kubeconfig}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${controllers}`,
    ],
    ...['--leader-elect=false', '--use-service-account-credentials=true'],
    // With the default limits the first ServiceAccount takes six seconds.
    ...['--kube-api-qps=500', '--kube-api-burst=1000'],
    ...[`--service-account-private-key-file=${path('sa.key')}`, `--root-ca-file=${path('ca.crt')}`],
    ...[
      `--cluster-signing-cert-file=${path('ca.crt')}`,
      `--cluster-signing-key-file=${path('ca.key')}`,
    ],
  ];
}
