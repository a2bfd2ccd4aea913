import type { Mistake } from './mistake';
import { MISTAKES_IN_CONTAINERS } from './mistakes-in-containers';
import { MISTAKES_IN_OBJECTS } from './mistakes-in-objects';

const volume = (kind: string, source: object): Mistake => [
  kind,
  'extraVolumes[]',
  { name: 'spoilt', ...source },
];
const env = (kind: string, valueFrom: object): Mistake => [
  kind,
  'extraEnv[]',
  { name: 'SPOILT', valueFrom },
];
const spread = (kind: string, more: object): Mistake => {
  const right = {
    maxSkew: 1,
    topologyKey: 'zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: {},
  };
  return [kind, 'topologySpreadConstraints[]', { ...right, ...more }];
};
const nodes = (kind: string, nodeSelectorTerms: unknown): Mistake => {
  const requiredDuringSchedulingIgnoredDuringExecution = { nodeSelectorTerms };
  return [kind, 'affinity', { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution } }];
};
const expression = (kind: string, one: object): Mistake =>
  nodes(kind, [{ matchExpressions: [one] }]);
const pods = (kind: string, term: object): Mistake => [
  kind,
  'affinity',
  { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
];
const rule = (kind: string, one: object): Mistake => [kind, 'rbac.rules[]', one];
const peer = (kind: string, one: object): Mistake => [kind, 'networkPolicy.ingressFrom[]', one];

const LONG = 'x'.repeat(64);

/** Mistakes that are realistic, each on its own, by the kind of value that they are in. */
export const MISTAKES: readonly Mistake[] = [
  ['persistence: amount', 'persistence.size', 0],
  ['persistence: amount', 'persistence.size', '10GB'],
  ['persistence: class', 'persistence.storageClass', 'a..b'],
  ['persistence: class', 'persistence.storageClass', 'Fast_SSD'],
  ['annotations: key', 'persistence.annotations', { 'two words': 'x' }],
  ['annotations: key', 'podAnnotations', { 'a/b/c': 'x' }],
  ['annotations: size', 'podAnnotations', { a: 'x'.repeat(262_145) }],
  ['annotations: value', 'service.annotations', { a: true }],
  ['annotations: value', 'serviceAccount.annotations', { a: 5 }],
  ['labels: value', 'podLabels', { team: 'two words' }],
  ['labels: value', 'podLabels', { team: LONG }],
  ['labels: key', 'podLabels', { '-team': 'a' }],
  ['labels: value', 'nodeSelector', { disktype: 'a b' }],
  ['labels: value', 'nodeSelector', { gpu: true }],
  volume('volume: source', { emptyDir: {}, hostPath: { path: '/x' } }),
  volume('volume: source', { configMap: { name: 'a' }, secret: { secretName: 'b' } }),
  volume('volume: source', { emptydir: {} }),
  volume('volume: source', { scratch: {} }),
  volume('volume: mode', { configMap: { name: 'a', defaultMode: 644 } }),
  volume('volume: mode', { secret: { secretName: 'a', defaultMode: '0644' } }),
  volume('volume: items', { configMap: { name: 'a', items: [{ key: 'k' }] } }),
  volume('volume: items', { configMap: { name: 'a', items: [{ key: 'k', path: '/abs' }] } }),
  volume('volume: items', { secret: { secretName: 'a', items: [{ key: 'k', path: 'a/../b' }] } }),
  volume('volume: field', { hostPath: { path: '/x', type: 'Dir' } }),
  volume('volume: field', { hostPath: { path: '/x/../y' } }),
  volume('volume: field', { csi: {} }),
  volume('volume: field', { nfs: { server: 'a' } }),
  volume('volume: field', { emptyDir: { sizeLimit: 'abc' } }),
  volume('volume: field', { persistentVolumeClaim: { claim: 'a' } }),
  volume('volume: field', { secret: { name: 'a' } }),
  volume('volume: field', {
    projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 60 } }] },
  }),
  volume('volume: field', { projected: { sources: [{}] } }),
  volume('volume: field', {
    downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.phase' } }] },
  }),
  volume('volume: field', {
    ephemeral: {
      volumeClaimTemplate: {
        spec: { accessModes: ['RWO'], resources: { requests: { storage: '1Gi' } } },
      },
    },
  }),
  ['volume: name', 'extraVolumes[]', { name: 'With_Underscore', emptyDir: {} }],
  ['volume: name', 'extraVolumes[]', { name: 'data', emptyDir: {} }],
  ['mount: path', 'extraVolumeMounts[]', { name: 'tmp', mountPath: '/a', subPath: '/abs' }],
  ['mount: path', 'extraVolumeMounts[]', { name: 'tmp', mountPath: '/a', subPath: 'a/../b' }],
  [
    'mount: path',
    'extraVolumeMounts[]',
    { name: 'tmp', mountPath: '/a', subPath: 'a', subPathExpr: 'b' },
  ],
  ['mount: path', 'extraVolumeMounts[]', { name: 'tmp', mountPath: '/tmp' }],
  ['mount: name', 'extraVolumeMounts[]', { name: 'nowhere', mountPath: '/nowhere' }],
  [
    'mount: field',
    'extraVolumeMounts[]',
    { name: 'tmp', mountPath: '/a', mountPropagation: 'Both' },
  ],
  [
    'mount: field',
    'extraVolumeMounts[]',
    { name: 'tmp', mountPath: '/a', mountPropagation: 'None ' },
  ],
  [
    'mount: field',
    'extraVolumeMounts[]',
    { name: 'tmp', mountPath: '/a', recursiveReadOnly: 'Enabled' },
  ],
  env('env: source', {}),
  env('env: source', {
    fieldRef: { fieldPath: 'status.podIP' },
    secretKeyRef: { name: 'a', key: 'b' },
  }),
  env('env: field', { fieldRef: { fieldPath: 'status.podIp' } }),
  env('env: field', { fieldRef: { fieldPath: 'spec.containers' } }),
  env('env: field', { resourceFieldRef: { resource: 'cpu' } }),
  env('env: field', { resourceFieldRef: { resource: 'limits.cpu', divisor: '3' } }),
  env('env: field', { secretKeyRef: { name: 'a', key: '' } }),
  env('env: field', { secretKeyRef: { key: 'token' } }),
  env('env: field', { configMapKeyRef: { name: 'a', key: 'a/b' } }),
  [
    'env: value',
    'extraEnv[]',
    { name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
  ],
  ['env: value', 'extraEnv[]', { name: 'A', value: 5 }],
  ['env: value', 'extraEnv[]', { name: '', value: 'x' }],
  ['env: value', 'extraEnv[]', { key: 'A', value: 'x' }],
  ['env: sources', 'extraEnvFrom[]', { prefix: 'a=b', secretRef: { name: 'a' } }],
  ['env: sources', 'extraEnvFrom[]', { configMapRef: { name: 'a' }, secretRef: { name: 'b' } }],
  ['env: sources', 'extraEnvFrom[]', { prefix: 'A_' }],
  ['env: sources', 'extraEnvFrom[]', { secretRef: { secretName: 'a' } }],
  nodes('affinity: nodes', []),
  nodes('affinity: nodes', [{ matchLabels: { a: 'b' } }]),
  expression('affinity: expression', { key: 'a', operator: 'in', values: ['b'] }),
  expression('affinity: expression', { key: 'a', operator: 'In' }),
  expression('affinity: expression', { key: 'a', operator: 'Exists', values: ['b'] }),
  expression('affinity: expression', { key: 'a', operator: 'Gt', values: ['b'] }),
  expression('affinity: expression', { key: 'a', operator: 'In', value: ['b'] }),
  nodes('affinity: fields', [
    { matchFields: [{ key: 'spec.nodeName', operator: 'In', values: ['a'] }] },
  ]),
  pods('affinity: pods', { labelSelector: {} }),
  pods('affinity: pods', { topologyKey: 'zone', labelSelector: { app: 'a' } }),
  pods('affinity: pods', {
    topologyKey: 'zone',
    labelSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] },
  }),
  pods('affinity: pods', { topologyKey: 'zone', namespaces: ['Not_A_Namespace'] }),
  [
    'affinity: weight',
    'affinity',
    {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }],
      },
    },
  ],
  [
    'affinity: weight',
    'affinity',
    {
      podAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 101, podAffinityTerm: { topologyKey: 'a' } },
        ],
      },
    },
  ],
  ['toleration', 'tolerations[]', { key: 'a', value: 'no label' }],
  ['toleration', 'tolerations[]', { operator: 'Equal', value: 'b' }],
  ['toleration', 'tolerations[]', { key: 'a', operator: 'Exists', value: 'b' }],
  ['toleration', 'tolerations[]', { key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }],
  ['toleration', 'tolerations[]', { key: 'a', effect: 'noschedule' }],
  ['toleration', 'tolerations[]', { key: 'a', operator: 'Exist' }],
  spread('spread', { maxSkew: 0 }),
  spread('spread', { minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' }),
  spread('spread', { minDomains: 0 }),
  spread('spread', { whenUnsatisfiable: 'DoNotScheduleAnyway' }),
  spread('spread', { topologyKey: '' }),
  spread('spread', { nodeTaintsPolicy: 'honor' }),
  spread('spread', { matchLabelKeys: ['a', 'a'] }),
  [
    'spread',
    'topologySpreadConstraints',
    ['zone', 'zone'].map((topologyKey) => ({
      topologyKey,
      maxSkew: 1,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: {},
    })),
  ],
  ['resources', 'resources', { limits: { 'hugepages-2Mi': '2Mi' } }],
  ['resources', 'resources', { requests: { cpu: '3' }, limits: { cpu: '2' } }],
  ['resources', 'resources', { requests: { 'nvidia.com/gpu': 1 }, limits: {} }],
  ['resources', 'resources', { limits: { 'nvidia.com/gpu': '500m' } }],
  ['resources', 'resources', { limits: { gpu: 1 } }],
  ['resources', 'resources', { limits: { memory: '4 Gi' } }],
  ['resources', 'resources', { limits: { memory: '4gb' } }],
  ['security: pod', 'podSecurityContext', { seccompProfile: { type: 'Localhost' } }],
  [
    'security: pod',
    'podSecurityContext',
    { seccompProfile: { type: 'RuntimeDefault', localhostProfile: 'a' } },
  ],
  [
    'security: pod',
    'podSecurityContext',
    { sysctls: [{ name: 'net.core.somaxconn', value: 1024 }] },
  ],
  ['security: pod', 'podSecurityContext', { enabled: true, fsGroup: 1000 }],
  ['security: pod', 'podSecurityContext', { readOnlyRootFilesystem: true }],
  ['security: pod', 'podSecurityContext', { runAsUser: -1 }],
  ['security: pod', 'podSecurityContext', { runAsUser: '1000' }],
  ['security: pod', 'podSecurityContext', { fsGroupChangePolicy: 'Never' }],
  ['security: pod', 'podSecurityContext', { seLinuxChangePolicy: 'Recursively' }],
  ['security: container', 'securityContext', { fsGroup: 1000 }],
  ['security: container', 'securityContext', { enabled: true }],
  ['security: container', 'securityContext', { capabilities: ['ALL'] }],
  ['security: container', 'securityContext', { privileged: true, allowPrivilegeEscalation: false }],
  ['security: container', 'securityContext', { procMount: 'Unmask' }],
  ['security: container', 'securityContext', { appArmorProfile: { type: 'Localhost' } }],
  ['security: container', 'securityContext', { seccompProfile: 'RuntimeDefault' }],
  rule('rbac', { apiGroups: ['apps'], resources: ['deployments'], verbs: [] }),
  rule('rbac', { apiGroups: ['apps'], resources: ['deployments'] }),
  rule('rbac', { resources: ['pods'], verbs: ['get'] }),
  rule('rbac', { apiGroups: [''], nonResourceURLs: ['/metrics'], verbs: ['get'] }),
  rule('rbac', { apiGroups: [''], resource: ['pods'], verbs: ['get'] }),
  rule('rbac', { apiGroups: '', resources: ['pods'], verbs: ['get'] }),
  peer('network policy', { ipBlock: { cidr: '10.0.0.0' } }),
  peer('network policy', { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
  peer('network policy', { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
  peer('network policy', { ipblock: { cidr: '10.0.0.0/8' } }),
  peer('network policy', { podSelector: { app: 'a' } }),
  peer('network policy', {}),
  ['image', 'image.repository', ''],
  ['image', 'image.pullPolicy', 'IfNotpresent'],
  ['image', 'imagePullSecrets[]', 'regcred'],
  ['image', 'imagePullSecrets[]', { secretName: 'regcred' }],
  ['service', 'service.type', 'Headless'],
  ['service', 'service.port', 70_000],
  ['service', 'service.port', '8080'],
  ['numbers', 'replicaCount', -1],
  ['numbers', 'replicaCount', '2'],
  ['numbers', 'podDisruptionBudget.minAvailable', '50'],
  ['numbers', 'podDisruptionBudget.minAvailable', -1],
  ['names', 'priorityClassName', 'High_Priority'],
  ['names', 'persistence.existingClaim', 'My Claim'],
  ['names', 'serviceAccount.name', 'Bench_Account'],
  ['names', 'fullnameOverride', 'Bench'],
  ...MISTAKES_IN_CONTAINERS,
  ...MISTAKES_IN_OBJECTS,
];
