import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '../control-plane';
import { type Access, kubectl } from '../kubectl';
import { importImage, startContainerd } from './container-runtime';
import { startDns } from './dns';
import { NODE, startKubelet } from './kubelet';
import { Machine, PODS } from './machine';
import { startMetricsServer } from './metrics-server';

/** What is built before a node starts. */
export interface NodePrograms {
  /** The folder with etcd, kube-apiserver, kubelet, … */
  readonly cluster: string;
  /** The folder with coredns and metrics-server. */
  readonly addons: string;
  /** Path of the image in which the namespaces of a pod are held. */
  readonly pauseImage: string;
}

/** A cluster of one node, in a machine of its own. */
export interface OneNodeCluster {
  readonly access: Access & { readonly kubeconfig: string };
  readonly machine: Machine;
  /** Ends it, and removes all that it made. */
  readonly stop: () => void;
}

/**
 * Starts a cluster with one node, and waits until it runs pods.
 *
 * @throws Error with the end of a log where a part does not start
 */
export async function startNode(programs: NodePrograms): Promise<OneNodeCluster> {
  const machine = new Machine();
  try {
    await machine.start();
    const plane = await startControlPlane(programs.cluster, machine);
    await startParts(programs, machine, plane);
    return { access: plane.access, machine, stop: () => machine.stop() };
  } catch (error) {
    machine.stop();
    throw error;
  }
}

async function startParts(
  { cluster, addons, pauseImage }: NodePrograms,
  machine: Machine,
  plane: ControlPlane,
): Promise<void> {
  const { access, processes } = plane;
  startScheduler(cluster, plane);
  await startContainerd(machine, processes);
  importImage(machine, pauseImage);
  await startKubelet(cluster, machine, plane, () => isReady(access));
  startProxy(cluster, plane);
  await startDns(addons, machine, plane);
  await startMetricsServer(addons, machine, plane);
}

function startScheduler(cluster: string, { user, processes }: ControlPlane): void {
  processes.start('kube-scheduler', join(cluster, 'kube-scheduler'), [
    `--kubeconfig=${user('scheduler', '/CN=system:kube-scheduler')}`,
    ...['--leader-elect=false', '--bind-address=127.0.0.1'],
  ]);
}

/** Writes the rules that lead from a Service's address to its pods. */
function startProxy(cluster: string, { user, processes }: ControlPlane): void {
  processes.start('kube-proxy', join(cluster, 'kube-proxy'), [
    `--kubeconfig=${user('proxy', '/CN=system:kube-proxy')}`,
    ...[`--hostname-override=${NODE}`, '--proxy-mode=nftables', `--cluster-cidr=${PODS}`],
    // The limits of connections are the whole machine's.
    ...['--conntrack-max-per-core=0', '--metrics-bind-address=127.0.0.1'],
    '--healthz-bind-address=127.0.0.1',
  ]);
}

async function isReady(access: Access): Promise<boolean> {
  const path = '{.status.conditions[?(@.type=="Ready")].status}';
  const { stdout } = await kubectl(access, ['get', 'node', NODE, '-o', `jsonpath=${path}`]);
  return stdout === 'True';
}
