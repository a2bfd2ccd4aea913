import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { getObject, KvminiHarness, type KvminiHarnessProps, type RenderedObject } from '../../src';
import { CHART } from '../../src/chart/chart';
import { RETAINED } from '../../src/resources/retained';
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
      metadata: { name: 'benchmark', annotations: RETAINED },
    });
  });

  test.each([['persistence.retain=false'], ['persistence.enabled=false']])(
    'lets the namespace go with %s: no results are in it',
    (set) => {
      const { stdout } = kvmini(['template', 'vllm', '--create-namespace', '--set', set]);
      expect(objects(stdout)[0]?.metadata).toEqual({ name: 'default' });
    },
  );

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
    [['template', 'vllm', '--version', '0.9.0'], 1, /^error: --version 0\.9\.0: .*\n$/],
    [['template', 'vllm', '-s', 'x.yaml'], 1, /^error: --show-only x\.yaml: .*\n$/],
    [['template', 'vllm', '-f', 'https://x.example/v.yaml'], 1, /^error: https:.*curl.*\n$/],
    [['template'], 2, /^error: the name of the release is missing; .*\n$/],
    [['template', 'vllm', '--sett', 'a=b'], 2, /^error: unknown option '--sett'; .*\n$/],
    [['tempalte', 'vllm'], 2, /^error: unknown command 'tempalte'; .*\n$/],
    [['install', 'vllm', 'charts/kvmini'], 2, /^error: install: .*\n$/],
    [['completion', 'powershell'], 2, /^error: .*bash, zsh, fish.*\n$/],
    [['--foo'], 2, /^error: unknown option '--foo' .*\n$/],
    [[], 2, /Usage: cdk8s-kvmini/],
  ])('%j exits with %i', (args, status, message) => {
    const done = kvmini(args);
    expect(done.status).toBe(status);
    expect(done.stderr).toMatch(message);
    expect(done.stdout).toBe('');
    expect(done.stderr).not.toMatch(/\n\s+at /);
  });

  test('without a secret on stderr', () => {
    const { stderr } = kvmini(['template', 'vllm', '--set', 'apiKey=hf_SECRET,extraEnv=hf_SECRET']);
    expect(stderr).toContain('apiKey: unknown key');
    expect(stderr).not.toContain('hf_SECRET');
  });
});

describe('the other commands', () => {
  test('HELM_NAMESPACE is the namespace where no flag names one', () => {
    const namespaceOf = (...args: string[]) =>
      getObject(objects(kvmini(['template', 'vllm', ...args]).stdout), 'Service').metadata
        .namespace;
    process.env.HELM_NAMESPACE = 'from-helm';
    try {
      expect([namespaceOf(), namespaceOf('-n=other')]).toEqual(['from-helm', 'other']);
      process.env.HELM_NAMESPACE = 'No-Label';
      expect(kvmini(['template', 'vllm'])).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(/^error: HELM_NAMESPACE: .*-n NAME\n$/),
      });
    } finally {
      delete process.env.HELM_NAMESPACE;
    }
  });

  test('a flag of Helm that does nothing is warned of, and changes nothing', () => {
    const flags = ['--debug', '--api-versions', 'v1', '--skip-tests', '--dry-run'];
    const { stdout, stderr, status } = kvmini(['template', 'vllm', ...flags]);
    expect(stderr).toMatch(/^warning: --debug changes.*\nwarning: --api-versions changes.*\n$/);
    expect({ stdout, status }).toEqual({ stdout: kvmini(['template', 'vllm']).stdout, status: 0 });
  });

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
    expect(kvmini(['version']).stdout).toBe(`${version}\n`);
    expect(kvmini(['version', '--short']).stdout).toBe(`${version}\n`);
    expect(kvmini(['template', 'vllm', '--version', `v${version}`]).status).toBe(0);
    expect(CHART.version).toBe(version);
  });

  test.each(['--help', 'template --help'])('%s explains itself and exits with 0', (args) => {
    const { status, stdout } = kvmini(args.split(' '));
    expect(stdout).toContain('Usage: cdk8s-kvmini');
    expect(status).toBe(0);
  });
});
