import { spawnSync } from 'node:child_process';

/**
 * Whether npm reaches its registry.
 *
 * @returns `false` where it does not, after a line on stderr: the caller skips its tests
 * @throws Error where it does not and `CI` is set
 */
export function reachesRegistry(): boolean {
  const ping = ['ping', '--fetch-retries=1', '--fetch-timeout=10000'];
  const { status } = spawnSync('npm', ping, { stdio: 'ignore' });
  if (status === 0) return true;
  const message = 'npm does not reach its registry, so the packed library is installed nowhere';
  if (process.env.CI) throw new Error(message);
  console.error(`SKIPPED: ${message}`);
  return false;
}
