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
const folder = mkdtempSync(join(tmpdir(), 'kvmini-examples-'));
const clone = join(folder, 'clone');
/** Both install at once, which takes half a minute on a quiet machine. */
const SLOW = { timeout: 300_000 };
afterAll(() => rmSync(folder, { recursive: true }));

/** In the clone itself, `npm ci` is done and `npm pack` hands out what was packed; elsewhere npm is the real one. */
const NPM = `npm() {
  if [ "$PWD" != "${clone}" ]; then command npm "$@"
  elif [[ "$*" = "pack --pack-destination "* ]]; then cp "${clone}"/*.tgz "$3"
  else [ "$*" = ci ]; fi
}`;

/** A clone of the repository, as far as the examples need it, after `npm ci` and `npm pack`. */
function makeClone(): void {
  const filter = (file: string) => basename(file) !== 'node_modules';
  cpSync('examples', join(clone, 'examples'), { recursive: true, filter });
  pack(clone);
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

describe.skipIf(!reachable).concurrent('an example, copied out of a clone', () => {
  beforeAll(makeClone);

  test.for(readdirSync('examples'))(
    '%s works as its README says',
    SLOW,
    async (example, { expect }) => {
      const [commands = '', ...others] = codeBlocks(readme(example), 'sh');
      expect(others).toEqual([]);
      await bash(commands, clone, { npm_config_prefer_offline: 'true' });
      rmSync(join(folder, example, 'node_modules'), { recursive: true });
      const packed = await bash('ls *.tgz', join(folder, example));
      rmSync(join(folder, example, packed.trim()));
      const changed = await bash(`diff -r "${clone}/examples/${example}" .`, join(folder, example));
      expect(changed, 'npm run synth has changed the manifests').toBe('');
    },
  );
});

describe('the workflows of kserve-vllm-mini', () => {
  const page = readme('kserve-vllm-mini');
  const [manifests = '', benchmark = '', ...delivery] = codeBlocks(page, 'yaml');

  test('the first runs what the README says, and fails on a drift', () => {
    const [commands = ''] = codeBlocks(page, 'sh');
    const example = commands.split('cd ../kserve-vllm-mini\n')[1]?.trim().split('\n') ?? [];
    expect(steps(manifests)).toEqual([...example, 'git diff --exit-code manifests']);
  });

  test('the second finds what it names in the manifests', async () => {
    const cwd = join(folder, 'workflow');
    mkdirSync(cwd);
    cpSync('examples/kserve-vllm-mini/manifests', join(cwd, 'manifests'), { recursive: true });
    const bin = writeShims(cwd, {
      kubectl: `printf '%s\\n' "$*" >> "${cwd}/kubectl.log"; case "$1" in apply) ls "$3"*.yaml;; esac`,
    });
    const env = { PATH: `${bin}:${process.env.PATH}`, HOME: cwd, KUBECONFIG_FILE: 'kind: Config' };
    for (const step of steps(benchmark)) await bash(step, cwd, env);
    expect(readFileSync(join(cwd, '.kube', 'config'), 'utf8')).toBe('kind: Config\n');
    const log = readFileSync(join(cwd, 'kubectl.log'), 'utf8');
    expect(log).toContain(
      'exec -n ml-prod deployment/vllm-kvmini -- ./bench.sh --namespace ml-prod',
    );

    const yaml = readFileSync(join(cwd, 'manifests', 'prod', 'vllm.k8s.yaml'), 'utf8');
    const objects = parseAllDocuments(yaml).map((document) => document.toJS());
    const known = objects.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
    const named = [...log.matchAll(/(?:wait|status|exec -n ml-prod) (\S+\/\S+)/g)].map(
      ([, object]) => object,
    );
    expect(named).toHaveLength(4);
    expect(known).toEqual(expect.arrayContaining(named));
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
