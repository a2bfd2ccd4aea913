import { vi } from 'vitest';
import { runProgram } from '../../src/cli/program';
import { newFolder } from '../run/runs';

/** What a command wrote, and what it ended with. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line in this process, which starts no other: for commands that live by arguments, variables and files
 * alone. As the program would, it sees nothing of this process's environment but the path.
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const { env: before } = process;
  const told = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      told[name] += text;
      return true;
    }),
  );
  const nowhere = newFolder();
  process.env = { PATH: before.PATH, KVMINI_HOME: nowhere, KVMINI_DATA: nowhere, ...env };
  try {
    return { code: await runProgram(args), ...told };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}
