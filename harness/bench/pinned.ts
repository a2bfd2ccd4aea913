import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).error === undefined;

/** Whether processes have a core to themselves, in words. */
export const PINNED = canPin
  ? 'load generator on core 0, mock server on core 1 (taskset)'
  : 'no core of its own for any process (that needs two cores and taskset)';

/** The command that runs Node on one core, where that can be had. */
export function nodeOn(core: 0 | 1, args: readonly string[]): [file: string, args: string[]] {
  if (!canPin) return [process.execPath, [...args]];
  return ['taskset', ['--cpu-list', String(core), process.execPath, ...args]];
}
