import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { missingForCluster } from '../needs';

/** Programs, and the package of Debian that has each. */
const PROGRAMS = {
  buildah: 'buildah',
  containerd: 'containerd',
  ctr: 'containerd',
  debootstrap: 'debootstrap',
  ip: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  runc: 'runc',
  setpriv: 'util-linux',
  sysctl: 'procps',
  unshare: 'util-linux',
} as const;

const PLUGIN = '/usr/lib/cni/ptp';

/** Those of capabilities(7) without which no node starts. */
const CAPABILITIES = { CAP_NET_ADMIN: 12n, CAP_SYS_CHROOT: 18n, CAP_SYS_ADMIN: 21n } as const;

/**
 * What a node of one's own lacks on this machine.
 *
 * @returns a sentence, or `undefined` where nothing is missing
 */
export function missingForNode(): string | undefined {
  return missingForCluster() ?? missingRights() ?? missingPrograms() ?? missingKernel();
}

function missingRights(): string | undefined {
  if (process.getuid?.() !== 0) return 'containers and networks need root';
  const [, bits = '0'] =
    /^CapEff:\s+([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  const held = BigInt(`0x${bits}`);
  const lacking = Object.entries(CAPABILITIES).filter(([, bit]) => !(held & (1n << bit)));
  const names = lacking.map(([name]) => name).join(', ');
  return names === '' ? undefined : `this container lacks ${names}: start it with --privileged`;
}

function missingPrograms(): string | undefined {
  const lacking = Object.entries(PROGRAMS).filter(([program]) => !isThere(program));
  const packages = new Set<string>(lacking.map(([, name]) => name));
  if (!existsSync(PLUGIN)) packages.add('containernetworking-plugins');
  return packages.size === 0
    ? undefined
    : `packages of Debian are missing: ${[...packages].join(' ')}`;
}

const isThere = (program: string) =>
  spawnSync('bash', ['-c', `command -v ${program}`]).status === 0;

/** A namespace can be asked for, and still not be had: as in a container whose seccomp profile forbids it. */
function missingKernel(): string | undefined {
  const shell = ['ip', 'link', 'add', 'node0', 'type', 'veth', 'peer', 'name', 'node1'];
  const flags = ['--net', '--mount', '--pid', '--fork', '--mount-proc'];
  const { status, stderr } = spawnSync('unshare', [...flags, ...shell], { encoding: 'utf8' });
  return status === 0 ? undefined : `no namespaces of its own: ${stderr.trim()}`;
}
