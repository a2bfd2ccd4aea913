/** The rules that no schema can say, which the chart's templates say in the library's words. */
import { describe, expect, test } from 'vitest';
import { ValuesError } from '../../src';
import { BatchChart } from './batch';
import { CHART, harnessChart, helm, helmTemplate } from './renderings';

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };

/** The library's problems, without the guess at what was meant and how a number was written, which no template knows. */
function ours(values: object): string[] {
  try {
    harnessChart({ ...release, values });
  } catch (error) {
    if (!(error instanceof ValuesError)) throw error;
    return error.issues.map(({ path, message }) =>
      `${path}: ${message}`
        .replace(/; did you mean standard\?$/, '')
        .replace(/put it in quotes, "\d+"/, 'put what the file has in quotes'),
    );
  }
  return [];
}

/** What helm prints; its check of the schema takes longer than all else. */
async function refusal(values: object): Promise<string> {
  const rendered = helmTemplate({ ...release, values }, CHART, '--skip-schema-validation');
  return rendered.then(
    () => '',
    (error: Error) => error.message,
  );
}

/** The problems in it. */
async function theirs(values: object): Promise<string[]> {
  const error = await refusal(values);
  const [, report = ''] = /kvmini "kvmini-harness":\n([\s\S]*?)(?:\n\n|$)/.exec(error) ?? [];
  return report.split('\n').filter(Boolean);
}

const LONG = 'a'.repeat(61);

/** Each with at least one problem. */
const REFUSED: readonly object[] = [
  { image: { tag: 20240101 } },
  { image: { tag: 0 } },
  { replicaCount: 2, persistence: { accessMode: 'ReadWriteOncePod' } },
  { persistence: { accessMode: 'ReadOnlyMany' } },
  { benchmark: { outputDir: '/opt/kvmini/results' }, securityContext: null },
  { benchmark: { outputDir: '/data/../etc' } },
  { benchmark: { outputDir: '/data/..' } },
  { fullnameOverride: 'Upper' },
  { benchmark: { outputDir: '//opt/kvmini/' } },
  { benchmark: { outputDir: '/results' } },
  {
    benchmark: { outputDir: '/database' },
    podDisruptionBudget: { minAvailable: 2, maxUnavailable: 1 },
  },
  { benchmark: { defaultProfile: LONG }, podDisruptionBudget: { enabled: true, minAvailable: '' } },
  { podSecurityContext: { runAsUser: 0 }, securityContext: { runAsUser: null } },
  {
    podSecurityContext: { runAsNonRoot: true },
    securityContext: { runAsUser: 0, runAsNonRoot: null },
  },
  { nameOverride: 'Bench' },
  { persistence: { dataSource: { kind: 'VolumeSnapshot', name: 'a' } } },
  { persistence: { dataSource: { name: 'a' } } },
  { persistence: { dataSource: { kind: 'PersistentVolumeClaim' } } },
  { persistence: { dataSource: { apiGroup: 'snapshot.storage.k8s.io' } } },
  { persistence: { dataSource: { kind: 'Foo', name: 'a', apiGroup: 'x.y' } } },
  { persistence: { dataSource: { kind: 'PersistentVolumeClaim', name: 'a', apiGroup: 'x.y' } } },
];

/** As many at once as can be. */
const ALL = {
  image: { tag: 7654321 },
  replicaCount: 3,
  persistence: { accessMode: 'ReadWriteOncePod', size: '100m', labels: { 'helm.sh/chart': 'a' } },
  resources: { limits: { memory: '512m' }, requests: { memory: null } },
  benchmark: { defaultProfile: 'standrad' },
  monitoring: {
    serviceMonitor: { interval: '1m', scrapeTimeout: '1m1ms', labels: { 'helm.sh/chart': 'a' } },
    dashboard: { labels: { 'app.kubernetes.io/version': 'a' } },
  },
  commonLabels: { 'app.kubernetes.io/instance': 'a' },
  podLabels: { 'app.kubernetes.io/name': 'a' },
  service: { labels: { 'app.kubernetes.io/managed-by': 'a' } },
  podAnnotations: { 'checksum/config': 'a' },
  securityContext: { runAsUser: 0 },
  extraEnv: [{ name: 'A' }, { name: 'KUBECONFIG', value: 'a' }],
  extraVolumeMounts: [
    { name: 'tmp', mountPath: '/data/' },
    { name: 'tmp', mountPath: '/opt/kvmini//profiles/mine' },
    { name: 'tmp', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
  ],
};

/** At the limits of the rules, on the side that is right. */
const ACCEPTED: readonly object[] = [
  { replicaCount: 1, persistence: { accessMode: 'ReadWriteOncePod' } },
  { replicaCount: 2, persistence: { accessMode: 'ReadWriteOncePod', enabled: false } },
  { persistence: { accessMode: 'ReadOnlyMany', existingClaim: 'a' } },
  { persistence: { size: '1000m', tmpSizeLimit: 5 } },
  { benchmark: { outputDir: '/results' }, securityContext: { readOnlyRootFilesystem: false } },
  { benchmark: { outputDir: '/results' }, securityContext: null },
  {
    benchmark: { outputDir: '/mine/results' },
    extraVolumes: [{ name: 'a', emptyDir: {} }],
    extraVolumeMounts: [{ name: 'a', mountPath: 'mine/' }],
  },
  { benchmark: { outputDir: '/data' } },
  { benchmark: { outputDir: '/tmp/..a/' } },
  { benchmark: { defaultProfile: 'mine', profiles: { mine: { requests: 1 } } } },
  { monitoring: { serviceMonitor: { interval: '1h', scrapeTimeout: '60m' } } },
  { monitoring: { serviceMonitor: { interval: '', scrapeTimeout: '10m' } } },
  { monitoring: { serviceMonitor: { interval: '1s', scrapeTimeout: '1000ms' } } },
  { podDisruptionBudget: { enabled: true, maxUnavailable: 1 } },
  { podDisruptionBudget: { enabled: true, minAvailable: '', maxUnavailable: 0 } },
  { podDisruptionBudget: { enabled: true, minAvailable: 0 } },
  { podDisruptionBudget: { minAvailable: '' } },
  { podSecurityContext: { runAsUser: 0 } },
  {
    podSecurityContext: { runAsNonRoot: true },
    securityContext: { runAsUser: 0, runAsNonRoot: false },
  },
  { commonLabels: { 'app.kubernetes.io/component': 'a', 'app.kubernetes.io/part-of': 'b' } },
  { extraVolumeMounts: [{ name: 'tmp', mountPath: '/opt/kvmini/profilesx' }] },
  { fullnameOverride: `a${'b'.repeat(61)}c` },
  { persistence: { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } } },
  {
    persistence: {
      dataSource: { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' },
    },
  },
];

describe.skipIf(!helm).concurrent("a template's rule", () => {
  test.each(REFUSED)('says of %j what the library says', async (values) => {
    const known = ours(values);
    expect(known).not.toEqual([]);
    expect((await theirs(values)).sort()).toEqual(known.sort());
  });

  test('says all problems at once', async () => {
    const known = ours(ALL);
    expect(known).toHaveLength(18);
    expect((await theirs(ALL)).sort()).toEqual(known.sort());
  });

  test('takes what is at the limit', async () => {
    for (const values of ACCEPTED) expect(ours(values), JSON.stringify(values)).toEqual([]);
    const batch = new BatchChart(ACCEPTED.length);
    const rendered = await batch.render({ ...release, all: ACCEPTED }, '--skip-schema-validation');
    batch.dispose();
    for (const objects of rendered) expect(objects.length).toBeGreaterThan(3);
  });
});
