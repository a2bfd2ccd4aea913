import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).error === undefined;

/** Whether processes have a core to themselves, in words. */
export const PINNED = canPin
  ? 'load generator on core 0, mock server on core 1 (taskset)'
  : 'no core of its own for any process (that needs two cores and taskset)';

/** A program with its arguments. */
export type Command = [file: string, args: string[]];

/** The command that runs a program on one core, where that can be had. */
export function onCore(core: 0 | 1, [file, args]: Command): Command {
  return canPin ? ['taskset', ['--cpu-list', String(core), file, ...args]] : [file, args];
}

/** The same for a script that Node runs. */
export function nodeOn(core: 0 | 1, args: readonly string[]): Command {
  return onCore(core, [process.execPath, [...args]]);
}
