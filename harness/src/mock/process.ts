import { spawn } from 'node:child_process';
import { RunError } from '../errors';

/** A mock server in a process of its own. */
export interface MockProcess {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A command and its arguments. */
export type Command = readonly [file: string, args: readonly string[]];

/** This program, as it was started itself. */
const thisProgram = (): Command => [process.execPath, [...process.execArgv, process.argv[1] ?? '']];

/**
 * Starts a mock server on a free port, in a process of its own, so that it shares no thread with the load.
 *
 * @param flags those of `kvmini mock`
 * @param program how the harness is started
 * @throws RunError where it ends before it listens
 */
export async function startMockProcess(
  flags: readonly string[],
  [file, before]: Command = thisProgram(),
): Promise<MockProcess> {
  const args = [...before, 'mock', '--port', '0', ...flags];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
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
