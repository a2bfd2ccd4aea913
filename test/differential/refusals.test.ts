import { describe, expect, test } from 'vitest';
import { ValuesError } from '../../src';
import { harnessChart, helm, helmTemplate } from './renderings';

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };

/** Wrong each by itself: the schema says so to helm as well. */
const BOTH: readonly [path: string, values: object][] = [
  ['replicacount', { replicacount: 2 }],
  ['image.tags', { image: { tags: 'a' } }],
  ['image.tag', { image: { tag: 1.1 } }],
  ['image.pullPolicy', { image: { pullPolicy: 'always' } }],
  ['imagePullSecrets', { imagePullSecrets: 'regcred' }],
  ['imagePullSecrets[0].name', { imagePullSecrets: [{ name: 1 }] }],
  ['replicaCount', { replicaCount: -1 }],
  ['replicaCount', { replicaCount: 1.5 }],
  ['resources.requests.cpu', { resources: { requests: { cpu: '1 core' } } }],
  ['resources.limits.memory', { resources: { limits: { memory: -1 } } }],
  ['persistence.enabled', { persistence: { enabled: 'yes' } }],
  ['persistence.accessMode', { persistence: { accessMode: 'RWO' } }],
  ['persistence.size', { persistence: { size: 'large' } }],
  ['service.port', { service: { port: 65_536 } }],
  ['service.annotations.a', { service: { annotations: { a: true } } }],
  ['service.annotations["a b"]', { service: { annotations: { 'a b': '' } } }],
  ['podLabels.a', { podLabels: { a: 'b c' } }],
  ['benchmark.timeout', { benchmark: { timeout: '1 hour' } }],
  ['benchmark.outputDir', { benchmark: { outputDir: 'results' } }],
  ['benchmark.profiles.a.requests', { benchmark: { profiles: { a: { requests: 0 } } } }],
  ['benchmark.profiles.a.request', { benchmark: { profiles: { a: { request: 1 } } } }],
  ['global.isvc.namespace', { global: { isvc: { namespace: 'A_B' } } }],
  ['monitoring.serviceMonitor.interval', { monitoring: { serviceMonitor: { interval: '1x' } } }],
  ['rbac.scope', { rbac: { scope: 'Cluster' } }],
  ['rbac.rules[0].verbs', { rbac: { rules: [{ apiGroups: [''], resources: ['pods'] }] } }],
  ['podDisruptionBudget.minAvailable', { podDisruptionBudget: { minAvailable: '101%' } }],
  ['extraVolumes[0].name', { extraVolumes: [{ name: 'A' }] }],
  ['securityContext.runAsUser', { securityContext: { runAsUser: 'root' } }],
  ['tolerations', { tolerations: {} }],
  ['replicaCount', { replicaCount: null }],
  ['image.repository', { image: { repository: null } }],
  ['service', { service: null }],
];

/** What neither a schema nor a template says: Helm renders it, and the API server or the pod has to refuse it. */
const LIBRARY_ONLY: readonly [path: string, values: object][] = [
  ['resources.requests.cpu', { resources: { requests: { cpu: 3 } } }],
  ['resources.limits.gpu', { resources: { limits: { gpu: 1 } } }],
  [
    'rbac.rules[0].nonResourceURLs',
    { rbac: { scope: 'namespace', rules: [{ nonResourceURLs: ['/a'], verbs: ['get'] }] } },
  ],
  ['tolerations[0].operator', { tolerations: [{ effect: 'NoSchedule' }] }],
  ['extraEnv[0].name', { extraEnv: [{ name: 'A=B' }] }],
  ['networkPolicy.ingressFrom[0]', { networkPolicy: { ingressFrom: [{}] } }],
  ['extraEnvFrom[0]', { extraEnvFrom: [{ prefix: 'A' }] }],
  ['extraVolumes[0].name', { extraVolumes: [{ name: 'data', emptyDir: {} }] }],
  ['extraVolumeMounts[0].name', { extraVolumeMounts: [{ name: 'none', mountPath: '/a' }] }],
  ['global.team', { global: { team: 'ml' } }],
];

/** The paths that the library names in its refusal. */
function refusedPaths(values: object): string[] {
  try {
    harnessChart({ ...release, values });
  } catch (error) {
    if (error instanceof ValuesError) return error.issues.map(({ path }) => path);
    throw error;
  }
  return [];
}

test.each([...BOTH, ...LIBRARY_ONLY])('the library refuses %s in %j', (path, values) => {
  expect(refusedPaths(values)).toContain(path);
});

describe.skipIf(!helm).concurrent('helm', () => {
  test.each(BOTH)('refuses %s in %j by values.schema.json', async (_, values) => {
    const rendered = helmTemplate({ ...release, values });
    await expect(rendered).rejects.toThrow("values don't meet the specifications of the schema");
  });

  test.each(LIBRARY_ONLY)('takes %s in %j', async (_, values) => {
    expect(await helmTemplate({ ...release, values })).toContain('kind: Deployment');
  });
});
