import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlane } from '../control-plane';
import type { Machine } from './machine';

const READY_PORT = 8181;

const settings = (address: string, kubeconfig: string) => `.:53 {
  bind ${address}
  errors
  ready 127.0.0.1:${READY_PORT}
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${kubeconfig}
    pods insecure
  }
}
`;

/** Bash alone, since no other client is sure to be there. */
const ASK = `exec 3<>/dev/tcp/127.0.0.1/${READY_PORT} && printf 'GET /ready HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '200 OK' <&3`;

/** Starts CoreDNS, which pods ask for the names of Services, and waits until it knows them. */
export async function startDns(
  addons: string,
  { folder, address, enter }: Machine,
  { user, processes }: ControlPlane,
): Promise<void> {
  const file = join(folder, 'Corefile');
  writeFileSync(file, settings(address, user('dns', '/O=system:masters/CN=coredns')));
  processes.start('coredns', join(addons, 'coredns'), ['-conf', file]);
  const [command = '', ...args] = [...enter, 'bash', '-c', ASK];
  await processes.until('DNS', ['coredns'], async () => spawnSync(command, args).status === 0);
}
