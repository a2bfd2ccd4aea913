import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { manifestYaml } from '../../src/cli/manifest-yaml';
import { commandLineRelease, releaseOrNone } from '../../src/cli/release';
import { showOnly } from '../../src/cli/show-only';
import { template } from '../../src/cli/template';
import { TEMPLATE_NAMES, templateFiles } from '../../src/cli/template-files';
import { copyOfCharts } from '../support/charts';
import { readDocuments } from './kubernetes-yaml';
import { CHART, helm, runHelm } from './renderings';
import { byIdentity } from './same-objects';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-command-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PARENT = 'charts/kserve-vllm-mini';
const release = ['-n', 'benchmark'];
const ALL = {
  setJson: [
    'extraObjects=[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"}},{"apiVersion":"v1","kind":"Secret","metadata":{"name":"b"}}]',
    'monitoring={"enabled":true,"serviceMonitor":{"enabled":true},"prometheusRule":{"enabled":true},"dashboard":{"enabled":true}}',
    'rbac={"scope":"namespace"}',
    'global={"isvc":{"name":"demo-llm","namespace":"ml-prod"}}',
  ],
  set: ['networkPolicy.enabled=true'],
};
const ALL_FLAGS = [
  ...ALL.setJson.flatMap((one) => ['--set-json', one]),
  ...ALL.set.flatMap((one) => ['--set', one]),
];
const FLAGS = { namespace: 'benchmark', managedBy: 'Helm', ...ALL };

/** The text of each file below a folder, by its path there. */
function filesIn(top: string): ReadonlyMap<string, string> {
  const entries = readdirSync(top, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((one) => join(one.parentPath, one.name));
  return new Map(paths.sort().map((path) => [path.slice(top.length), readFileSync(path, 'utf8')]));
}

test('the templates that may be named are those of the chart', () => {
  const names = readdirSync(join(CHART, 'templates')).filter((name) => name.endsWith('.yaml'));
  expect(TEMPLATE_NAMES).toEqual(names.map((name) => `templates/${name}`).sort());
});

const refused = (name: string) => () =>
  showOnly(templateFiles(commandLineRelease('vllm', FLAGS)), [name]);

test.each([
  'templates/none.yaml',
  'templates/_helpers.tpl',
  'templates/NOTES.txt',
  'kvmini/templates/service.yaml',
  './templates/service.yaml',
  '*/service',
  'templates?service.yaml',
  'charts/kvminix/templates/service.yaml',
  'templates/service.yaml,templates/deployment.yaml',
  '',
])('--show-only %j names no template', (name) => {
  expect(refused(name)).toThrow(
    `--show-only ${name || '""'}: there is no such template; there are templates/networkpolicy.yaml, `,
  );
});

test('a test of the chart is told apart', () => {
  expect(refused('templates/tests/metrics.yaml')).toThrow(
    '--show-only templates/tests/metrics.yaml: tests are never printed here; helm template has them',
  );
});

test('a template whose objects are switched off is told apart', () => {
  expect(refused('templates/clusterrole.yaml')).toThrow(
    '--show-only templates/clusterrole.yaml: with these values there is no object of templates/clusterrole.yaml',
  );
});

test('a template that is named twice comes once', () => {
  const files = templateFiles(commandLineRelease('vllm', FLAGS));
  const shown = showOnly(files, ['templates/service.yaml', 'templates/serv*.yaml']);
  const names = ['service', 'serviceaccount', 'servicemonitor'];
  expect(shown.map(({ name }) => name)).toEqual(names.map((name) => `templates/${name}.yaml`));
});

describe.skipIf(!helm)('as the real helm', () => {
  test.each([
    ['templates/service.yaml', 'templates/configmap.yaml'],
    ['templates/extraobjects.yaml', 'templates/*role*.yaml'],
    [
      'templates/se[^s-z]vice.yaml',
      'templates/dash????d.yaml',
      String.raw`templates/\deployment.yaml`,
    ],
  ])('--show-only %s %s %s', async (...names) => {
    const shown = showOnly(templateFiles(commandLineRelease('vllm', FLAGS)), names);
    const ours = manifestYaml(shown.flatMap(({ manifests }) => manifests));
    const only = names.flatMap((name) => ['-s', name]);
    const theirs = await runHelm('template', 'vllm', CHART, ...release, ...ALL_FLAGS, ...only);
    expect(byIdentity(readDocuments(ours))).toStrictEqual(byIdentity(readDocuments(theirs)));
  });

  test.each(['service.yaml', 'templates/clusterrole.yaml', 'templates/[service.yaml'])(
    '--show-only %s is refused',
    async (name) => {
      expect(refused(name)).toThrow(`--show-only ${name}: `);
      const helms = runHelm('template', 'vllm', CHART, ...release, ...ALL_FLAGS, '-s', name);
      await expect(helms).rejects.toThrow('could not find template');
    },
  );

  test('a parent names it below charts/, with the same values', async () => {
    const name = 'charts/kvmini/templates/service.yaml';
    const flags = { ...FLAGS, parent: true, setJson: [], set: ['kvmini.enabled=true'] };
    const chart = join(copyOfCharts(helm ?? ''), PARENT);
    const values = [`${PARENT}/values.yaml`];
    const one = releaseOrNone('vllm', { ...flags, values });
    const shown = one ? showOnly(templateFiles(one), [name]) : [];
    const ours = manifestYaml(shown.flatMap(({ manifests }) => manifests));
    const set = ['--set', 'kvmini.enabled=true'];
    const theirs = await runHelm('template', 'vllm', chart, ...release, ...set, '-s', name);
    expect(byIdentity(readDocuments(ours))).toStrictEqual(byIdentity(readDocuments(theirs)));
  });

  test.each([[], ['--release-name']])('--output-dir writes the same files %s', async (...more) => {
    const [ours, theirs] = [join(folder, `ours${more}`), join(folder, `theirs${more}`)];
    const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    template('vllm', { ...FLAGS, outputDir: ours, releaseName: more.length > 0 });
    stdout.mockRestore();
    const flags = ['--output-dir', theirs, '--skip-tests', ...more];
    await runHelm('template', 'vllm', CHART, ...release, ...ALL_FLAGS, ...flags);
    const [own, helms] = [filesIn(ours), filesIn(theirs)];
    expect([...own.keys()]).toEqual([...helms.keys()]);
    for (const [path, text] of own) {
      const expected = byIdentity(readDocuments(helms.get(path) ?? ''));
      expect(byIdentity(readDocuments(text))).toStrictEqual(expected);
    }
  });
});
