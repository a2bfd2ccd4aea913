import { spawn } from 'node:child_process';
import { RunError } from '../errors/errors';

/** A mock server in a process of its own. */
export interface MockProcess {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts this program again as a mock server, so that it shares no thread with the load. */
export async function startMockProcess(flags: readonly string[]): Promise<MockProcess> {
  const args = [...process.execArgv, process.argv[1] ?? '', 'mock', '--port', '0', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let shown = '';
    child.stdout.on('data', (data) => {
      shown += data;
      const found = /http:\S+(?=\s)/.exec(shown);
      if (found) resolve(found[0]);
    });
    child.once('error', reject);
    void ended.then(() => reject(new RunError('the mock server ended before it listened')));
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { url, stop };
}
