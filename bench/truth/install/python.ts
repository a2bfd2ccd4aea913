import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { cached, keyOf } from '../cache';
import { folderSize } from './folder-size';

/** pip takes minutes for what uv installs in seconds; and uv uses the disk once for a file that several have. */
const UV = 'uv==0.13.9';
const QUIET = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] };
const REQUIREMENTS = join(import.meta.dirname, '..', 'requirements');
const SHOW = 'import sys; print("%d.%d" % sys.version_info[:2])';

function uv(): string {
  const folder = cached('environments', `uv-${keyOf(UV)}`);
  const program = join(folder, 'bin', 'uv');
  if (existsSync(program)) return program;
  execFileSync('python3', ['-m', 'venv', folder], QUIET);
  execFileSync(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', UV], QUIET);
  return program;
}

/** The interpreters of pyenv, which stand on no PATH. */
function pyenv(): string[] {
  const versions = join(process.env.PYENV_ROOT || join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(versions)) return [];
  return readdirSync(versions).map((version) => join(versions, version, 'bin', 'python3'));
}

/**
 * The interpreter of a version of Python.
 *
 * @param version such as 3.12
 * @throws Error where this machine has none
 */
export function findPython(version: string): string {
  const found = [`python${version}`, 'python3', ...pyenv()].find((program) => {
    const { stdout } = spawnSync(program, ['-c', SHOW], { encoding: 'utf8' });
    return stdout?.trim() === version;
  });
  if (found === undefined) throw new Error(`needs Python ${version}, which this machine lacks`);
  return found;
}

/** The requirements of a tool, every package with its version. */
const requirementsOf = (name: string): string => join(REQUIREMENTS, `${name}.txt`);

/**
 * Makes sure that the packages of a requirements file are installed, in an environment of their own.
 *
 * @returns the environment's folder
 * @throws Error where Python or a package can't be had
 */
export function environment(name: string, version: string): string {
  const file = requirementsOf(name);
  const listed = readFileSync(file, 'utf8');
  const folder = join(cached('environments'), `${name}-${keyOf(listed, version)}`);
  if (existsSync(join(folder, 'complete'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(`Installing ${name} …\n`);
  const [program, python] = [uv(), findPython(version)];
  execFileSync(program, ['venv', '--quiet', '--python', python, folder], QUIET);
  const into = ['--python', join(folder, 'bin', 'python')];
  execFileSync(program, ['pip', 'install', '--quiet', ...into, '--requirement', file], QUIET);
  writeFileSync(join(folder, 'complete'), String(folderSize(folder)));
  return folder;
}

/** A tool of the Python registry. */
export function installPython(name: string, { python = '3.11', program = name } = {}) {
  const folder = environment(name, python);
  const [, version = ''] =
    new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(requirementsOf(name), 'utf8')) ?? [];
  return {
    program: [join(folder, 'bin', program)],
    version,
    bytes: Number(readFileSync(join(folder, 'complete'), 'utf8')),
  };
}

/** The folder of a tokenizer in Hugging Face's layout, one token a character, as a script of the project makes it. */
export function makeTokenizer(): string {
  const folder = join(environment('tokenizer', '3.11'), 'model');
  if (existsSync(folder)) return folder;
  const script = join(import.meta.dirname, '../../../tools/servers/make_model.py');
  const python = join(folder, '..', 'bin', 'python');
  execFileSync(python, [script, `${folder}.part`], QUIET);
  renameSync(`${folder}.part`, folder);
  return folder;
}
