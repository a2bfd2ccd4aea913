import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { getObject, KvminiHarness, renderValues } from '../../src';
import { codeBlocks } from '../support/markdown';
import { harness, podSpec, type Rendered } from '../support/render';
import { writeShims } from '../support/shims';

const README = readFileSync('README.md', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'kvmini-readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

const texts = (language: string) => codeBlocks(README, language);

/** What links may name in a page: its headings as GitHub writes them. */
const anchors = (page: string) =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

/** The rows of the table under a header, without their backquotes. */
function table(header: string): string[][] {
  const [, rows = ''] = README.split(`${header}\n`)[1]?.split(/^\|[-|]+\|\n/m) ?? [];
  const lines = (rows.split('\n\n')[0] ?? '').trim().split('\n');
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Programs in place of those that need a cluster or a network: what kubectl is given is kept. */
function shims(): string {
  const repository = resolve('.');
  return writeShims(folder, {
    kubectl: `printf '%s\\n' "$*" >> "${folder}/kubectl.log"; case "$*" in *"-f -"*) cat >> "${folder}/applied.yaml"; echo --- >> "${folder}/applied.yaml";; esac`,
    npx: `case $1 in cdk8s-kvmini) shift; exec node "${repository}/lib/cli.js" "$@";; cdk8s) shift; cd "${repository}" && CDK8S_CHECK_UPGRADE=false exec node_modules/.bin/cdk8s "$@" -o "${folder}/dist";; *) exit 1;; esac`,
    npm: 'case "$*" in ci|"run synth") ;; *) exit 1;; esac',
  });
}

describe('the commands in the README', () => {
  const bin = shims();

  test.each(texts('sh'))('%s', (script) => {
    writeFileSync(join(folder, 'applied.yaml'), '');
    const env = { PATH: `${bin}:${process.env.PATH}`, HARNESS_POD: 'pod' };
    const options = { cwd: folder, env, encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(
      'bash',
      ['--norc', '-euo', 'pipefail', '-c', script],
      options,
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const applied = parseAllDocuments(readFileSync(join(folder, 'applied.yaml'), 'utf8'));
    const kinds = applied.map((document) => document.toJS()?.kind);
    if (/template.*-f -/s.test(script)) expect(kinds).toContain('Deployment');
  });
});

async function runTypeScript(source: string): Promise<string> {
  const outfile = join(folder, 'example.cjs');
  await build({
    stdin: { contents: source, resolveDir: resolve('.'), loader: 'ts' },
    alias: { 'cdk8s-kvmini': resolve('lib/index.js') },
    bundle: true,
    platform: 'node',
    outfile,
  });
  const { status, stdout, stderr } = spawnSync('node', [outfile], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe('the TypeScript in the README', () => {
  const [first = '', parent = ''] = texts('ts');

  test('the first example writes manifests', async () => {
    await runTypeScript(first);
    const yaml = readFileSync(join(folder, 'dist', 'benchmark.k8s.yaml'), 'utf8');
    expect(yaml).toContain('storage: 50Gi');
  });

  test('the parent app prints what its comment says', async () => {
    expect(await runTypeScript(parent)).toBe('vllm-kvmini\n');
  });

  test('the patch reaches the fields that it names', async () => {
    const [patch = ''] = texts('ts patch');
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
    const [own = ''] = texts('ts test');
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
    const [helm = ''] = texts('ts helm');
    const [, comment] = /^\/\/ (.*)$/m.exec(helm) ?? [];
    expect(await runTypeScript(helm)).toBe(`${comment}\n`);
  });

  test('files and flags go into an app', () => {
    const files = ['values.yaml', 'values-prod.yaml'].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, 'persistence:\n  size: 50Gi\n');
    const [code = ''] = texts('ts files');
    const absolute = code.replace(/'(values\S*\.yaml)'/g, (_, name) => `'${join(folder, name)}'`);
    const chart = new Chart(new App(), 'c');
    new Function('KvminiHarness', 'chart', absolute)(KvminiHarness, chart);
    const deployment = getObject(chart.toJson(), 'Deployment');
    expect(podSpec([deployment]).containers[0].image).toBe('kvmini/kvmini-harness:2025.9.1');
  });

  test('the values go where they say', async () => {
    const [values = ''] = texts('ts values');
    const object = new Function(`return {${values}}`)();
    expect(podSpec(renderValues(object)).containers[0].env.at(-1).name).toBe('HF_TOKEN');
  });
});

describe('the links in the pages', () => {
  const pages = ['README.md', 'docs/migrating-from-helm.md', 'docs/speed.md', 'CONTRIBUTING.md'];
  const examples = readdirSync('examples').map((name) => `examples/${name}/README.md`);

  test.each([...pages, ...examples])('of %s lead somewhere', (page) => {
    const text = readFileSync(page, 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\(([^):]+)\)/g)) {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      expect(existsSync(file), target).toBe(true);
      if (anchor !== undefined) expect(anchors(readFileSync(file, 'utf8'))).toContain(anchor);
    }
  });
});

describe('what the README says of the pod', () => {
  const objects = renderValues();
  const pod = podSpec(objects);

  test('environment variables', () => {
    const names = table('| Variable | Description | Source |').map(([name]) => name);
    expect(pod.containers[0].env.map(({ name }: Rendered) => name)).toEqual(names);
    const kubeconfig = pod.containers[0].env.find(({ name }: Rendered) => name === 'KUBECONFIG');
    expect(README).toContain(`| Kubernetes config | \`${kubeconfig.value}\` |`);
  });

  test('RBAC rules', () => {
    const [rules = ''] = texts('yaml').filter((text) => text.startsWith('# Core resources'));
    expect(getObject(objects, 'ClusterRole').rules).toEqual(parse(rules));
  });

  test('mounts', () => {
    const rows = table('| Path | Volume | Writable |').map(([path, , writable]) => [
      path,
      writable,
    ]);
    const mounts = pod.containers[0].volumeMounts.map(({ mountPath, readOnly }: Rendered) => [
      mountPath,
      readOnly ? 'no' : 'yes',
    ]);
    expect(mounts).toEqual(rows);
  });

  const files = texts('yaml').map((text) => parse(text));
  test.each(files.filter((values) => !Array.isArray(values)))('values file %j', (values) => {
    expect(harness(values).values).toMatchObject(values);
  });

  test('the error message', () => {
    const [message = ''] = texts('text').filter((text) => text.startsWith('kvmini "'));
    const wrong = { image: { tag: 1.1 }, resources: { requests: { cpu: '8' } }, storageClass: 'x' };
    expect(() => harness(wrong as object)).toThrow(message.trimEnd());
  });
});
