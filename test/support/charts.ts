import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder with a copy of `charts/` in which the parent's dependency is in place, as `helm dependency build` leaves it.
 *
 * @param helm path of the real helm
 * @returns the folder; it goes with all that a run of the tests leaves behind
 */
export function copyOfCharts(helm: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-charts-'));
  cpSync('charts', join(folder, 'charts'), { recursive: true });
  const build = ['dependency', 'build', 'charts/kserve-vllm-mini'];
  execFileSync(helm, build, { cwd: folder, stdio: 'pipe' });
  return folder;
}
