import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates } from './certificates';
import { freePorts } from './free-ports';
import { OWN_CONTEXT, writeKubeconfig } from './kubeconfig';
import { type Access, kubectl } from './kubectl';
import { ProcessGroup } from './process-group';

/** A cluster without nodes: etcd, kube-apiserver and kube-controller-manager on 127.0.0.1. */
export interface ControlPlane {
  readonly access: Access & { readonly kubeconfig: string };
  /** Ends its programs, and removes what they wrote. */
  readonly stop: () => void;
}

interface Ports {
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly controllers: number;
}

/** Two URLs for clients, two for peers, all of this machine; nothing is synced to disk, since nothing outlives it. */
function etcdFlags({ etcd, peer }: Ports, folder: string): string[] {
  const client = `http://127.0.0.1:${etcd}`;
  const member = `http://127.0.0.1:${peer}`;
  return [
    ...['--name=c', `--data-dir=${join(folder, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${member}`, `--initial-advertise-peer-urls=${member}`],
    `--initial-cluster=c=${member}`,
  ];
}

function apiServerFlags({ etcd, api }: Ports, certificates: Certificates): string[] {
  const path = (file: string) => certificates.path(file);
  return [
    ...[
      `--etcd-servers=http://127.0.0.1:${etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${api}`,
    ],
    // 127.0.0.1 can't be an endpoint of the Service kubernetes, which nothing here needs.
    ...['--advertise-address=127.0.0.1', '--endpoint-reconciler-type=none'],
    ...[
      '--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112',
      '--authorization-mode=Node,RBAC',
    ],
    ...['--enable-admission-plugins=NodeRestriction', '--allow-privileged=true'],
    ...[
      `--tls-cert-file=${path('apiserver.crt')}`,
      `--tls-private-key-file=${path('apiserver.key')}`,
    ],
    `--client-ca-file=${path('ca.crt')}`,
    ...[
      `--service-account-key-file=${path('sa.pub')}`,
      `--service-account-signing-key-file=${path('sa.key')}`,
    ],
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--requestheader-client-ca-file=${path('front-proxy-ca.crt')}`,
    ...[
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-username-headers=X-Remote-User',
    ],
    ...[
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    ],
    `--proxy-client-cert-file=${path('front-proxy-client.crt')}`,
    `--proxy-client-key-file=${path('front-proxy-client.key')}`,
  ];
}

function controllerFlags(
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

/**
 * Starts a cluster without nodes, and waits until it takes objects.
 *
 * @param programs the folder with etcd, kube-apiserver, …
 * @throws Error with the end of a log where a part does not start
 */
export async function startControlPlane(programs: string): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-cluster-'));
  const processes = new ProcessGroup(folder);
  const stop = () => {
    processes.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { access: await start(programs, folder, processes), stop };
  } catch (error) {
    stop();
    throw error;
  }
}

async function start(
  programs: string,
  folder: string,
  processes: ProcessGroup,
): Promise<ControlPlane['access']> {
  const [etcd = 0, peer = 0, api = 0, controllers = 0] = await freePorts(4);
  const ports = { etcd, peer, api, controllers };
  const certificates = new Certificates(folder);
  const run = (part: string, flags: readonly string[]) =>
    processes.start(part, join(programs, part), flags);
  run('etcd', etcdFlags(ports, folder));
  run('kube-apiserver', apiServerFlags(ports, certificates));

  certificates.client('admin', '/O=system:masters/CN=kubernetes-admin');
  const kubeconfig = join(folder, 'admin.kubeconfig');
  writeKubeconfig(kubeconfig, certificates, 'admin', api);
  const access = { kubectl: join(programs, 'kubectl'), kubeconfig, context: OWN_CONTEXT };
  const answers = (...args: string[]) => kubectl(access, args).then(({ status }) => status === 0);
  await processes.until('API server', ['etcd', 'kube-apiserver'], () =>
    answers('get', '--raw', '/readyz'),
  );

  certificates.client('controllers', '/CN=system:kube-controller-manager');
  const controllersConfig = join(folder, 'controllers.kubeconfig');
  writeKubeconfig(controllersConfig, certificates, 'controllers', api);
  run('kube-controller-manager', controllerFlags(ports, certificates, controllersConfig));
  const account = () => answers('get', 'serviceaccount', 'default', '-n', 'default');
  await processes.until('ServiceAccount', ['kube-apiserver', 'kube-controller-manager'], account);
  return access;
}
