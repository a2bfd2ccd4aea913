import { existsSync, readFileSync } from 'node:fs';

const STAT = '/proc/stat';

/** The ticks of all cores since the machine started, and those in which its host ran something else. */
function ticks(): { all: number; stolen: number } {
  const [line = ''] = readFileSync(STAT, 'utf8').split('\n');
  const [, ...counts] = line.trim().split(/\s+/);
  const numbers = counts.slice(0, 8).map(Number);
  return { all: numbers.reduce((sum, each) => sum + each, 0), stolen: numbers[7] ?? 0 };
}

/**
 * Runs something on a virtual machine and says how much of its time the host took for others.
 *
 * @returns what `run` returns, and a percentage, or `undefined` where the system does not tell
 */
export async function withStolen<T>(
  run: () => Promise<T>,
): Promise<[result: T, percent: number | undefined]> {
  if (!existsSync(STAT)) return [await run(), undefined];
  const before = ticks();
  const result = await run();
  const after = ticks();
  return [result, (100 * (after.stolen - before.stolen)) / (after.all - before.all)];
}
