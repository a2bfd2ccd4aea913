import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { codeBlocks } from '../support/markdown';
import { pack } from '../support/pack';
import { writeShims } from '../support/shims';
import { reachesRegistry } from './registry';
import { shell } from './shell';

const reachable = reachesRegistry();
const clone = mkdtempSync(join(tmpdir(), 'kvmini-examples-'));
afterAll(() => rmSync(clone, { recursive: true }));

/** In the clone itself, `npm ci` and `npm pack` are done; below it, npm is the real one. */
const NPM = `npm() { if [ "$PWD" = "${clone}" ]; then [[ "$*" =~ ^(ci|pack)$ ]]; else command npm "$@"; fi; }`;

/** A clone of the repository, as far as the examples need it, after `npm ci` and `npm pack`. */
function makeClone(): void {
  const filter = (file: string) => basename(file) !== 'node_modules';
  cpSync('examples', join(clone, 'examples'), { recursive: true, filter });
  pack(clone);
  for (const command of [
    ['init', '-q'],
    ['add', '-A'],
  ])
    execFileSync('git', command, { cwd: clone });
}

function readme(example: string): string {
  return readFileSync(join('examples', example, 'README.md'), 'utf8');
}

/** The command lines of a workflow's steps. */
function steps(workflow: string): string[] {
  const jobs: { steps: { run?: string }[] }[] = Object.values(parse(workflow).jobs);
  return jobs.flatMap((job) => job.steps.flatMap(({ run }) => (run ? [run] : [])));
}

function bash(script: string, cwd: string, env = {}): Promise<string> {
  const quoted = `${NPM}\n${script}`.replaceAll("'", `'\\''`);
  return shell(`bash --norc -euo pipefail -c '${quoted}'`, cwd, { CI: 'true', ...env });
}

describe.skipIf(!reachable).concurrent('an example in a fresh clone', () => {
  beforeAll(makeClone);

  test.for(readdirSync('examples'))('%s works as its README says', async (example, { expect }) => {
    const [commands = '', ...others] = codeBlocks(readme(example), 'sh');
    expect(others).toEqual([]);
    await bash(commands, clone, { npm_config_prefer_offline: 'true' });
    const changed = await bash('git diff --stat', join(clone, 'examples', example));
    expect(changed, 'npm run synth has changed the manifests').toBe('');
  });
});

describe('the workflows of kserve-vllm-mini', () => {
  const page = readme('kserve-vllm-mini');
  const [manifests = '', benchmark = '', ...delivery] = codeBlocks(page, 'yaml');

  test('the first runs what the README says, and fails on a drift', () => {
    const [commands = ''] = codeBlocks(page, 'sh');
    const example = commands.split('examples/kserve-vllm-mini\n')[1]?.trim().split('\n') ?? [];
    expect(steps(manifests)).toEqual([...example, 'git diff --exit-code manifests']);
  });

  test('the second finds what it names in the manifests', async () => {
    const cwd = join(clone, 'workflow');
    mkdirSync(cwd);
    cpSync('examples/kserve-vllm-mini/manifests', join(cwd, 'manifests'), { recursive: true });
    const bin = writeShims(cwd, {
      kubectl: `printf '%s\\n' "$*" >> "${cwd}/kubectl.log"; case "$1" in apply) ls "$3"*.yaml;; get) echo pod-1;; esac`,
    });
    const env = { PATH: `${bin}:${process.env.PATH}`, HOME: cwd, KUBECONFIG_FILE: 'kind: Config' };
    for (const step of steps(benchmark)) await bash(step, cwd, env);
    expect(readFileSync(join(cwd, '.kube', 'config'), 'utf8')).toBe('kind: Config\n');
    const log = readFileSync(join(cwd, 'kubectl.log'), 'utf8');
    expect(log).toContain('exec -n ml-prod pod-1 -- ./bench.sh --namespace ml-prod');

    const yaml = readFileSync(join(cwd, 'manifests', 'prod', 'vllm.k8s.yaml'), 'utf8');
    const objects = parseAllDocuments(yaml).map((document) => document.toJS());
    const known = objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
    const named = [...log.matchAll(/(?:wait|status) (\S+)/g)].map(([, object]) => object);
    expect(named).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining(named));
    const pod = objects.find(({ kind }) => kind === 'Deployment').spec.template.metadata.labels;
    const selected = /-l (\S+)/.exec(log)?.[1]?.split(',') ?? [];
    expect(Object.entries(pod).map((pair) => pair.join('='))).toEqual(
      expect.arrayContaining(selected),
    );
  });

  test('Argo CD and Flux are pointed at the manifests', () => {
    const specs = delivery.map((text) => parse(text).spec);
    const paths = specs.map(({ path, source }) => path ?? source.path);
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      expect(readdirSync(join('examples/kserve-vllm-mini', path))).toEqual(['vllm.k8s.yaml']);
    }
  });
});
