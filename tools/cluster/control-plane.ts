import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates } from './certificates';
import { apiServerFlags, controllerFlags, etcdFlags } from './control-plane-flags';
import { freePorts } from './free-ports';
import { OWN_CONTEXT, writeKubeconfig } from './kubeconfig';
import { type Access, kubectl } from './kubectl';
import type { Place } from './place';
import { ProcessGroup } from './process-group';

/** A cluster without nodes: etcd, kube-apiserver and kube-controller-manager. */
export interface ControlPlane {
  readonly access: OwnAccess;
  readonly processes: ProcessGroup;
  /** Makes the kubeconfig of a user, and returns its path: `O` is the user's group, `CN` the name. */
  readonly user: (name: string, subject: string) => string;
  /** The path of a file of keys and certificates, such as `ca.crt`. */
  readonly certificate: (file: string) => string;
  /** Ends its programs. */
  readonly stop: () => void;
}

type OwnAccess = Access & { readonly kubeconfig: string };

/**
 * Starts a cluster without nodes, and waits until it takes objects.
 *
 * @param programs the folder with etcd, kube-apiserver, …
 * @param place where they run; without one, on 127.0.0.1, and what they write goes with them
 * @throws Error with the end of a log where a part does not start
 */
export async function startControlPlane(programs: string, place?: Place): Promise<ControlPlane> {
  const ground = place ?? {
    folder: mkdtempSync(join(tmpdir(), 'kvmini-cluster-')),
    enter: [],
    network: [],
  };
  const processes = new ProcessGroup(ground.folder, ground.enter);
  const stop = () => {
    processes.stop();
    if (!place) rmSync(ground.folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return { ...(await start(programs, ground, processes)), processes, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

async function start(
  programs: string,
  place: Place,
  processes: ProcessGroup,
): Promise<Omit<ControlPlane, 'processes' | 'stop'>> {
  const [etcd = 0, peer = 0, api = 0, controllers = 0] = await freePorts(4);
  const ports = { etcd, peer, api, controllers };
  const certificates = new Certificates(place.folder, place.address);
  const run = (part: string, flags: readonly string[]) =>
    processes.start(part, join(programs, part), flags);
  run('etcd', etcdFlags(ports, place.folder));
  certificates.client('kubelet-client', '/O=system:masters/CN=kube-apiserver-kubelet-client');
  run('kube-apiserver', apiServerFlags(ports, certificates, place));

  const user = (name: string, subject: string) => {
    const file = join(place.folder, `${name}.kubeconfig`);
    certificates.client(name, subject);
    writeKubeconfig(file, certificates, name, api);
    return file;
  };
  const kubeconfig = user('admin', '/O=system:masters/CN=kubernetes-admin');
  const access = { kubectl: kubectlIn(place, programs), kubeconfig, context: OWN_CONTEXT };
  await untilReady(processes, access);
  const controllersConfig = user('controllers', '/CN=system:kube-controller-manager');
  run('kube-controller-manager', controllerFlags(ports, certificates, controllersConfig));
  await untilAccount(processes, access);
  return { access, user, certificate: (file) => certificates.path(file) };
}

/** The program itself, or a script that calls it where the API server is. */
function kubectlIn({ folder, network }: Place, programs: string): string {
  const program = join(programs, 'kubectl');
  if (network.length === 0) return program;
  const script = join(folder, 'kubectl');
  writeFileSync(script, `#!/bin/sh\nexec ${network.join(' ')} ${program} "$@"\n`, { mode: 0o755 });
  return script;
}

const answers = async (access: Access, ...args: string[]) =>
  (await kubectl(access, args)).status === 0;

function untilReady(processes: ProcessGroup, access: Access): Promise<void> {
  const parts = ['etcd', 'kube-apiserver'];
  return processes.until('API server', parts, () => answers(access, 'get', '--raw', '/readyz'));
}

/** Without it, no pod is taken. */
function untilAccount(processes: ProcessGroup, access: Access): Promise<void> {
  const parts = ['kube-apiserver', 'kube-controller-manager'];
  return processes.until('ServiceAccount', parts, () =>
    answers(access, 'get', 'serviceaccount', 'default', '-n', 'default'),
  );
}
