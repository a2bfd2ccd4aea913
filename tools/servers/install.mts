import { type ExecFileSyncOptions, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The model servers that the tests run. */
export type ServerName = 'llamacpp' | 'vllm';

const HERE = import.meta.dirname;
const QUIET: ExecFileSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'] };

/** What an environment is made of: another one is made where any of it changes. */
const INPUTS: Readonly<Record<ServerName, readonly string[]>> = {
  llamacpp: ['requirements-llamacpp.txt', 'make_model.py'],
  vllm: ['requirements-llamacpp.txt', 'make_model.py', 'install_vllm.py'],
};

/** Whether Python is there with what makes environments (Debian's packages python3 and python3-venv). */
export const hasPython = (): boolean =>
  spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;

/** A server's Python and its model, installed into a folder of their own. */
export interface Environment {
  /** Path of the interpreter. */
  readonly python: string;
  /** Folder with `tiny.gguf` and the Hugging Face layout of the same model. */
  readonly model: string;
}

/**
 * Makes sure that a server is installed, with a model that it can serve.
 *
 * @throws Error where a package can't be had
 */
export function installServer(server: ServerName): Environment {
  const folder = join(HERE, 'environments', `${server}-${keyOf(server)}`);
  const found = { python: join(folder, 'bin', 'python'), model: join(folder, 'model') };
  if (existsSync(join(folder, 'complete'))) return found;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(HERE, 'environments'), { recursive: true });
  // Paths stand in an environment's files: it is made where it stays, and marked when it is whole.
  execFileSync('python3', ['-m', 'venv', folder], QUIET);
  install(found.python, server);
  execFileSync(found.python, [join(HERE, 'make_model.py'), `${found.model}.part`], QUIET);
  renameSync(`${found.model}.part`, found.model);
  copyFileSync(join(HERE, 'requirements-llamacpp.txt'), join(folder, 'complete'));
  return found;
}

function install(python: string, server: ServerName): void {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  execFileSync(python, [...pip, '-r', join(HERE, 'requirements-llamacpp.txt')], QUIET);
  if (server === 'vllm') execFileSync(python, [join(HERE, 'install_vllm.py')], QUIET);
}

function keyOf(server: ServerName): string {
  const hash = createHash('sha256');
  for (const file of INPUTS[server]) hash.update(readFileSync(join(HERE, file)));
  return hash.digest('hex').slice(0, 12);
}
