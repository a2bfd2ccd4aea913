import { spawn } from 'node:child_process';

/** A mock server of the bundled program, in a process of its own. */
export interface MockProcess {
  readonly url: string;
  readonly stop: () => void;
}

/** Starts one on a free port. */
export async function startMock(program: string, flags: readonly string[]): Promise<MockProcess> {
  const args = [program, 'mock', '--port', '0', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const data of child.stdout) {
    const url = /http:\S+/.exec(String(data))?.[0];
    if (url) return { url, stop: () => void child.kill('SIGTERM') };
  }
  throw new Error('The mock server ended before it listened');
}
