import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { nodeUnderTest } from '../../tools/cluster/node/environment';
import { writeShims } from '../support/shims';

export const { access, folder, network } = nodeUnderTest();

/** The folder in which commands run. */
export const here = mkdtempSync(join(tmpdir(), 'kvmini-node-test-'));

/** The commands that a reader has from npm are those of this checkout. */
const bin = writeShims(here, {
  npx: `case $1 in cdk8s-kvmini) shift; exec node "${resolve('lib/cli.js')}" "$@";; *) exit 1;; esac`,
  // What these do has been done: this checkout is built, and the node has the image.
  npm: 'case "$*" in ci|"run synth"|"run build"|"install --no-save "*) ;; *) exit 1;; esac',
  docker: 'case "$*" in "build "*" kvmini/kvmini-harness:1.0.0 .") ;; *) exit 1;; esac',
  kind: 'case "$*" in "load docker-image kvmini/kvmini-harness:1.0.0") ;; *) exit 1;; esac',
});

/** What a script came to. */
export interface ScriptRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a script is run. */
export interface ScriptOptions {
  /** Seconds after which it is ended, with status 124. */
  readonly seconds?: number;
  /** What is typed, on a terminal of its own. */
  readonly typed?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a script of bash in the node's network, as a reader types it. */
export function runScript(script: string, options: ScriptOptions = {}): Promise<ScriptRun> {
  const { seconds = 200, typed, environment = {} } = options;
  const bash = ['bash', '--norc', '-euo', 'pipefail', '-c', script];
  const terminal = ['script', '--quiet', '--return', '--command', quoted(bash), '/dev/null'];
  const command = ['timeout', `${seconds}`, ...(typed === undefined ? bash : terminal)];
  const [file = '', ...args] = [...network, ...command];
  const PATH = `${bin}:${folder}:${process.env.PATH}`;
  const env = { ...process.env, PATH, HOME: here, KUBECONFIG: access.kubeconfig, ...environment };
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd: here, env });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text) => {
        said[stream] += text;
      });
    child.on('error', fail).on('close', (code) => done({ status: code ?? 1, ...said }));
    child.stdin.on('error', () => undefined).end(typed ?? '');
  });
}

const quoted = (words: readonly string[]) =>
  words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

/**
 * Runs a script where nothing may go wrong.
 *
 * @returns what it prints
 * @throws Error with what it says
 */
export async function prints(script: string, options?: ScriptOptions): Promise<string> {
  const { status, stdout, stderr } = await runScript(script, options);
  if (status !== 0) throw new Error(`${script}\nends with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Tries until something is so. */
export async function eventually<T>(look: () => Promise<T>, seconds = 60): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((wait) => setTimeout(wait, 500));
    }
  }
}

const FETCH =
  'fetch(process.argv[1]).then(async (r) => { process.stdout.write(await r.text()); process.exit(r.ok ? 0 : 1); })';

/** What a server in the node's network answers. */
export const fetched = (url: string): Promise<string> => prints(`node -e '${FETCH}' '${url}'`);
