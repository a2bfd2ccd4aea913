/**
 * Builds the parts of a Kubernetes cluster, pinned by `go.mod` and `go.sum`, into one program.
 *
 * Run it with `npx tsx tools/cluster/build.ts`; `npm run test:cluster` does it by itself.
 */
import { existsSync, linkSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGo, type GoProgram, isBuiltGo } from './go-program';

const HERE = __dirname;

/** What the program can be called as. */
export const PARTS = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kubelet',
  'kube-proxy',
  'kubectl',
] as const;

/** What the oldest Kubernetes is built for: its API server, and what makes a namespace's account. */
const OLDEST_PARTS = ['kube-apiserver', 'kube-controller-manager'] as const;

/**
 * The version of Kubernetes that a `go.mod` asks for, such as `1.37.2`.
 *
 * @param folder of the `go.mod`; by default, of the one for the newest Kubernetes
 */
export function kubernetesVersion(folder = HERE): string {
  const [, version] =
    /k8s\.io\/kubernetes v(\S+)/.exec(readFileSync(join(folder, 'go.mod'), 'utf8')) ?? [];
  if (!version) throw new Error(`${folder}/go.mod does not say which k8s.io/kubernetes it takes`);
  return version;
}

/** Without these, the program tells its clients that it is v0.0.0-master. */
function linkerFlags(version: string): string {
  const [major, minor] = version.split('.');
  const said = {
    gitVersion: `v${version}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
  };
  const defined = Object.entries(said).map(
    ([name, text]) => `-X k8s.io/component-base/version.${name}=${text}`,
  );
  return ['-s', '-w', ...defined].join(' ');
}

function programOf(name: string, folder: string, parts: readonly string[]): GoProgram {
  const version = kubernetesVersion(folder);
  return {
    ...{ name, folder, parts, title: `Kubernetes ${version}` },
    sources: ['go.mod', 'go.sum', 'main.go'].map((file) => join(folder, file)),
    flags: ['-trimpath', '-buildvcs=false', '-ldflags', linkerFlags(version)],
  };
}

const cluster = (): GoProgram => programOf('cluster', HERE, PARTS);

/** Whether the program was built before, so that no compiler runs. */
export const isBuilt = (): boolean => isBuiltGo(cluster());

/**
 * Makes sure that the program is built: 15 minutes on two cores the first time, without what Go has compiled before.
 *
 * @returns the folder with a link for each of {@link PARTS}
 * @throws Error where Go is missing or can't build it
 */
export const buildCluster = (): string => buildGo(cluster());

/**
 * Makes sure that the API server of the oldest Kubernetes is built that the manifests are for: 10 minutes on two cores
 * the first time.
 *
 * @returns the folder with it, and with what else a control plane starts, of the newest Kubernetes
 * @throws Error where Go is missing or can't build it
 */
export function buildOldest(): string {
  const newest = buildCluster();
  const folder = buildGo(programOf('oldest', join(HERE, 'oldest'), OLDEST_PARTS));
  for (const part of ['etcd', 'kubectl']) {
    if (!existsSync(join(folder, part))) linkSync(join(newest, part), join(folder, part));
  }
  return folder;
}

if (require.main === module) console.log(buildCluster());
