import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

test('imports/ is what cdk8s import makes of the CRDs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-import-'));
  try {
    cpSync('cdk8s.yaml', join(folder, 'cdk8s.yaml'));
    cpSync('imports/crds', join(folder, 'imports/crds'), { recursive: true });
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    const cdk8s = resolve('node_modules/.bin/cdk8s');
    execFileSync(cdk8s, ['import'], { cwd: folder, env, stdio: 'pipe' });
    const file = 'imports/monitoring.coreos.com.ts';
    const made = readFileSync(join(folder, file), 'utf8');
    expect(readFileSync(file, 'utf8'), 'run `npx cdk8s import`').toBe(made);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
