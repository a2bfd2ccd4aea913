import type { KvminiValues } from '../../src';

/**
 * Every value set to something other than its default.
 *
 * It is typed as complete values, so a new value without a line here does not compile.
 */
export const allValues: KvminiValues = {
  enabled: true,
  nameOverride: 'bench',
  fullnameOverride: 'llm-bench',
  replicaCount: 2,
  image: { repository: 'registry.example:5000/team/harness', tag: '1.10', pullPolicy: 'Always' },
  imagePullSecrets: [{ name: 'registry-login' }],
  resources: {
    requests: { cpu: 2, memory: '4Gi', 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': 1 },
    limits: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '2Gi', 'nvidia.com/gpu': 1 },
  },
  persistence: {
    enabled: true,
    size: '50Gi',
    storageClass: 'fast-ssd',
    accessMode: 'ReadWriteMany',
    existingClaim: '',
    annotations: { 'example.com/backup': 'daily' },
  },
  serviceAccount: {
    create: true,
    name: 'bench-account',
    annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/bench' },
  },
  rbac: {
    create: true,
    rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list'] }],
    scope: 'cluster',
  },
  service: { type: 'NodePort', port: 9090, annotations: { 'example.com/team': 'ml' } },
  benchmark: {
    defaultProfile: 'nightly',
    outputDir: '/data/nightly',
    timeout: '1h30m',
    retries: 5,
    profiles: {
      nightly: {
        requests: 1000,
        concurrency: 32,
        rate: 12.5,
        pattern: 'poisson',
        slo: { ttft: '200ms' },
      },
    },
  },
  global: {
    isvc: { name: 'demo-llm', namespace: 'ml-prod' },
    model: { storageUri: 'hf://example/model' },
  },
  monitoring: {
    enabled: true,
    serviceMonitor: {
      enabled: true,
      interval: '15s',
      scrapeTimeout: '5s',
      labels: { release: 'prometheus' },
    },
    resources: { enabled: true },
    dashboard: { enabled: true, labels: { grafana_dashboard: '1', team: 'ml' } },
  },
  networkPolicy: {
    enabled: true,
    ingressFrom: [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } },
    ],
  },
  podDisruptionBudget: { enabled: true, minAvailable: '50%' },
  podAnnotations: { 'example.com/note': 'a benchmark' },
  podLabels: { team: 'ml' },
  podSecurityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'bench', effect: 'NoSchedule' }],
  affinity: {
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          podAffinityTerm: {
            topologyKey: 'kubernetes.io/hostname',
            labelSelector: { matchLabels: { app: 'vllm' } },
          },
        },
      ],
    },
  },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'bench' } },
    },
  ],
  priorityClassName: 'low-priority',
  extraEnv: [
    { name: 'HF_TOKEN', valueFrom: { secretKeyRef: { name: 'hugging-face', key: 'token' } } },
  ],
  extraEnvFrom: [{ secretRef: { name: 'api-keys', optional: true } }],
  extraVolumes: [{ name: 'custom-profile', configMap: { name: 'custom-profile' } }],
  extraVolumeMounts: [{ name: 'custom-profile', mountPath: '/profiles/custom', readOnly: true }],
};
