import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KvminiHarness, type RenderedObject, renderValues } from '../../src';
import { kubectlPath } from '../../tools/helm/kubectl-path';
import { CHART, helm, renderWithHelm } from '../differential/renderings';
import { type ApiServer, startApiServer } from '../support/api-server';
import { codeBlocks } from '../support/markdown';
import { writeShims } from '../support/shims';

const PAGE = readFileSync('docs/migrating-from-helm.md', 'utf8');
const [stock = '', compare = '', adopt = '', onServer = '', older = '', drop = '', subchart = ''] =
  codeBlocks(PAGE, 'sh');
const back = codeBlocks(PAGE, 'sh').at(-1) ?? '';
const NAMES = { releaseName: 'kvmini-harness', namespace: 'benchmark' };
const VALUES = { persistence: { size: '50Gi' }, global: { isvc: { name: 'demo-llm' } } };

const folder = mkdtempSync(join(tmpdir(), 'kvmini-migrating-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What helm adds to what it renders when it installs it. */
function installed(object: RenderedObject, index: number): RenderedObject {
  const owner = {
    'meta.helm.sh/release-name': 'kvmini-harness',
    'meta.helm.sh/release-namespace': 'benchmark',
  };
  const annotations = { ...object.metadata.annotations, ...owner };
  return { ...object, metadata: { ...object.metadata, annotations, uid: `uid-${index}` } as never };
}

const history: RenderedObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  type: 'helm.sh/release.v1',
  metadata: {
    name: 'sh.helm.release.v1.kvmini-harness.v1',
    namespace: 'benchmark',
    labels: { owner: 'helm', name: 'kvmini-harness' },
  },
};

/**
 * kubectl is the real one, less the check by schemas, which the server lacks, and with rollouts over at once;
 * helm answers what it would of this release.
 */
function shims(url: string): string {
  const cli = resolve('lib/cli.js');
  writeFileSync(join(folder, 'set.yaml'), JSON.stringify(VALUES));
  return writeShims(folder, {
    npx: `[ "$1" = cdk8s-kvmini ] && shift && exec node "${cli}" "$@"`,
    kubectl: `case "$1 $2" in "rollout status") ;; "apply "*) exec "${kubectlPath()}" --server "${url}" "$@" --validate=false;; *) exec "${kubectlPath()}" --server "${url}" "$@";; esac`,
    helm: `case "$*" in "get values "*) cat set.yaml;; "get manifest kvmini-harness -n benchmark") exec "${helm}" template kvmini-harness --skip-tests "${resolve(CHART)}" -n benchmark -f set.yaml;; "upgrade vllm charts/kserve-vllm-mini "*) ;; *) exit 1;; esac`,
  });
}

function bash(script: string, bin: string): Promise<{ stdout: string; stderr: string }> {
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder, KUBECONFIG: '/dev/null' };
  const args = ['--norc', '-euo', 'pipefail', '-c', script];
  return new Promise((done, fail) => {
    execFile('bash', args, { cwd: folder, env }, (error, stdout, stderr) => {
      if (error) fail(new Error(`${script}\n${stdout}\n${stderr}`));
      else done({ stdout, stderr });
    });
  });
}

const changedLines = (diff: string) =>
  diff
    .split('\n')
    .filter((line) => /^[-+](?![-+])/.test(line))
    .map((line) => line.replace(/[0-9a-f]{64}/, '…'));

/** What may not change in place, and what finds the pods. */
const identities = (objects: readonly RenderedObject[]) =>
  objects
    .filter(({ kind }) => kind !== 'Secret')
    .map(({ kind, metadata, spec }) => [kind, metadata, spec?.selector] as const)
    .map(([kind, { name, ...rest }, selector]) => [
      kind,
      name,
      'uid' in rest && rest.uid,
      selector,
    ]);

describe.skipIf(!helm || !kubectlPath())(
  'docs/migrating-from-helm.md, with the real helm and kubectl',
  () => {
    let cluster: ApiServer;
    let before: readonly RenderedObject[];
    let bin: string;

    beforeAll(async () => {
      const rendered = (await renderWithHelm({ ...NAMES, values: VALUES })) as RenderedObject[];
      before = [...rendered.map(installed), history];
      cluster = await startApiServer(before, before);
      bin = shims(cluster.url);
    });
    afterAll(() => {
      cluster.server.close();
    });

    test('1, 2: the diff is the one on the page, and changes nothing', async () => {
      await bash(stock, bin);
      const { stdout } = await bash(compare, bin);
      const [shown = ''] = codeBlocks(PAGE, 'diff');
      expect(changedLines(stdout)).toEqual(changedLines(shown));
      expect(cluster.changes).toEqual([]);
    });

    test('3: the objects are the same ones, with the same names and selectors', async () => {
      const { stderr } = await bash(adopt, bin);
      expect(stderr).toContain('last-applied-configuration');
      expect((await bash(compare, bin)).stdout).toBe('');
      expect(identities(cluster.live())).toEqual(identities(before));
      for (const change of cluster.changes) expect(change).toMatch(/^PATCH /);
    });

    test('3: server-side apply says the same', async () => {
      const { stdout } = await bash(onServer, bin);
      expect(stdout.trim().split('\n')).toHaveLength(before.length - 1);
      expect((await bash(compare, bin)).stdout).toBe('');
    });

    test('4: Helm’s label, annotations and history can be dropped', async () => {
      expect(JSON.stringify(cluster.live())).toContain('meta.helm.sh/');
      await bash(drop, bin);
      const live = cluster.live().map(({ metadata }) => metadata);
      expect(
        JSON.stringify(
          live.map(({ annotations, ...rest }) => [Object.keys(annotations ?? {}), rest]),
        ),
      ).not.toMatch(/meta.helm.sh|Helm"/);
      expect(identities(cluster.live())).toEqual(identities(before));
      expect(cluster.changes.filter((change) => !change.startsWith('PATCH '))).toEqual([
        `DELETE /api/v1/namespaces/benchmark/secrets/${history.metadata.name}`,
      ]);
    });

    test('the way back leads to what Helm rendered', async () => {
      await bash(back, bin);
      const { stdout } = await bash('kubectl diff -f before.yaml', bin);
      expect(stdout).toBe('');
      expect(identities(cluster.live())).toEqual(identities(before));
    });

    test('an app that reads the same file renders the same', async () => {
      await bash(compare, bin);
      const [code = ''] = codeBlocks(PAGE, 'ts files');
      const chart = new Chart(new App(), 'c', { namespace: NAMES.namespace });
      const absolute = code.replace("'values.yaml'", JSON.stringify(join(folder, 'values.yaml')));
      new Function('KvminiHarness', 'chart', absolute)(KvminiHarness, chart);
      expect(App.of(chart).synthYaml()).toBe(readFileSync(join(folder, 'after.yaml'), 'utf8'));
    });

    test('a release without values of its own has the defaults', async () => {
      await bash('echo null > none.yaml', bin);
      const template = 'npx cdk8s-kvmini template kvmini-harness -n benchmark';
      const { stdout } = await bash(`${template} -f none.yaml`, bin);
      expect(stdout).toBe((await bash(template, bin)).stdout);
    });
  },
);

test.skipIf(!kubectlPath())(
  'the older names of roles can be deleted, and nothing else is',
  async () => {
    const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };
    const values = { global: { isvc: { namespace: 'ml-prod' } } };
    const now = (['cluster', 'namespace'] as const).flatMap((scope) =>
      renderValues({ ...values, rbac: { scope } }, release),
    );
    const outside = now.filter(({ metadata }) => metadata.name === 'kvmini-harness.benchmark');
    const old = outside.map((object) => ({
      ...object,
      metadata: { ...object.metadata, name: 'kvmini-harness' },
    }));
    expect(old.map(({ kind }) => kind)).toEqual([
      'ClusterRole',
      'ClusterRoleBinding',
      'Role',
      'RoleBinding',
    ]);
    const cluster = await startApiServer([...now, ...old], [...now, ...old]);
    await bash(older, shims(cluster.url));
    cluster.server.close();
    const rbac = 'apis/rbac.authorization.k8s.io/v1';
    expect(cluster.changes).toEqual([
      `DELETE /${rbac}/clusterrolebindings/kvmini-harness`,
      `DELETE /${rbac}/clusterroles/kvmini-harness`,
      `DELETE /${rbac}/namespaces/ml-prod/rolebindings/kvmini-harness`,
      `DELETE /${rbac}/namespaces/ml-prod/roles/kvmini-harness`,
    ]);
  },
);

describe.skipIf(!helm || !kubectlPath())('as a subchart', () => {
  test('every object of the harness is kept when the parent lets go of it', async () => {
    const release = { releaseName: 'vllm', namespace: 'ml-prod', values: VALUES };
    const objects = (await renderWithHelm(release)) as RenderedObject[];
    const cluster = await startApiServer(objects, objects);
    await bash(subchart, shims(cluster.url));
    cluster.server.close();
    const selector = /-l (\S+)/.exec(subchart)?.[1]?.split(',') ?? [];
    expect(selector).toHaveLength(2);
    expect(cluster.live()).toHaveLength(objects.length);
    for (const { metadata } of cluster.live()) {
      expect(metadata.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
      const labels = Object.entries(metadata.labels ?? {}).map((pair) => pair.join('='));
      expect(labels).toEqual(expect.arrayContaining(selector));
    }
  });
});
