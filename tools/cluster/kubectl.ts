import { execFile } from 'node:child_process';

/** How a cluster is reached: always by a context that was named. */
export interface Access {
  /** Path of the kubectl to use. */
  readonly kubectl: string;
  /** Path of a kubeconfig; without one, kubectl's own rules find it. */
  readonly kubeconfig?: string | undefined;
  /** The context in it. */
  readonly context: string;
}

/** What a run of kubectl came to. */
export interface KubectlRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LARGEST_OUTPUT = 1 << 28;

/** The flags that every call begins with. */
export function accessFlags({ kubeconfig, context }: Access): string[] {
  return [...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]), '--context', context];
}

/** Runs kubectl, with text on its standard input. */
export function kubectl(access: Access, args: readonly string[], input = ''): Promise<KubectlRun> {
  const all = [...accessFlags(access), ...args];
  return new Promise((resolve) => {
    const options = { maxBuffer: LARGEST_OUTPUT };
    const child = execFile(access.kubectl, all, options, (error, stdout, stderr) => {
      // Where kubectl itself is not there, the code is a word.
      const status = typeof error?.code === 'number' ? error.code : Number(error !== null);
      resolve({ status, stdout, stderr: stderr || (error?.message ?? '') });
    });
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/**
 * Runs kubectl where nothing may go wrong.
 *
 * @returns what it prints
 * @throws Error with what it says
 */
export async function kubectlOrThrow(
  access: Access,
  args: readonly string[],
  input = '',
): Promise<string> {
  const { status, stdout, stderr } = await kubectl(access, args, input);
  if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
