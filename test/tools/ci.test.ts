import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeShims } from '../support/shims';

const REPOSITORY = [
  '.ci',
  'CHANGELOG.md',
  'README.md',
  'charts',
  'harness/package.json',
  'package.json',
];
const { version, repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const SOURCE = repository.url.replace(/^git\+|\.git$/g, '');
const DIGEST = `sha256:${'a'.repeat(64)}`;
const folder = mkdtempSync(join(tmpdir(), 'kvmini-ci-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Programs that need a registry, a cluster or a long time: what they are given is kept. */
const log = (name: string) => `printf '%s\\n' "${name} $*" >> "${folder}/log"`;
const PROGRAMS = {
  ...{
    npm: log('npm'),
    npx: log('npx'),
    cosign: log('cosign'),
    git: 'echo abc',
    kind: log('kind'),
  },
  docker: `${log('docker')}; while [ $# -gt 0 ]; do [ "$1" = --metadata-file ] && echo '{"containerimage.digest":"${DIGEST}"}' > "$2"; shift; done`,
  helm: `${log('helm')}; if [ "$1" = push ]; then echo 'Digest: ${DIGEST}'; fi`,
  kubectl: `${log('kubectl')}; case "$*" in *port-forward*) exec sleep 30;; *"-f -"*) cat > /dev/null;; esac`,
  curl: `${log('curl')}; echo '<td>mock-model</td>'`,
};

/** Runs a script of the copy in which the version is released. */
function run(script: string, args: readonly string[], env: Record<string, string> = {}) {
  rmSync(join(folder, 'log'), { force: true });
  const path = `${join(folder, 'bin')}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync(join(folder, script), args, {
    env: { PATH: path, HOME: folder, TMPDIR: folder, ...env },
    encoding: 'utf8',
  });
  const logged = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
  return { status, stdout, stderr, calls: logged.split('\n').filter(Boolean) };
}

beforeAll(() => {
  for (const file of REPOSITORY) cpSync(file, join(folder, file), { recursive: true });
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const released = changelog.replace(/^## .*$/m, `## ${version}`);
  writeFileSync(join(folder, 'CHANGELOG.md'), released);
  writeShims(folder, PROGRAMS);
});

describe('a release', () => {
  test('that fits is let through, with its version', () => {
    const { status, stdout, stderr } = run('.ci/release/check', [`v${version}`]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('that does not fit is refused, with all that does not', () => {
    const { status, stderr } = run('.ci/release/check', ['v9.9.9'], {
      GITHUB_REPOSITORY: 'someone/else',
    });
    expect(status).toBe(1);
    expect(stderr.split('\n')).toEqual([
      'This is not released:',
      `  the tag: expected v${version}, found v9.9.9`,
      `  repository.url in package.json: expected git+https://github.com/someone/else.git, found ${repository.url}`,
      '',
    ]);
  });

  test.each(['package', 'image', 'chart'])('of the %s stops where it does not fit', (part) => {
    const { status, calls } = run(`.ci/release/${part}`, ['v9.9.9', 'registry.example.com/x']);
    expect(status).toBe(1);
    expect(calls).toEqual([]);
  });

  test('publishes the package with its provenance', () => {
    const { status, calls } = run('.ci/release/package', [`v${version}`, '--dry-run']);
    expect(status).toBe(0);
    expect(calls).toEqual(['npm ci', 'npm publish --access public --provenance --dry-run']);
  });

  test('pushes the image of both architectures with its bill of materials, and signs its digest', () => {
    const name = 'registry.example.com/kvmini-harness';
    const { status, stderr, calls } = run('.ci/release/image', [`v${version}`, name]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [build = ''] = calls.filter((call) => call.startsWith('docker buildx build '));
    for (const flag of [
      '--platform linux/amd64,linux/arm64',
      `--tag ${name}:${version}`,
      `org.opencontainers.image.source=${SOURCE}`,
      '--sbom=true --provenance=mode=max',
      '--push',
    ]) {
      expect(build).toContain(flag);
    }
    expect(calls.slice(-2)).toEqual([
      `cosign sign --yes ${name}@${DIGEST}`,
      `cosign attest --yes --type cyclonedx --predicate harness/dist/kvmini.cdx.json ${name}@${DIGEST}`,
    ]);
  });

  test('pushes the chart as an OCI artifact, and signs its digest', () => {
    const registry = 'registry.example.com/charts';
    const { status, calls } = run('.ci/release/chart', [`v${version}`, registry]);
    expect(status).toBe(0);
    expect(calls.map((call) => call.replaceAll(folder, '').replace(/tmp\.\w+/, 'tmp'))).toEqual([
      'helm lint --strict charts/kvmini',
      'helm package charts/kvmini --destination /tmp',
      `helm push /tmp/kvmini-${version}.tgz oci://${registry}`,
      `cosign sign --yes ${registry}/kvmini@${DIGEST}`,
    ]);
  });
});

test('.ci/kind types the README’s commands, and measures the mock server in place of a model', () => {
  const { status, stderr, calls } = run('.ci/kind', []);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const [created, ...rest] = calls;
  expect(created).toBe('kind create cluster --wait 3m');
  expect(rest.join('\n')).toMatch(
    /^npm ci\nnpm run build\ndocker build [\s\S]*\nkind load [\s\S]*kubectl apply -f -\n[\s\S]*kubectl rollout status [\s\S]*kvmini mock --port 9000[\s\S]*npm run test:cluster -- --context kind-kind\nkind delete cluster$/,
  );
  expect(rest.join('\n')).not.toContain('--service demo-llm');
});

describe('the workflows', () => {
  const files = readdirSync('.github/workflows').map((name) => `.github/workflows/${name}`);
  const texts = files.map((file) => readFileSync(file, 'utf8'));

  test('call scripts that are there', () => {
    const called = texts.flatMap((text) =>
      [...text.matchAll(/\.ci\/[\w/]+/g)].map(([path]) => path),
    );
    expect(called.length).toBeGreaterThan(5);
    for (const path of called) expect(existsSync(path), path).toBe(true);
  });

  test('pin each action to a commit, with its version beside it', () => {
    const uses = texts.flatMap((text) => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(5);
    for (const each of uses) expect(each).toMatch(/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may only read, but for what a job says', () => {
    for (const text of texts) expect(parse(text).permissions).toEqual({ contents: 'read' });
  });

  test('test on every version of Node.js that the README names', () => {
    const ci = parse(readFileSync('.github/workflows/ci.yaml', 'utf8'));
    const [, row = ''] = /\| Node\.js \| (.*?) \|/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const named = row.split(', ').map((each) => Number.parseInt(each, 10));
    expect(ci.jobs.node.strategy.matrix.version).toEqual(named);
  });
});
