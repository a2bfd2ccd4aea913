import { join } from 'node:path';
import { canInstall, installHelm } from './install';

/**
 * The pinned kubectl.
 *
 * @returns `undefined` off linux x64, after a line on stderr: the caller skips its tests
 * @throws Error there where `CI` is set
 */
export function kubectlPath(): string | undefined {
  if (canInstall) return join(installHelm(), 'kubectl');
  const message = 'The pinned kubectl is for linux x64, so no kubectl reads the manifests';
  if (process.env.CI) throw new Error(message);
  console.error(`SKIPPED: ${message}`);
  return undefined;
}
