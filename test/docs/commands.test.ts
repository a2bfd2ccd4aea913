import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { codeBlocks } from '../support/markdown';
import type { Rendered } from '../support/render';
import { writeShims } from '../support/shims';

const PAGES = [
  'README.md',
  'docs/helm-differences.md',
  'docs/in-the-pod.md',
  'docs/monitoring.md',
  'docs/running-nightly.md',
  'docs/troubleshooting.md',
];
const folder = mkdtempSync(join(tmpdir(), 'kvmini-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Programs in place of those that need a cluster or a network: what they are given is kept. */
function shims(): string {
  const repository = resolve('.');
  const logged = (name: string) => `printf '%s\\n' "${name} $*" >> "${folder}/log"`;
  return writeShims(folder, {
    kubectl: `${logged('kubectl')}; case "$*" in *"-f -"*) cat >> "${folder}/applied.yaml"; echo --- >> "${folder}/applied.yaml";; esac`,
    npx: `case $1 in cdk8s-kvmini) shift; exec node "${repository}/lib/cli.js" "$@";; cdk8s) shift; cd "${repository}" && CDK8S_CHECK_UPGRADE=false exec node_modules/.bin/cdk8s "$@" -o "${folder}/dist";; *) exit 1;; esac`,
    npm: `${logged('npm')}; case "$*" in ci|test|"run build"|"run synth"|"install --no-save cdk8s constructs ./cdk8s-kvmini-1.0.0.tgz") ;; *) exit 1;; esac`,
    docker: logged('docker'),
    kind: logged('kind'),
  });
}

const bin = shims();

/** Runs a block of commands as a user would paste it. */
function paste(script: string): { applied: Rendered[]; log: string } {
  for (const file of ['applied.yaml', 'log']) writeFileSync(join(folder, file), '');
  const env = { PATH: `${bin}:${process.env.PATH}`, HARNESS_POD: 'pod' };
  const args = ['--norc', '-euo', 'pipefail', '-c', script];
  const { status, stderr } = spawnSync('bash', args, { cwd: folder, env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const documents = parseAllDocuments(readFileSync(join(folder, 'applied.yaml'), 'utf8'));
  const applied = documents.map((document) => document.toJS()).filter(Boolean);
  return { applied, log: readFileSync(join(folder, 'log'), 'utf8') };
}

const deployment = (objects: readonly Rendered[]) =>
  objects.find(({ kind }) => kind === 'Deployment');

describe.each(PAGES)('the commands of %s', (page) => {
  test.each(codeBlocks(readFileSync(page, 'utf8'), 'sh'))('%s', (script) => {
    const { applied } = paste(script);
    if (/template.*-f -/s.test(script)) expect(deployment(applied)).toBeDefined();
    if (/cdk8s-kvmini run .*-f -/s.test(script))
      expect(applied.map(({ kind }) => kind)).toContain('CronJob');
  });
});

describe('from nothing to a report', () => {
  const readme = readFileSync('README.md', 'utf8');
  const [start = '', ...others] = codeBlocks(readme, 'sh');

  test('it takes five commands', () => {
    expect(start.replaceAll('\\\n', '').trim().split('\n')).toHaveLength(5);
  });

  test('the image that is built is the one that is loaded and that the pod starts', () => {
    const { applied, log } = paste(start);
    const image = deployment(applied)?.spec.template.spec.containers[0].image;
    expect(log).toContain(`docker build --file harness/Dockerfile --tag ${image} .\n`);
    expect(log).toContain(`kind load docker-image ${image}\n`);
    for (const [, named] of readme.matchAll(/(?:minikube|k3d) image \w+ (\S+)`/g)) {
      expect(named).toBe(image);
    }
  });

  test('what is run and forwarded is what was applied', () => {
    const { applied } = paste(start);
    const names = applied.map(
      ({ kind, metadata: { name, namespace } }) => `${namespace} ${kind.toLowerCase()}/${name}`,
    );
    const log = paste([start, ...others].join('\n')).log;
    const used = [...log.matchAll(/--namespace (\S+) ((?:deployment|service)\/\S+)/g)];
    expect(used.length).toBeGreaterThanOrEqual(3);
    for (const [, namespace, object] of used) expect(names).toContain(`${namespace} ${object}`);
  });
});

describe('the step for GitHub Actions', () => {
  const blocks = codeBlocks(readFileSync('docs/in-the-pod.md', 'utf8'), 'yaml');
  const [{ run = '' } = {}] = parse(blocks.find((text) => text.includes('run: |')) ?? '');

  test('installs what it calls, and runs in the pod of its own release', () => {
    const { applied, log } = paste(run);
    const [install = ''] = log.split('\n');
    expect(install).toMatch(/^npm install .*cdk8s-kvmini-.*\.tgz$/);
    const name = deployment(applied)?.metadata.name;
    expect(log).toContain(`kubectl rollout status deployment/${name} --namespace benchmark`);
    expect(log).toContain(
      `kubectl exec --namespace benchmark deployment/${name} -- ./bench.sh --namespace ml-prod --service demo-llm `,
    );
  });
});
