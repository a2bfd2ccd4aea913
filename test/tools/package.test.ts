import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, expect, test } from 'vitest';
import { links } from '../support/markdown';
import { pack } from '../support/pack';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-package-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { tarball, files } = pack(folder);
const description = JSON.parse(readFileSync('package.json', 'utf8'));

test('the package holds what a user needs and nothing else', () => {
  expect(files.filter((file) => !file.endsWith('.d.ts'))).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'dashboards/kvmini-harness.json',
    'docs/api.md',
    'docs/coming-from-upstream.md',
    'docs/command.md',
    'docs/deploying.md',
    'docs/helm-differences.md',
    'docs/in-an-app.md',
    'docs/in-the-pod.md',
    'docs/migrating-from-helm.md',
    'docs/monitoring.md',
    'docs/objects.md',
    'docs/pictures/report.webp',
    'docs/pictures/run-list.webp',
    'docs/running-nightly.md',
    'docs/speed.md',
    'docs/speed.svg',
    'docs/stricter-than-kubernetes.md',
    'docs/troubleshooting.md',
    'docs/truth.md',
    'docs/truth.svg',
    'docs/try-without-a-gpu.md',
    'docs/values.md',
    'harness/FAULTS.md',
    'harness/README.md',
    'harness/schemas/config.schema.json',
    'harness/schemas/profile.schema.json',
    'harness/schemas/results.schema.json',
    'harness/schemas/run.schema.json',
    'lib/THIRD_PARTY_LICENSES',
    'lib/actions.js',
    'lib/cli.js',
    'lib/command.js',
    'lib/index.js',
    'package.json',
    'values.schema.json',
    'values.yaml',
  ]);
});

test.each(files.filter((file) => file.endsWith('.md')))('the links of %s lead into it', (page) => {
  for (const target of links(readFileSync(page, 'utf8'))) {
    const [path = ''] = target.split('#');
    if (path !== '') expect(files, `${page}: ${target}`).toContain(join(dirname(page), path));
  }
});

test('its declarations are those of the public types', () => {
  const declarations = files.filter((file) => file.endsWith('.d.ts'));
  expect(declarations).toMatchInlineSnapshot(`
    [
      "lib/chart/labels.d.ts",
      "lib/construct/props.d.ts",
      "lib/construct/run-props.d.ts",
      "lib/harness.d.ts",
      "lib/helm/charts/coalesce.d.ts",
      "lib/helm/charts/condition.d.ts",
      "lib/helm/charts/subchart.d.ts",
      "lib/helm/error.d.ts",
      "lib/helm/index.d.ts",
      "lib/helm/json.d.ts",
      "lib/helm/merge.d.ts",
      "lib/helm/set/kind.d.ts",
      "lib/helm/set/read-file.d.ts",
      "lib/helm/set/set.d.ts",
      "lib/helm/truth.d.ts",
      "lib/helm/user-values.d.ts",
      "lib/helm/yaml/file.d.ts",
      "lib/index.d.ts",
      "lib/run.d.ts",
      "lib/testing.d.ts",
      "lib/validation/values-error.d.ts",
      "lib/validation/values-warning.d.ts",
      "lib/values/generated/kvmini-values.d.ts",
      "lib/values/values-input.d.ts",
    ]
  `);
});

test('it has one CommonJS build that no older resolution misses', () => {
  const { type, main, types, exports, sideEffects } = description;
  expect({ type, sideEffects }).toEqual({ type: 'commonjs', sideEffects: false });
  expect(exports['.']).toEqual({ types: `./${types}`, default: `./${main}` });
  expect(files).toEqual(expect.arrayContaining([types, main, ...Object.values(description.bin)]));
});

test('its pages on the web follow from where its repository is', () => {
  const { homepage, bugs, repository } = description;
  const [, page] = /^git\+(https:\/\/\S+)\.git$/.exec(repository.url) ?? [];
  expect({ homepage, bugs }).toEqual({ homepage: `${page}#readme`, bugs: `${page}/issues` });
});

test('packing it builds it, and installing it runs nothing', () => {
  const atInstall = ['preinstall', 'install', 'postinstall', 'prepare'];
  expect(Object.keys(description.scripts).filter((name) => atInstall.includes(name))).toEqual([]);
  expect(description.scripts.prepack).toBe('npm run build');
});

test('publint finds nothing to say', async () => {
  const options = { pack: { tarball: readFileSync(tarball).buffer }, strict: true } as const;
  const { messages, pkg } = await publint(options);
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
});

test('Are the types wrong? No', () => {
  const attw = ['--no-install', 'attw', tarball, '--no-color', '--no-emoji'];
  const { status, stdout } = spawnSync('npx', attw, { encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  expect(stdout).toContain('No problems found');
});

test('its classes and functions have the names of the sources, in stack traces too', () => {
  const library: typeof import('../../src') = createRequire(__filename)('../../lib/index.js');
  const { KvminiHarness } = library;
  const { helm, ...own } = library;
  const members: [string, unknown][] = [...Object.entries(own), ...Object.entries(helm)];
  const named = members.flatMap(([name, member]) =>
    typeof member === 'function' ? [{ name, own: member.name }] : [],
  );
  const names = named.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['KvminiHarness', 'ValuesError', 'HelmValuesError']),
  );
  expect(named.map(({ own }) => own)).toEqual(names);

  const stackOf = (add: (chart: Chart) => unknown): string | undefined => {
    try {
      add(new Chart(new App(), 'c'));
    } catch (error) {
      return (error as Error).stack;
    }
    throw new Error('nothing was refused');
  };
  const made = stackOf((chart) => new KvminiHarness(chart, 'Not a name'));
  expect(made).toMatch(/^ {4}at new KvminiHarness \(.*lib.index\.js/m);
  const read = stackOf((chart) => KvminiHarness.fromValuesFiles(chart, 'Not a name', {}));
  expect(read).toMatch(/^ {4}at KvminiHarness\.fromValuesFiles \(/m);
});
