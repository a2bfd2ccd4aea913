import { spawn } from 'node:child_process';

/** A mock server of the bundled program, in a process of its own. */
export interface MockProcess {
  readonly url: string;
  readonly stop: () => void;
}

/**
 * Starts one on a free port.
 *
 * @param command turns Node's arguments into the command that is run
 */
export async function startMock(
  program: string,
  flags: readonly string[],
  command = (args: string[]): [file: string, args: string[]] => [process.execPath, args],
): Promise<MockProcess> {
  const [file, args] = command([program, 'mock', '--port', '0', ...flags]);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const data of child.stdout) {
    const url = /http:\S+/.exec(String(data))?.[0];
    if (url) return { url, stop: () => void child.kill('SIGTERM') };
  }
  throw new Error('The mock server ended before it listened');
}
