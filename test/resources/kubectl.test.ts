import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { RenderedObject } from '../../src';
import { kubectlPath } from '../../tools/helm/kubectl-path';
import { startApiServer } from '../support/api-server';
import { runKubectl } from '../support/kubectl';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-kubectl-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm run synth` writes: cdk8s hands its output folder to the app like this. */
function synthesize(dist: string): void {
  execFileSync('node', ['lib/main.js'], { env: { ...process.env, CDK8S_OUTDIR: dist } });
}

const copy = (file: string) => (dist: string) => cpSync(file, join(dist, 'copy.k8s.yaml'));

function objectsIn(dist: string): RenderedObject[] {
  const texts = readdirSync(dist).map((file) => readFileSync(join(dist, file), 'utf8'));
  return texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
}

describe.skipIf(!kubectlPath())('kubectl apply --dry-run=client --validate=false -f dist/', () => {
  test.each<[string, (dist: string) => void]>([
    ['npm run synth', synthesize],
    ['everything on', copy('test/golden/everything-on.yaml')],
    ['production, with Roles', copy('test/golden/production.yaml')],
    ['the parent app', copy('examples/kserve-vllm-mini/manifests/prod/vllm.k8s.yaml')],
    ['the fleet', copy('examples/fleet/manifests/fleet.k8s.yaml')],
  ])('reads what there is of %s', async (name, write) => {
    const cwd = join(folder, name);
    mkdirSync(join(cwd, 'dist'), { recursive: true });
    write(join(cwd, 'dist'));
    const objects = objectsIn(join(cwd, 'dist'));
    const { server, url } = await startApiServer(objects);
    const args = ['apply', '--dry-run=client', '--validate=false', '-f', 'dist/'];
    const { status, stdout, stderr } = await runKubectl(args, { cwd, url });
    server.close();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const created = objects.map(({ kind, metadata }) => [kind.toLowerCase(), metadata.name]);
    const printed = stdout.trim().split('\n');
    expect(printed.map((line) => line.split(/[./ ].*\/|\/| /).slice(0, 2))).toEqual(created);
    for (const line of printed) expect(line).toMatch(/ created \(dry run\)$/);
  });
});
