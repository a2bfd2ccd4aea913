/** What users write for the objects beside the pod, as the API server takes it. */
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
};
