/** `cdk8s synth --format helm` writes a chart of the manifests, whose braces Helm would read as its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { renderValues } from '../../src';
import { readDocuments } from './kubernetes-yaml';
import { helm, runHelm } from './renderings';
import { byIdentity } from './same-objects';

const APP = `
const { App, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
const { KvminiHarness } = require(${JSON.stringify(resolve('lib/index.js'))});
const app = new App();
const monitoring = { enabled: true, dashboard: { enabled: true } };
const chart = new Chart(app, 'kvmini', { namespace: 'benchmark' });
new KvminiHarness(chart, 'kvmini-harness', { values: { monitoring } });
app.synth();
`;

test.skipIf(!helm)(
  'helm makes of it what it was made of',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kvmini-format-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'app.cjs'), APP);
    const args = ['--app', 'node app.cjs', '--output', 'chart', '--format', 'helm'];
    execFileSync(
      resolve('node_modules/.bin/cdk8s'),
      ['synth', ...args, '--chart-version', '1.0.0'],
      {
        cwd: folder,
        env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
        stdio: 'pipe',
      },
    );
    const theirs = readDocuments(await runHelm('template', 'a', join(folder, 'chart')));
    const ours = renderValues({ monitoring: { enabled: true, dashboard: { enabled: true } } });
    expect(byIdentity(theirs)).toStrictEqual(byIdentity(ours));
    expect(JSON.stringify(theirs)).toContain('"name":"kvmini-harness-dashboard"');
  },
  60_000,
);
