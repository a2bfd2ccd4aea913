import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { getObject, KvminiHarness, type KvminiHarnessProps, type RenderedObject } from '../../src';
import { CHART } from '../../src/chart/chart';
import { allValues } from '../support/all-values';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the built program; `npm test` builds it first. */
function kvmini(args: readonly string[], input = '') {
  const options = { input, encoding: 'utf8', timeout: 20_000 } as const;
  const done = spawnSync(process.execPath, ['lib/cli.js', ...args], options);
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

const objects = (yaml: string): RenderedObject[] =>
  parseAllDocuments(yaml).map((one) => one.toJS());

function synthesized(releaseName: string, props: KvminiHarnessProps): string {
  const app = new App();
  new KvminiHarness(new Chart(app, 'c'), releaseName, props);
  return app.synthYaml();
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function link(name: string, target: string): string {
  const path = join(folder, name);
  symlinkSync(target, path);
  return path;
}

/** A folder in which the manifests' file is on a full disk. */
function full(): string {
  const path = join(folder, 'full');
  mkdirSync(path);
  link(join('full', 'vllm.k8s.yaml'), '/dev/full');
  return path;
}

/** A folder with another one in it. */
function folderFor(name: string): string {
  const path = join(folder, 'has-a-folder');
  mkdirSync(join(path, name), { recursive: true });
  return path;
}

describe('template', () => {
  test.each([{}, allValues])('prints to the byte what cdk8s synthesizes', (values) => {
    const path = file('values.yaml', JSON.stringify(values));
    const { stdout, status } = kvmini(['template', 'vllm', '-n', 'benchmark', '-f', path]);
    expect(stdout).toBe(synthesized('vllm', { namespace: 'benchmark', values }));
    expect(status).toBe(0);
  });

  test('reads files, then the flags by kind, as Helm', () => {
    const first = file('first.yaml', 'service: {port: 1000}\nbenchmark: {retries: 1}\n');
    const script = file('note.txt', 'a note\n');
    const { stdout } = kvmini(
      [
        ...['template', 'vllm', '--set-string', 'podAnnotations.n=5', '--set', 'service.port=2000'],
        ...['-f', first, '-f', '-', '--set-json', 'nodeSelector={"gpu":"no"}'],
        ...[
          '--set-file',
          `podAnnotations.note=${script}`,
          '--set-literal',
          'podAnnotations.l=a,b=c',
        ],
      ],
      'benchmark:\n  retries: 2\n',
    );
    const all = objects(stdout);
    expect(getObject(all, 'Service').spec.ports[0].port).toBe(2000);
    expect(getObject(all, 'ConfigMap').data['config.yaml']).toContain('retries: 2');
    const { annotations } = getObject(all, 'Deployment').spec.template.metadata;
    expect(annotations).toMatchObject({ n: '5', note: 'a note\n', l: 'a,b=c' });
    expect(getObject(all, 'Deployment').spec.template.spec.nodeSelector).toEqual({ gpu: 'no' });
  });

  test('begins with the namespace where it is asked to', () => {
    const { stdout } = kvmini(['template', 'vllm', '-n', 'benchmark', '--create-namespace']);
    expect(objects(stdout)[0]).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'benchmark' },
    });
  });

  test('names the namespace default where none is given, and whoever manages it', () => {
    const { stdout } = kvmini(['template', 'vllm', '--managed-by', 'argocd']);
    const service = getObject(objects(stdout), 'Service');
    expect(service.metadata.namespace).toBe('default');
    expect(service.metadata.labels?.['app.kubernetes.io/managed-by']).toBe('argocd');
  });

  test('warns of what came after the oldest Kubernetes, unless told that it is newer', () => {
    const set = ['--set', 'podSecurityContext.supplementalGroupsPolicy=Merge'];
    const [older, newer] = [[], ['--kube-version', 'v1.33.1']].map((flag) =>
      kvmini(['template', 'vllm', ...set, ...flag]),
    );
    expect(older?.stderr).toContain(
      'warning: podSecurityContext.supplementalGroupsPolicy: Kubernetes has it from 1.33 on',
    );
    expect(newer?.stderr).toBe('');
    expect(newer?.stdout).toBe(older?.stdout);
  });

  test('writes a file where it is asked to', () => {
    const { stdout } = kvmini(['template', 'vllm', '-o', join(folder, 'out', 'deep')]);
    const written = join(folder, 'out', 'deep', 'vllm.k8s.yaml');
    expect(stdout).toBe(`wrote ${written}\n`);
    expect(readFileSync(written, 'utf8')).toBe(kvmini(['template', 'vllm']).stdout);
  });

  test('warns of what Helm does in silence', () => {
    const { stderr, status } = kvmini(['template', 'vllm', '--set', 'imagePullSecrets={}']);
    expect(stderr).toMatch(/^warning: .*list of one empty string/);
    expect(status).toBe(1); // an empty string is no reference
  });
});

describe('what is refused', () => {
  test.each<[readonly string[], number, RegExp]>([
    [['template', 'vllm', '--set', 'tga=1'], 1, /tga: unknown key; did you mean image\.tag\?/],
    [['template', 'vllm', '--set', 'service.port'], 1, /--set/],
    [['template', 'vllm', '-f', '/does/not/exist.yaml'], 1, /exist\.yaml.*cannot be read/],
    [['template', 'Not-A-Name'], 1, /releaseName: expected/],
    [['template'], 2, /missing required argument 'release'/],
    [['template', 'vllm', '--sett', 'a=b'], 2, /unknown option '--sett'\n\(Did you mean --set\?\)/],
    [['tempalte', 'vllm'], 2, /unknown command 'tempalte'/],
    [['template', 'vllm', 'charts/kvmini'], 2, /too many arguments/],
    [[], 2, /Usage: cdk8s-kvmini/],
  ])('%j exits with %i', (args, status, message) => {
    const done = kvmini(args);
    expect(done.status).toBe(status);
    expect(done.stderr).toMatch(message);
    expect(done.stdout).toBe('');
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  test.each<[string, () => string, RegExp]>([
    ['is a file', () => file('taken', ''), /EEXIST|ENOTDIR/],
    ['is below a file', () => join(file('above', ''), 'a', 'b'), /ENOTDIR/],
    ['nobody can make', () => '/proc/nope', /ENOENT|EROFS/],
    ['is far below such', () => '/proc/nope/a/b', /ENOENT|EROFS/],
    ['has too long a name', () => join(folder, 'x'.repeat(300)), /ENAMETOOLONG/],
    ['is a link to nothing', () => link('nothing', join(folder, 'nowhere')), /EEXIST|ENOENT/],
    ['has no name', () => '', /ENOENT/],
    ['is full', full, /ENOSPC|EACCES|EPERM/],
    ['has a folder in place of the file', () => folderFor('vllm.k8s.yaml'), /EISDIR/],
  ])('an output folder that %s', (_, make, reason) => {
    const output = make();
    const { status, stderr, stdout } = kvmini(['template', 'vllm', '-o', output]);
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/^error: \S+ cannot be written: .*\n$/);
    expect(stderr).toContain(`error: ${join(output, 'vllm.k8s.yaml')} `);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  test('without a secret on stderr', () => {
    const { stderr } = kvmini(['template', 'vllm', '--set', 'apiKey=hf_SECRET,extraEnv=hf_SECRET']);
    expect(stderr).toContain('apiKey: unknown key');
    expect(stderr).not.toContain('hf_SECRET');
  });
});

describe('the other commands', () => {
  test('values prints the defaults, which change nothing', () => {
    const defaults = kvmini(['values']).stdout;
    const { stdout } = kvmini(['template', 'vllm', '-f', '-'], defaults);
    expect(stdout).toBe(kvmini(['template', 'vllm']).stdout);
  });

  test('schema prints the JSON Schema', () => {
    const schema = JSON.parse(kvmini(['schema']).stdout);
    expect(schema.properties.service.properties.port.default).toBe(8080);
  });

  test('notes says how to run a benchmark with these values', () => {
    const { stdout } = kvmini([
      ...['notes', 'vllm', '-n', 'benchmark'],
      ...['--set', 'global.isvc.name=demo-llm,global.isvc.namespace=ml-prod'],
    ]);
    expect(stdout).toContain('./bench.sh --namespace ml-prod --service demo-llm');
    expect(stdout).toContain('app.kubernetes.io/name=kvmini,app.kubernetes.io/instance=vllm');
  });

  test('--version prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(kvmini(['--version']).stdout).toBe(`${version}\n`);
    expect(CHART.version).toBe(version);
  });

  test.each(['--help', 'template --help'])('%s explains itself and exits with 0', (args) => {
    const { status, stdout } = kvmini(args.split(' '));
    expect(stdout).toContain('Usage: cdk8s-kvmini');
    expect(status).toBe(0);
  });
});
