import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../place';
import type { ProcessGroup } from '../process-group';
import { PODS } from './machine';

/** The image that holds the namespaces of a pod. */
export const PAUSE_IMAGE = 'localhost/pause:1';

/** The default path, at which the kubelet's own reader of statistics looks, too. /run is the machine's own. */
export const SOCKET = '/run/containerd/containerd.sock';

/** In a container, whose file system is an overlay already, another one does not fit. */
const snapshotter = (folder: string) =>
  spawnSync('stat', ['--file-system', '--format=%T', folder], { encoding: 'utf8' }).stdout.includes(
    'overlay',
  )
    ? 'native'
    : 'overlayfs';

const settings = (folder: string) => `version = 2
root = "${join(folder, 'containerd')}"
state = "/run/containerd"
[grpc]
  address = "${SOCKET}"
[plugins."io.containerd.grpc.v1.cri"]
  # Without CAP_SYS_RESOURCE, pods could not start.
  restrict_oom_score_adj = true
  sandbox_image = "${PAUSE_IMAGE}"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${join(folder, 'cni')}"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "${snapshotter(folder)}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
`;

/** A pair of interfaces and a route for each pod: unlike a bridge, it needs no module that looks into bridged packets. */
const NETWORK = {
  cniVersion: '0.4.0',
  name: 'kvmini',
  plugins: [
    {
      type: 'ptp',
      ipam: {
        type: 'host-local',
        ranges: [[{ subnet: PODS }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    },
  ],
};

/** Starts containerd, with the network of its pods, and waits until it answers. */
export async function startContainerd(
  { folder, enter }: Place,
  processes: ProcessGroup,
): Promise<void> {
  mkdirSync(join(folder, 'cni'));
  writeFileSync(join(folder, 'cni', '10-kvmini.conflist'), JSON.stringify(NETWORK));
  const file = join(folder, 'containerd.toml');
  writeFileSync(file, settings(folder));
  processes.start('containerd', 'containerd', ['--config', file]);
  const [command = '', ...args] = [...enter, 'ctr', 'version'];
  await processes.until(
    'containerd',
    ['containerd'],
    async () => spawnSync(command, args).status === 0,
  );
}

/**
 * Hands an image to containerd, under the names in it.
 *
 * @param archive path of what `docker save` or `buildah push docker-archive:` writes
 * @param also a further name, by the name in the archive
 */
export function importImage(
  { enter }: Place,
  archive: string,
  also: Readonly<Record<string, string>> = {},
): void {
  const images = (...args: readonly string[]) => {
    const [command = '', ...rest] = [...enter, 'ctr', '--namespace=k8s.io', 'images', ...args];
    execFileSync(command, rest, { stdio: 'pipe' });
  };
  images('import', archive);
  for (const [name, other] of Object.entries(also)) images('tag', name, other);
}
