import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives each run of the tests a temporary folder of its own, and removes it with all that is left in it.
 *
 * A file cleans up after itself, but can't where it fails to load, or where all of its tests are skipped.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-run-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
