import type { KvminiValuesInput } from '../../src';

const url = { nonResourceURLs: ['/metrics'], verbs: ['get'] };
const pods = { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] };
const scraped = (serviceMonitor: object) => ({
  monitoring: { enabled: true, serviceMonitor: { enabled: true, ...serviceMonitor } },
});
const dashboard = (settings: object) => ({
  monitoring: { enabled: true, dashboard: { enabled: true, ...settings } },
});
const volume = { extraVolumes: [{ name: 'scratch', emptyDir: { medium: 'Memory' } }] };

/**
 * By setting: values that set it, with what else they need for it to show in the manifests.
 *
 * A setting of the schema that is not here fails the test.
 */
export const EACH_VALUE: Readonly<Record<string, readonly KvminiValuesInput[]>> = {
  nameOverride: [{ nameOverride: 'bench' }, { nameOverride: 'mini' }],
  fullnameOverride: [{ fullnameOverride: 'bench' }],
  replicaCount: [{ replicaCount: 0 }, { replicaCount: 2_000_000 }],
  'image.repository': [{ image: { repository: 'registry:5000/team/kvmini' } }],
  'image.tag': [
    { image: { tag: '' } },
    { image: { tag: '1.10' } },
    { image: { tag: `v1@sha256:${'0'.repeat(64)}` } },
  ],
  'image.pullPolicy': [{ image: { pullPolicy: 'Always' } }, { image: { pullPolicy: 'Never' } }],
  imagePullSecrets: [{ imagePullSecrets: [{ name: 'one' }, { name: 'two' }] }],
  'resources.requests.cpu': [{ resources: { requests: { cpu: '500m' } } }],
  'resources.requests.memory': [{ resources: { requests: { memory: '512Mi' } } }],
  'resources.requests.ephemeral-storage': [
    { resources: { requests: { 'ephemeral-storage': '1Gi' } } },
  ],
  'resources.limits.cpu': [{ resources: { limits: { cpu: 4 } } }],
  'resources.limits.memory': [{ resources: { limits: { memory: '8Gi' } } }],
  'resources.limits.ephemeral-storage': [{ resources: { limits: { 'ephemeral-storage': '2Gi' } } }],
  'persistence.enabled': [{ persistence: { enabled: false } }],
  'persistence.size': [{ persistence: { size: '50Gi' } }, { persistence: { size: 1e9 } }],
  'persistence.storageClass': [
    { persistence: { storageClass: '-' } },
    { persistence: { storageClass: 'fast-ssd' } },
  ],
  'persistence.accessMode': [
    { persistence: { accessMode: 'ReadWriteOncePod' } },
    { persistence: { accessMode: 'ReadWriteMany' } },
    { persistence: { accessMode: 'ReadOnlyMany' } },
  ],
  'persistence.existingClaim': [{ persistence: { existingClaim: 'mine' } }],
  'persistence.annotations': [{ persistence: { annotations: { 'example.com/a': 'true' } } }],
  'serviceAccount.create': [{ serviceAccount: { create: false } }],
  'serviceAccount.name': [
    { serviceAccount: { name: 'mine' } },
    { serviceAccount: { name: 'mine', create: false } },
  ],
  'serviceAccount.annotations': [{ serviceAccount: { annotations: { a: '1' } } }],
  'rbac.create': [{ rbac: { create: false } }],
  'rbac.rules': [{ rbac: { rules: [pods, url] } }, { rbac: { rules: [pods], scope: 'namespace' } }],
  'rbac.scope': [{ rbac: { scope: 'namespace' } }],
  'service.type': [{ service: { type: 'NodePort' } }, { service: { type: 'LoadBalancer' } }],
  'service.port': [{ service: { port: 80 } }],
  'service.annotations': [
    { service: { annotations: { a: 'b' } } },
    { service: { annotations: { 'prometheus.io/port': '' } }, monitoring: { enabled: true } },
  ],
  'benchmark.defaultProfile': [
    { benchmark: { defaultProfile: 'burst' } },
    { benchmark: { defaultProfile: 'mine', profiles: { mine: {} } } },
  ],
  'benchmark.outputDir': [
    { benchmark: { outputDir: '/tmp/results' } },
    {
      ...volume,
      extraVolumeMounts: [{ name: 'scratch', mountPath: '/scratch' }],
      benchmark: { outputDir: '/scratch/results' },
    },
  ],
  'benchmark.timeout': [{ benchmark: { timeout: '1h30m' } }],
  'benchmark.retries': [{ benchmark: { retries: 0 } }, { benchmark: { retries: 5_000_000 } }],
  'benchmark.profiles': [
    { benchmark: { profiles: { 'a.b_C': { requests: 1_000_000, rate: 0.5 } } } },
    { benchmark: { profiles: { standard: { slo: { ttft: '200ms' } } } } },
    { benchmark: { profiles: { mine: {} } } },
  ],
  'global.isvc.name': [{ global: { isvc: { name: 'demo-llm' } } }],
  'global.isvc.namespace': [
    { global: { isvc: { namespace: 'ml-prod' } } },
    { global: { isvc: { namespace: 'ml-prod' } }, rbac: { scope: 'namespace' } },
  ],
  'global.model.storageUri': [{ global: { model: { storageUri: 's3://bucket/model?a=b#c' } } }],
  'monitoring.enabled': [{ monitoring: { enabled: true } }],
  'monitoring.serviceMonitor.enabled': [scraped({})],
  'monitoring.serviceMonitor.interval': [scraped({ interval: '1m' })],
  'monitoring.serviceMonitor.scrapeTimeout': [scraped({ scrapeTimeout: '30s' })],
  'monitoring.serviceMonitor.labels': [scraped({ labels: { release: 'prometheus' } })],
  'monitoring.resources.enabled': [{ monitoring: { resources: { enabled: true } } }],
  'monitoring.dashboard.enabled': [dashboard({})],
  'monitoring.dashboard.labels': [
    dashboard({ labels: { team: 'ml' } }),
    dashboard({ labels: { grafana_dashboard: null, team: '1' } }),
  ],
  'networkPolicy.enabled': [{ networkPolicy: { enabled: true } }],
  'networkPolicy.ingressFrom': [
    { networkPolicy: { enabled: true, ingressFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] } },
    { networkPolicy: { enabled: true, ingressFrom: [{ namespaceSelector: {} }] } },
  ],
  'podDisruptionBudget.enabled': [{ podDisruptionBudget: { enabled: true } }],
  'podDisruptionBudget.minAvailable': [
    { podDisruptionBudget: { enabled: true, minAvailable: '50%' } },
    { podDisruptionBudget: { enabled: true, minAvailable: 0 } },
  ],
  podAnnotations: [{ podAnnotations: { 'example.com/a': 'x: {{ y }}' } }],
  podLabels: [{ podLabels: { team: 'ml', version: '1' } }],
  podSecurityContext: [
    { podSecurityContext: { fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' } },
    { podSecurityContext: { seccompProfile: null, runAsGroup: null } },
  ],
  securityContext: [{ securityContext: { runAsUser: 1000, capabilities: { add: ['CHOWN'] } } }],
  nodeSelector: [{ nodeSelector: { 'kubernetes.io/arch': 'amd64' } }],
  tolerations: [
    { tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }] },
    { tolerations: [{ key: 'a', effect: 'NoExecute', tolerationSeconds: 3_000_000_000 }] },
  ],
  affinity: [{ affinity: { podAntiAffinity: { preferred: [{ weight: 1 }], none: {} } } }],
  topologySpreadConstraints: [
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} },
      ],
    },
  ],
  priorityClassName: [{ priorityClassName: 'high' }],
  extraEnv: [
    {
      extraEnv: [
        { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token' } } },
        { name: 'EMPTY', value: '' },
        { name: 'NONE' },
      ],
    },
  ],
  extraEnvFrom: [{ extraEnvFrom: [{ prefix: 'A_', secretRef: { name: 'keys', optional: true } }] }],
  extraVolumes: [volume],
  extraVolumeMounts: [
    { ...volume, extraVolumeMounts: [{ name: 'scratch', mountPath: '/a', subPath: 'b' }] },
    { extraVolumeMounts: [{ name: 'data', mountPath: '/more', readOnly: true }] },
  ],
};
