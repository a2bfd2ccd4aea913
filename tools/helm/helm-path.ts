import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { canInstall, installHelm } from './install';

/** The version whose semantics `src/helm` mirrors; 4.1.3 treats nulls alike. */
const MIRRORED = /^v4\.1\.[34]\b/;

/**
 * The helm to compare with: the pinned one on linux x64, else a `helm` on PATH of the mirrored version.
 *
 * @returns `undefined` where there is none, after a line on stderr: the caller skips its tests
 * @throws Error where there is none and `CI` is set
 */
export function helmPath(): string | undefined {
  if (canInstall) return join(installHelm(), 'helm');
  const { stdout } = spawnSync('helm', ['version', '--template', '{{.Version}}'], {
    encoding: 'utf8',
  });
  if (MIRRORED.test(stdout ?? '')) return 'helm';
  const message = `No helm 4.1.4 (found: ${stdout || 'none'}): put one on PATH to compare with the real helm`;
  if (process.env.CI) throw new Error(message);
  console.error(`SKIPPED: ${message}`);
  return undefined;
}
