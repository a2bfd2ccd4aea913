import { spawnSync } from 'node:child_process';
import { test } from 'vitest';

/**
 * A `test` for what needs a program that is not Node: skipped with a loud line where it is missing,
 * failed where `CI` is set.
 */
export function testWith(program: string, debianPackage: string): typeof test {
  if (!spawnSync(program, ['--version']).error) return test;
  const message = `${program} is missing (Debian's package ${debianPackage}): its tests can't run`;
  if (process.env.CI) throw new Error(message);
  console.warn(`\n!!! SKIPPED: ${message}\n`);
  return test.skip as typeof test;
}
