/**
 * Builds the parts of a Kubernetes cluster, pinned by `go.mod` and `go.sum`, into one program.
 *
 * Run it with `npx tsx tools/cluster/build.ts`; `npm run test:cluster` does it by itself.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder, makeOnce } from './cache';

const HERE = __dirname;
const INPUTS = ['go.mod', 'go.sum', 'main.go'].map((file) => join(HERE, file));

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

const flags = () => ['-trimpath', '-buildvcs=false', '-ldflags', linkerFlags()];

/** Go's own version for this module, such as `go version go1.26.8 linux/amd64`; `undefined` without a Go that can build it. */
export function goVersion(): string | undefined {
  const { status, stdout } = spawnSync('go', ['version'], { cwd: HERE, encoding: 'utf8' });
  const [, minor] = /^go version go1\.(\d+)/.exec(stdout ?? '') ?? [];
  return status === 0 && Number(minor) >= 26 ? stdout.trim() : undefined;
}

function folderOf(version: string): string {
  return cachedFolder('cluster', [
    ...INPUTS.map((file) => readFileSync(file)),
    version,
    ...flags(),
  ]);
}

/** Whether the program was built before, so that no compiler runs. */
export function isBuilt(): boolean {
  const version = goVersion();
  return version !== undefined && existsSync(folderOf(version));
}

/**
 * Makes sure that the program is built: 15 minutes on two cores the first time, without what Go has compiled before.
 *
 * @returns the folder with a link for each of {@link PARTS}
 * @throws Error where Go is missing or can't build it
 */
export function buildCluster(): string {
  const version = goVersion();
  if (version === undefined) throw new Error('expected Go 1.26 or newer on PATH');
  const folder = folderOf(version);
  makeOnce(folder, (work) => {
    console.warn(`Building Kubernetes ${kubernetesVersion()} once, into ${folder} …`);
    const program = join(work, 'cluster');
    execFileSync('go', ['build', ...flags(), '-o', program, '.'], {
      cwd: HERE,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    mkdirSync(join(work, 'bin'));
    for (const part of PARTS) linkSync(program, join(work, 'bin', part));
    rmSync(program);
  });
  return join(folder, 'bin');
}

if (require.main === module) console.log(buildCluster());
