import { execFile } from 'node:child_process';
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
    execFile(command, ['--server', url, ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}
