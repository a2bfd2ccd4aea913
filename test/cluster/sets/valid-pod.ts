/** What users write in the pod's own Kubernetes types, as the API server takes it: every field that it knows, once. */

const selector = {
  matchLabels: { app: 'vllm' },
  matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }],
};

const podTerm = {
  topologyKey: 'kubernetes.io/hostname',
  labelSelector: selector,
  namespaces: ['ml-prod'],
  namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
  matchLabelKeys: ['pod-template-hash'],
  mismatchLabelKeys: ['tenant'],
};

const nodeTerm = {
  matchExpressions: [
    { key: 'disktype', operator: 'In', values: ['ssd'] },
    { key: 'cpus', operator: 'Gt', values: ['8'] },
    { key: 'gpu', operator: 'DoesNotExist' },
  ],
  matchFields: [{ key: 'metadata.name', operator: 'NotIn', values: ['node-1'] }],
};

const podAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: [podTerm],
  preferredDuringSchedulingIgnoredDuringExecution: [
    { weight: 100, podAffinityTerm: { topologyKey: 'zone' } },
  ],
};

const seLinuxOptions = { user: 'system_u', role: 'system_r', type: 'spc_t', level: 's0:c123,c456' };

const windowsOptions = {
  gmsaCredentialSpecName: 'gmsa',
  gmsaCredentialSpec: '{}',
  runAsUserName: 'ContainerUser',
  hostProcess: false,
};

/** Lists and maps that may stand at a value's path, by that path. */
export const VALID_POD: Readonly<Record<string, readonly unknown[]>> = {
  nodeSelector: [{ disktype: 'ssd' }, { 'kubernetes.io/arch': 'amd64', 'example.com/zone': '' }],
  podLabels: [{ team: 'ml' }, { 'example.com/cost-center': '42' }],
  podAnnotations: [{ 'example.com/note': 'any text: {a}' }, { 'Sidecar.istio.io/inject': 'false' }],
  imagePullSecrets: [[{ name: 'regcred' }], [{ name: 'a.b' }, { name: 'c' }]],
  priorityClassName: ['', 'low-priority'],
  podSecurityContext: [
    {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 0,
      fsGroup: 2000,
      fsGroupChangePolicy: 'Always',
    },
    {
      supplementalGroups: [1, 2],
      supplementalGroupsPolicy: 'Strict',
      seLinuxOptions,
      seLinuxChangePolicy: 'MountOption',
    },
    {
      sysctls: [{ name: 'net.ipv4.ip_local_port_range', value: '1024 65535' }],
      seccompProfile: { type: 'Unconfined' },
    },
    { appArmorProfile: { type: 'Localhost', localhostProfile: 'k8s-apparmor-example' } },
    { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/a.json' } },
    { windowsOptions },
  ],
  securityContext: [
    { windowsOptions },
    {
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    {
      runAsNonRoot: false,
      runAsUser: 0,
      runAsGroup: 1000,
      privileged: true,
      allowPrivilegeEscalation: true,
    },
    {
      procMount: 'Default',
      seLinuxOptions,
      seccompProfile: { type: 'RuntimeDefault' },
      appArmorProfile: { type: 'RuntimeDefault' },
    },
  ],
  tolerations: [
    [{ operator: 'Exists' }],
    [
      { key: 'dedicated', operator: 'Equal', value: 'bench', effect: 'NoSchedule' },
      { key: 'spot', effect: 'PreferNoSchedule' },
    ],
    [
      {
        key: 'node.kubernetes.io/not-ready',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      },
    ],
    [{ key: 'gpu', operator: 'Exists', value: '', effect: '' }],
  ],
  affinity: [
    {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [nodeTerm] },
      },
    },
    {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: nodeTerm }],
      },
    },
    { podAffinity, podAntiAffinity: podAffinity },
  ],
  topologySpreadConstraints: [
    [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: selector,
        minDomains: 2,
      },
    ],
    [
      {
        maxSkew: 2,
        topologyKey: 'zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: selector,
        matchLabelKeys: ['pod-template-hash'],
      },
      {
        maxSkew: 5,
        topologyKey: 'host',
        whenUnsatisfiable: 'ScheduleAnyway',
        nodeAffinityPolicy: 'Ignore',
        nodeTaintsPolicy: 'Honor',
      },
    ],
  ],
  extraEnv: [
    [
      { name: 'A', value: 'b' },
      { name: 'EMPTY', value: '' },
      { name: 'NONE' },
      { name: '1st odd: name', value: '$(A)' },
    ],
    [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP', apiVersion: 'v1' } } }],
    [
      {
        name: 'CPU',
        valueFrom: {
          resourceFieldRef: {
            resource: 'limits.cpu',
            divisor: '1m',
            containerName: 'kvmini-harness',
          },
        },
      },
    ],
    [
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'hf', key: 'token', optional: true } } },
      {
        name: 'MODE',
        valueFrom: { configMapKeyRef: { name: 'modes', key: 'my.mode', optional: false } },
      },
    ],
    [
      {
        name: 'LINE',
        valueFrom: {
          fileKeyRef: { volumeName: 'tmp', path: 'a.env', key: 'LINE', optional: true },
        },
      },
    ],
    [{ name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }],
  ],
  extraEnvFrom: [
    [{ configMapRef: { name: 'all', optional: true } }],
    [{ prefix: 'HF_', secretRef: { name: 'hf', optional: false } }],
  ],
  resources: [
    {
      requests: { cpu: '500m', memory: '1Gi' },
      limits: { cpu: 2, memory: '2Gi', 'ephemeral-storage': '5Gi' },
    },
    { limits: { 'nvidia.com/gpu': 1, cpu: '4', memory: '4e9' } },
  ],
};
