import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlane } from '../control-plane';
import { SOCKET } from './container-runtime';
import type { Machine } from './machine';

/** The name of the one node. */
export const NODE = 'kvmini';

const settings = ({ folder, address, controlGroup }: Machine, authority: string) => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  cgroupDriver: 'cgroupfs',
  cgroupRoot: `/${controlGroup.name}`,
  failCgroupV1: false,
  failSwapOn: false,
  authentication: {
    anonymous: { enabled: false },
    webhook: { enabled: true },
    x509: { clientCAFile: authority },
  },
  authorization: { mode: 'Webhook' },
  clusterDNS: [address],
  clusterDomain: 'cluster.local',
  containerRuntimeEndpoint: `unix://${SOCKET}`,
  // A machine that is nearly full is no reason for the tests to fail.
  evictionHard: {
    'memory.available': '100Mi',
    'nodefs.available': '1%',
    'imagefs.available': '1%',
  },
  // Nor for its images to go, of which it could pull none again: 100 is never.
  imageGCHighThresholdPercent: 100,
  enforceNodeAllocatable: [],
  podLogsDir: join(folder, 'pod-logs'),
  resolvConf: join(folder, 'resolv.conf'),
  // Pods come and go with the tests: none waits for the next round.
  syncFrequency: '10s',
});

/** Starts the kubelet, and waits until its node is ready for pods. */
export async function startKubelet(
  programs: string,
  machine: Machine,
  { access, certificate, user, processes }: ControlPlane,
  ready: () => Promise<boolean>,
): Promise<void> {
  const file = join(machine.folder, 'kubelet.json');
  mkdirSync(join(machine.folder, 'pod-logs'));
  writeFileSync(join(machine.folder, 'resolv.conf'), '');
  writeFileSync(file, JSON.stringify(settings(machine, certificate('ca.crt'))));
  processes.start('kubelet', join(programs, 'kubelet'), [
    `--config=${file}`,
    `--kubeconfig=${user('kubelet', `/O=system:nodes/CN=system:node:${NODE}`)}`,
    `--root-dir=${join(machine.folder, 'kubelet')}`,
    `--cert-dir=${join(machine.folder, 'kubelet-pki')}`,
    `--hostname-override=${NODE}`,
    `--node-ip=${machine.address}`,
  ]);
  await processes.until(`ready node of ${access.context}`, ['kubelet', 'containerd'], ready);
}
