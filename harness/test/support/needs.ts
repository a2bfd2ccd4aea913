import { spawnSync } from 'node:child_process';
import { test } from 'vitest';
import { missing } from '../../../tools/missing';

/**
 * A `test` for what needs a program that is not Node: skipped with a loud line where it is missing,
 * failed where `CI` is set.
 */
export function testWith(program: string, debianPackage: string): typeof test {
  if (!spawnSync(program, ['--version']).error) return test;
  missing(`${program} is missing (Debian's package ${debianPackage}): its tests can't run`);
  return test.skip as typeof test;
}
