import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import type { RenderedObject } from '../../src';
import { kubectlPath } from '../../tools/helm/kubectl-path';

/** What a run of kubectl came to. */
export interface KubectlRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real kubectl against a server, with nobody's configuration. */
export function runKubectl(
  args: readonly string[],
  { cwd, url }: { readonly cwd: string; readonly url: string },
): Promise<KubectlRun> {
  const env = { PATH: process.env.PATH, HOME: cwd, KUBECONFIG: '/dev/null' };
  const command = kubectlPath() ?? 'kubectl';
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 1 << 28 };
    execFile(command, ['--server', url, ...args], options, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/**
 * The objects that the real kubectl reads in a file, which needs no server.
 *
 * @throws Error with what it says, where it can't read the file
 */
export async function readByKubectl(file: string): Promise<readonly RenderedObject[]> {
  const args = ['annotate', '--local', '-f', file, 'read=yes', '-o', 'json'];
  const { status, stdout, stderr } = await runKubectl(args, { cwd: dirname(file), url: '' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(`[${stdout.replaceAll('\n}\n{', '\n},\n{')}]`);
}
