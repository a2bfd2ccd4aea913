import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { getObject, KvminiHarness } from '../../src';
import { codeBlocks } from '../support/markdown';
import { podSpec } from '../support/render';

const README = readFileSync('README.md', 'utf8');
const IN_AN_APP = readFileSync('docs/in-an-app.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kvmini-typescript-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function runTypeScript(source: string): Promise<string> {
  const outfile = join(folder, 'example.cjs');
  await build({
    stdin: { contents: source, resolveDir: resolve('.'), loader: 'ts' },
    alias: { 'cdk8s-kvmini': resolve('lib/index.js') },
    bundle: true,
    platform: 'node',
    outfile,
  });
  const options = { cwd: folder, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync('node', [outfile], options);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

test('the app in the README writes manifests, in ten lines', async () => {
  const [app = ''] = codeBlocks(README, 'ts');
  expect(app.trim().split('\n').filter(Boolean).length).toBeLessThanOrEqual(10);
  await runTypeScript(app);
  const yaml = readFileSync(join(folder, 'dist', 'benchmark.k8s.yaml'), 'utf8');
  expect(yaml).toContain('storage: 50Gi');
});

describe('in docs/in-an-app.md', () => {
  test('the parent app prints what its comment says', async () => {
    const [parent = ''] = codeBlocks(IN_AN_APP, 'ts');
    expect(await runTypeScript(parent)).toBe('vllm-kvmini\n');
  });

  test('the patch reaches the fields that it names', async () => {
    const [patch = ''] = codeBlocks(IN_AN_APP, 'ts patch');
    const printed = await runTypeScript(`
      import { App, Chart } from 'cdk8s';
      import { KvminiHarness } from 'cdk8s-kvmini';
      const harness = new KvminiHarness(new Chart(new App(), 'c'), 'kvmini');
      ${patch}
      console.log(JSON.stringify(harness.deployment.toJson().spec));`);
    const spec = JSON.parse(printed);
    expect(spec.template.spec.shareProcessNamespace).toBe(true);
    expect(spec.progressDeadlineSeconds).toBe(120);
  });

  test('the test passes', async () => {
    const [own = ''] = codeBlocks(IN_AN_APP, 'ts test');
    const printed = await runTypeScript(`
      import { deepStrictEqual } from 'node:assert';
      const test = (name: string, body: () => void) => { body(); console.log(name); };
      const expect = (found: unknown) => ({
        toMatchSnapshot: () => deepStrictEqual(Array.isArray(found), true),
        toBe: (wanted: unknown) => deepStrictEqual(found, wanted),
        toBeUndefined: () => deepStrictEqual(found, undefined),
      });
      ${own}`);
    expect(printed).toBe('the manifests are as reviewed\n');
  });

  test('Helm’s functions print what the comment says', async () => {
    const [helm = ''] = codeBlocks(IN_AN_APP, 'ts helm');
    const [, comment] = /^\/\/ (.*)$/m.exec(helm) ?? [];
    expect(await runTypeScript(helm)).toBe(`${comment}\n`);
  });

  test('files and flags go into an app', () => {
    const files = ['values.yaml', 'values-prod.yaml'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, 'persistence:\n  size: 50Gi\n');
    const [code = ''] = codeBlocks(IN_AN_APP, 'ts files');
    const absolute = code.replace(/'(values\S*\.yaml)'/g, (_, name) => `'${join(folder, name)}'`);
    const chart = new Chart(new App(), 'c');
    new Function('KvminiHarness', 'chart', absolute)(KvminiHarness, chart);
    const deployment = getObject(chart.toJson(), 'Deployment');
    expect(podSpec([deployment]).containers[0].image).toBe('kvmini/kvmini-harness:2025.9.1');
  });
});
