import { exec } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(exec);

/**
 * Runs a command line in a folder as a user would.
 *
 * @returns its output
 * @throws Error with the output where it fails
 */
export async function shell(command: string, cwd: string, env = {}): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
  try {
    return (await run(command, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} failed in ${cwd}:\n${stdout}\n${stderr}`, { cause: error });
  }
}
