/** What users write for the objects beside the pod, as the API server takes it. */

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const relabeling = {
  action: 'replace',
  sourceLabels: ['__meta_kubernetes_pod_name', '__address__'],
  separator: ';',
  regex: '(.+);(.+)',
  replacement: '$1',
  targetLabel: 'pod',
};

const SHARDED = { action: 'hashmod', sourceLabels: ['a'], modulus: 4, targetLabel: '__tmp_hash' };

export const VALID_OBJECTS: Readonly<Record<string, readonly unknown[]>> = {
  'rbac.rules': [
    [
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'deployments/scale'],
        verbs: ['get', 'list'],
      },
    ],
    [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['hf'], verbs: ['*'] }],
    [{ apiGroups: ['*'], resources: ['*'], verbs: ['get'] }],
    [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
  ],
  'networkPolicy.ingressFrom': [
    [{ podSelector: { matchLabels: { app: 'grafana' } } }],
    [
      {
        namespaceSelector: {
          matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['x'] }],
        },
        podSelector: {},
      },
    ],
    [
      { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
      { ipBlock: { cidr: 'fd00::/8' } },
    ],
  ],
  'persistence.size': ['1Gi', '500M', 1_000_000_000],
  'persistence.storageClass': ['', '-', 'fast.example'],
  'persistence.annotations': [{ 'helm.sh/resource-policy': 'keep' }],
  'persistence.tmpSizeLimit': ['1Gi', 1_000_000_000],
  'serviceAccount.annotations': [{ 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/a' }],
  'service.annotations': [{ 'prometheus.io/scrape': 'false' }],
  'service.port': [80, 65_535],
  'podDisruptionBudget.minAvailable': [0, 1, '50%', '100%'],
  'podDisruptionBudget.maxUnavailable': [0, 1, '50%', '100%'],
  'podDisruptionBudget.unhealthyPodEvictionPolicy': ['', 'AlwaysAllow', 'IfHealthyBudget'],
  'networkPolicy.egress': [
    [
      {
        to: [
          { podSelector: { matchLabels: { app: 'vllm' } } },
          { ipBlock: { cidr: '10.0.0.0/8' } },
        ],
        ports: [
          { protocol: 'TCP', port: 8000, endPort: 9000 },
          { protocol: 'UDP', port: 'dns' },
          { protocol: 'SCTP' },
        ],
      },
    ],
    [{}, { ports: [{ port: 443 }] }],
  ],
  'persistence.labels': [{ backup: 'yes' }],
  'persistence.selector': [
    { matchLabels: { tier: 'fast' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
  ],
  'persistence.volumeName': ['', 'results-1'],
  'persistence.dataSource': [
    { kind: 'VolumeSnapshot', name: 'before', apiGroup: 'snapshot.storage.k8s.io' },
    { kind: 'PersistentVolumeClaim', name: 'old' },
  ],
  'persistence.subPath': ['', 'results/of/mine'],
  'serviceAccount.automountServiceAccountToken': [true, false],
  service: [
    { type: 'NodePort', nodePort: 30_080, externalTrafficPolicy: 'Local' },
    {
      type: 'LoadBalancer',
      loadBalancerIP: '10.0.0.7',
      loadBalancerClass: 'example.com/internal',
      loadBalancerSourceRanges: ['10.0.0.0/8', '192.168.0.0/24'],
      externalTrafficPolicy: 'Cluster',
    },
    { clusterIP: 'None' },
    { clusterIP: '10.96.200.1', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] },
    { ipFamilyPolicy: 'PreferDualStack' },
    { labels: { team: 'ml' }, port: 80 },
  ],
  'monitoring.serviceMonitor': [
    { labels: { release: 'prometheus' }, annotations: { note: 'x' }, honorLabels: true },
    { interval: '', scrapeTimeout: '', jobLabel: 'app.kubernetes.io/name' },
    { interval: '1m', scrapeTimeout: '30s', relabelings: [relabeling, SHARDED] },
    { metricRelabelings: [relabeling, { action: 'labeldrop', regex: 'pod' }] },
  ],
  'monitoring.prometheusRule.labels': [{ release: 'prometheus' }],
  'monitoring.dashboard.annotations': [{ grafana_folder: 'Benchmarks' }],
  commonLabels: [{ team: 'ml', 'example.com/cost': '' }],
  commonAnnotations: [{ 'example.com/owner': 'ml@example.com' }],
  deploymentAnnotations: [{ 'reloader.stakater.com/auto': 'true' }],
  image: [
    { registry: 'registry.example.com:5000', repository: 'a/b', tag: '1.10' },
    { repository: 'ghcr.io/a/b', digest: DIGEST },
    { repository: 'a', tag: '', pullPolicy: 'Always' },
  ],
  'global.imageRegistry': ['', 'mirror.example.com'],
  'global.imagePullSecrets': [['regcred'], [{ name: 'regcred' }, 'b']],
  extraObjects: [
    [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { a: 'b' } },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mine' }, stringData: { a: 'b' } },
    ],
  ],
};
