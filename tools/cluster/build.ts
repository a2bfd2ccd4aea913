/**
 * Builds the parts of a Kubernetes cluster, pinned by `go.mod` and `go.sum`, into one program.
 *
 * Run it with `npx tsx tools/cluster/build.ts`; `npm run test:cluster` does it by itself.
 */
import { readFileSync } from 'node:fs';
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

/** The version of Kubernetes that `go.mod` asks for, such as `1.37.2`. */
export function kubernetesVersion(): string {
  const [, version] =
    /k8s\.io\/kubernetes v(\S+)/.exec(readFileSync(join(HERE, 'go.mod'), 'utf8')) ?? [];
  if (!version)
    throw new Error('tools/cluster/go.mod does not say which k8s.io/kubernetes it takes');
  return version;
}

/** Without these, the program tells its clients that it is v0.0.0-master. */
function linkerFlags(): string {
  const version = kubernetesVersion();
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

const cluster = (): GoProgram => ({
  name: 'cluster',
  title: `Kubernetes ${kubernetesVersion()}`,
  folder: HERE,
  sources: ['go.mod', 'go.sum', 'main.go'].map((file) => join(HERE, file)),
  parts: PARTS,
  flags: ['-trimpath', '-buildvcs=false', '-ldflags', linkerFlags()],
});

/** Whether the program was built before, so that no compiler runs. */
export const isBuilt = (): boolean => isBuiltGo(cluster());

/**
 * Makes sure that the program is built: 15 minutes on two cores the first time, without what Go has compiled before.
 *
 * @returns the folder with a link for each of {@link PARTS}
 * @throws Error where Go is missing or can't build it
 */
export const buildCluster = (): string => buildGo(cluster());

if (require.main === module) console.log(buildCluster());
