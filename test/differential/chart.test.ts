/** The chart as Helm's users get it: checked, packaged, with a test and notes. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { resolveValues } from '../../src/validation/resolve';
import { KUBERNETES_VERSIONS } from '../../src/values/generated/kubernetes-types';
import { copyOfCharts } from '../support/charts';
import { readDocuments } from './kubernetes-yaml';
import { CHART, harnessChart, helm, runHelm, templateByFlags } from './renderings';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-chart-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!helm)('the chart', () => {
  test('passes helm lint', async () => {
    const report = await runHelm('lint', CHART, '--strict');
    expect(report).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  test('is for the versions of Kubernetes that the library is for', async () => {
    const { kubeVersion } = parse(await runHelm('show', 'chart', CHART));
    expect(kubeVersion).toBe(`>=${KUBERNETES_VERSIONS[0]}.0-0`);
    const older = runHelm('template', 'a', CHART, '--kube-version', '1.29.15');
    await expect(older).rejects.toThrow('chart requires kubeVersion: >=1.30.0-0');
  });

  test('renders the same when it is packaged, without what editors leave behind', async () => {
    const copy = join(folder, 'kvmini');
    cpSync(CHART, copy, { recursive: true });
    for (const name of ['.DS_Store', 'values.yaml~', 'templates/service.yaml.orig', 'a.tgz'])
      writeFileSync(join(copy, name), 'not: [yaml');
    const said = await runHelm('package', copy, '--destination', folder);
    const archive = join(folder, 'kvmini-1.0.0.tgz');
    expect(said).toContain(archive);
    const flags = ['-n', 'b', '--set', 'monitoring.enabled=true,monitoring.dashboard.enabled=true'];
    const packaged = await runHelm('template', 'a', archive, ...flags);
    expect(packaged).toBe(await runHelm('template', 'a', CHART, ...flags));
    expect(await runHelm('show', 'readme', archive)).toMatch(/^# /);
  });
});

describe.skipIf(!helm)('the parent, with its dependency built', () => {
  const parent = helm ? join(copyOfCharts(helm), 'charts/kserve-vllm-mini') : '';

  test('passes helm lint', async () => {
    const report = await runHelm('lint', parent, '--strict');
    expect(report).toContain('1 chart(s) linted, 0 chart(s) failed');
  });

  test('has the harness once, packaged as well', async () => {
    await runHelm('package', parent, '--destination', folder);
    const archive = join(folder, 'kserve-vllm-mini-0.1.0.tgz');
    const flags = ['-n', 'ml-prod', '--set', 'kvmini.enabled=true'];
    for (const chart of [parent, archive]) {
      const objects = readDocuments(await templateByFlags('vllm', chart, ...flags));
      expect(objects).toHaveLength(7);
    }
  });

  test('has no link, which Windows and archives of git may not keep', () => {
    const files = readdirSync('charts', { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isSymbolicLink())).toEqual([]);
  });

  test.each([
    ['kvmini.enabled=true', 'The benchmark harness is in namespace ml-prod; its pod:'],
    ['kvmini.enabled=false', 'The benchmark harness is off'],
  ])('says with %s where the harness is', async (set, says) => {
    const flags = ['-n', 'ml-prod', '--dry-run=client', '--set', set];
    expect(await runHelm('install', 'vllm', parent, ...flags)).toContain(`NOTES:\n${says}`);
  });
});

/** The test's pod, as helm renders it. */
async function testPod(...flags: string[]) {
  const only = ['--show-only', 'templates/tests/metrics.yaml'];
  const text = await runHelm('template', 'vllm', CHART, '-n', 'ml', ...only, ...flags);
  // biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
  return readDocuments(text)[0] as any;
}

describe.skipIf(!helm)("helm test's pod", () => {
  test('is made for the test alone, and goes when it has passed', async () => {
    const { metadata } = await testPod();
    expect(metadata).toMatchObject({ name: 'vllm-kvmini-test', namespace: 'ml' });
    expect(metadata.annotations).toEqual({
      'helm.sh/hook': 'test',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
    const skipped = await templateByFlags('vllm', CHART);
    expect(skipped).not.toContain('kind: Pod\n');
  });

  test('is no pod of the harness to any selector', async () => {
    const { metadata } = await testPod();
    const { selectorLabels } = harnessLike();
    for (const [key, value] of Object.entries(selectorLabels))
      if (key.endsWith('/name')) expect(metadata.labels[key]).not.toBe(value);
    expect(metadata.labels).toMatchObject({
      'app.kubernetes.io/name': 'kvmini-test',
      'app.kubernetes.io/instance': 'vllm',
      'app.kubernetes.io/component': 'test',
    });
  });

  test('asks the Service on its port', async () => {
    const { spec } = await testPod('--set', 'service.port=80');
    expect(spec.containers[0].env).toEqual([
      { name: 'METRICS', value: 'http://vllm-kvmini:80/metrics' },
    ]);
  });

  test('runs as the harness does: image, secrets, scheduling, account, security', async () => {
    const values = {
      image: {
        registry: 'a.example.com',
        digest: `sha256:${'0'.repeat(64)}`,
        pullPolicy: 'Always',
      },
      imagePullSecrets: [{ name: 'b' }],
      global: { imageRegistry: 'g.example.com', imagePullSecrets: ['a'] },
      tolerations: [{ operator: 'Exists' }],
      nodeSelector: { disk: 'ssd' },
      priorityClassName: 'low',
      schedulerName: 'mine',
      runtimeClassName: 'gvisor',
      dnsPolicy: 'None',
      dnsConfig: { nameservers: ['192.0.2.1'] },
      podSecurityContext: { runAsUser: 1000 },
      securityContext: { runAsUser: null },
      serviceAccount: { name: 'mine' },
    };
    const file = join(folder, 'values.json');
    writeFileSync(file, `${JSON.stringify(values)}\n`);
    const { spec } = await testPod('-f', file);
    const { deployment } = harnessLike(values);
    const of = deployment.spec.template.spec;
    for (const key of POD_FIELDS) expect(spec[key], key).toEqual(of[key]);
    for (const key of ['image', 'imagePullPolicy', 'securityContext'])
      expect(spec.containers[0][key], key).toEqual(of.containers[0][key]);
    expect(spec.restartPolicy).toBe('Never');
  });

  test('has what all objects have, and its own annotations all the same', async () => {
    const file = join(folder, 'common.json');
    const values = {
      commonLabels: { team: 'ml', 'app.kubernetes.io/component': 'bench' },
      commonAnnotations: { owner: 'ml', 'helm.sh/hook': 'post-install' },
    };
    writeFileSync(file, `${JSON.stringify(values)}\n`);
    const { metadata } = await testPod('-f', file);
    expect(metadata.labels).toMatchObject(values.commonLabels);
    expect(metadata.annotations).toMatchObject({ owner: 'ml', 'helm.sh/hook': 'test' });
  });

  test('has a name that is one, whatever the release is called', async () => {
    const { metadata } = await testPod('--set', `fullnameOverride=${'a'.repeat(57)}-bcdef`);
    expect(metadata.name).toBe(`${'a'.repeat(57)}-test`);
  });

  test('is not there where no pod of the harness is', async () => {
    const all = await runHelm('template', 'vllm', CHART, '--set', 'replicaCount=0');
    expect(all).not.toContain('helm.sh/hook');
  });
});

const POD_FIELDS = [
  'imagePullSecrets',
  'tolerations',
  'nodeSelector',
  'priorityClassName',
  'schedulerName',
  'runtimeClassName',
  'dnsPolicy',
  'dnsConfig',
  'securityContext',
  'serviceAccountName',
  'automountServiceAccountToken',
];

/** The harness of the library with the same values. */
function harnessLike(values = {}) {
  const objects = harnessChart({ releaseName: 'vllm', namespace: 'ml', values }).toJson();
  const deployment = objects.find(({ kind }) => kind === 'Deployment');
  return { deployment, selectorLabels: deployment.spec.selector.matchLabels };
}

describe.skipIf(!helm)('NOTES', () => {
  const notes = async (...flags: string[]) => {
    const printed = await runHelm(
      'install',
      'vllm',
      CHART,
      '-n',
      'b',
      '--dry-run=client',
      ...flags,
    );
    return printed.split('\nNOTES:\n')[1] ?? '';
  };

  test('tells how to run the test', async () => {
    expect(await notes()).toContain('\n  helm test vllm -n b\n');
    expect(await notes('--set', 'replicaCount=0')).not.toContain('helm test');
  });

  test.each([
    {},
    { replicaCount: 3 },
    { replicaCount: 3, persistence: { enabled: false } },
    { replicaCount: 3, persistence: { accessMode: 'ReadWriteMany' } },
    { persistence: { enabled: false, existingClaim: 'mine' } },
    ...[50, '050', 1048575, 1048576, '1048576', '9Ki'].map((size) => ({ persistence: { size } })),
    { persistence: { size: 50, existingClaim: 'mine' } },
    { resources: { requests: { memory: 512 }, limits: { memory: '1024' } } },
    { resources: { requests: { memory: 1048575 }, limits: { memory: 1048576 } } },
    { resources: null, workers: { resources: { limits: { memory: 4 } } } },
    { resources: { requests: null }, workers: { enabled: true, resources: null } },
    { serviceAccount: { create: false } },
    { serviceAccount: { create: false, name: 'mine' } },
    { serviceAccount: { create: false }, rbac: { create: false } },
    { podDisruptionBudget: { enabled: true } },
    { podDisruptionBudget: { enabled: true, minAvailable: 0 } },
    { podDisruptionBudget: { enabled: true, maxUnavailable: '1%' } },
    { podDisruptionBudget: { enabled: true, maxUnavailable: 0 } },
    ...['66%', '67%', 2, 3].map((minAvailable) => ({
      replicaCount: 3,
      persistence: { accessMode: 'ReadWriteMany' },
      podDisruptionBudget: { enabled: true, minAvailable },
    })),
    { replicaCount: 0, podDisruptionBudget: { enabled: true } },
  ])('warns of %j as the library does', async (values) => {
    const file = join(folder, `warnings-${JSON.stringify(values).length}.json`);
    writeFileSync(file, `${JSON.stringify(values)}\n`);
    const [, theirs = ''] = (await notes('-f', file)).split('What is probably not meant:\n');
    const { warnings } = resolveValues(values);
    const ours = warnings.map(({ path, message }) => `${path}: ${message}`);
    expect(theirs.split('\n').filter(Boolean)).toEqual(ours);
  });
});
