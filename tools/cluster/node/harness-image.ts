import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cachedFolder, keepNewest, makeOnce } from '../cache';

const ROOT = resolve(__dirname, '../../..');
/** The image as the manifests name it by default. */
export const NAME = 'docker.io/kvmini/kvmini-harness:latest';
const BASE = 'localhost/kvmini-node-base';
const IGNORED = 'harness/Dockerfile.dockerignore';
const SUITE = 'bookworm';
/** Where a build finds npm's cache. */
const NPM_CACHE = '/var/cache/npm';
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Builds the image of `harness/Dockerfile` with buildah, over Debian's own packages and this machine's Node: no registry of
 * images is asked.
 *
 * @returns path of an archive as `docker save` writes it
 */
export function buildHarnessImage(): string {
  const base = buildBase();
  const folder = cachedFolder('harness-image', [base, ...inputs()]);
  makeOnce(folder, (work) => {
    console.warn(`Building the image of harness/Dockerfile, into ${folder} …`);
    writeFileSync(join(work, 'npmrc'), npmSettings());
    run(BUILD, [work, join(base, 'root.tar'), NAME, npmSetting('cache')]);
    for (const name of ['storage', 'run', 'npmrc'])
      rmSync(join(work, name), { recursive: true, force: true });
  });
  keepNewest('harness-image', 3);
  return join(folder, 'image.tar');
}

/** What the Dockerfile takes into the image, as Git knows it. */
function inputs(): Buffer[] {
  const kept = readFileSync(join(ROOT, IGNORED), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', ...kept],
    { cwd: ROOT, encoding: 'utf8' },
  );
  const files = [...listed.trim().split('\n'), 'harness/Dockerfile', IGNORED];
  return files
    .filter((file) => existsSync(join(ROOT, file)))
    .flatMap((file) => [Buffer.from(file), readFileSync(join(ROOT, file))]);
}

/** A tree of Debian's smallest system with this machine's Node and npm, in the places where the image `node` has them. */
function buildBase(): string {
  const folder = cachedFolder('node-base', [SUITE, process.version, process.arch]);
  makeOnce(folder, (work) => {
    console.warn(`Making a base image of Debian's packages once, into ${folder} …`);
    const root = join(work, 'root');
    const flags = ['--variant=minbase', '--include=ca-certificates', SUITE, root];
    execFileSync('debootstrap', flags, { stdio: ['ignore', 'ignore', 'inherit'] });
    addNode(join(root, 'usr/local'));
    execFileSync('tar', [
      '-C',
      root,
      '--exclude=./var/cache/apt/archives/*.deb',
      '-cf',
      join(work, 'root.tar'),
      '.',
    ]);
    rmSync(root, { recursive: true });
  });
  return folder;
}

function addNode(local: string): void {
  const modules = join(local, 'lib/node_modules');
  mkdirSync(modules, { recursive: true });
  copyFileSync(process.execPath, join(local, 'bin/node'));
  const npm = execFileSync('bash', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  cpSync(dirname(dirname(realpathSync(npm))), join(modules, 'npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(local, 'bin', name));
}

const npmSetting = (name: string) =>
  execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim();

/** How npm finds its registry on this machine, and where this machine's cache is mounted. */
function npmSettings(): string {
  const authorities = existsSync(AUTHORITIES) ? [`cafile=${AUTHORITIES}`] : [];
  const cache = `cache=${NPM_CACHE}`;
  return [`registry=${npmSetting('registry')}`, cache, ...authorities, ''].join('\n');
}

/** What buildah mounts goes with the namespace. Where containers are limited themselves, chroot is what works. */
const BUILD = `
set -eu
work=$1 root=$2 name=$3 cache=$4
buildah() { command buildah --root "$work/storage" --runroot "$work/run" "$@"; }
scratch=$(buildah from scratch)
buildah add --quiet "$scratch" "$root" /
buildah commit --quiet --rm "$scratch" ${BASE}
mkdir -p "$cache"
buildah build --isolation chroot --format docker --ignorefile ${IGNORED} --build-arg NODE_IMAGE=${BASE} \\
  --volume "$work/npmrc:/usr/local/etc/npmrc:ro" --volume "$cache:${NPM_CACHE}" \\
  $(if [ -e ${AUTHORITIES} ]; then echo --volume ${AUTHORITIES}:${AUTHORITIES}:ro; fi) \\
  --file harness/Dockerfile --tag kvmini-harness .
buildah push --quiet kvmini-harness "docker-archive:$work/image.tar:$name"
`;

function run(script: string, args: readonly string[]): void {
  const shell = ['--mount', '--propagation', 'private', 'bash', '-c', script, 'build', ...args];
  try {
    execFileSync('unshare', shell, { cwd: ROOT, stdio: 'pipe', maxBuffer: 1 << 26 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    const end = `${stdout}\n${stderr}`.trim().split('\n').slice(-30).join('\n');
    throw new Error(`the image of harness/Dockerfile can't be built:\n${end}`);
  }
}

if (require.main === module) console.log(buildHarnessImage());
