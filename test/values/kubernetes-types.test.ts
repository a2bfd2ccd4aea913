import { form, type Row, table } from '../support/issues';

const INT32 = 2_147_483_647;
const INTEGERS = { 'wrong-type': ['1', true] } as const;
const FLAG = { accepted: [true, false, undefined], refused: { 'wrong-type': ['true', 1] } };

for (const section of ['podSecurityContext', 'securityContext']) {
  for (const field of ['runAsUser', 'runAsGroup']) {
    form({
      path: `${section}.${field}`,
      at: (id) => ({
        podSecurityContext: { runAsNonRoot: false },
        securityContext: { runAsNonRoot: false, runAsUser: 1 },
        [section]: { runAsNonRoot: false, [field]: id },
      }),
      accepted: [0, 1, INT32, undefined],
      refused: { 'out-of-range': [-1, 0.5, INT32 + 1], 'wrong-type': ['1', true] },
    });
  }
  form({
    path: `${section}.seccompProfile.type`,
    at: (type) => ({
      [section]: {
        seccompProfile: { type, ...(type === 'Localhost' && { localhostProfile: 'a' }) },
      },
    }),
    accepted: ['RuntimeDefault', 'Localhost', 'Unconfined'],
    refused: { 'not-allowed': ['', 'runtime/default', 'Custom'], 'wrong-type': [1] },
  });
  form({
    ...FLAG,
    path: `${section}.runAsNonRoot`,
    at: (runAsNonRoot) => ({ [section]: { runAsNonRoot } }),
    refused: { 'wrong-type': ['true', 1] },
  });
}

form({
  path: 'podSecurityContext.fsGroup',
  at: (fsGroup) => ({ podSecurityContext: { fsGroup } }),
  accepted: [0, INT32, null],
  refused: { 'out-of-range': [-1, INT32 + 1], 'wrong-type': ['1'] },
});

form({
  path: 'podSecurityContext.supplementalGroups[0]',
  at: (id) => ({ podSecurityContext: { supplementalGroups: [id] } }),
  accepted: [0, INT32],
  refused: { 'out-of-range': [-1, INT32 + 1], 'wrong-type': ['1'] },
});

form({
  path: 'podSecurityContext.fsGroupChangePolicy',
  at: (fsGroupChangePolicy) => ({ podSecurityContext: { fsGroupChangePolicy } }),
  accepted: ['OnRootMismatch', 'Always'],
  refused: { 'not-allowed': ['', 'Never'] },
});

for (const field of ['privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation']) {
  form({
    path: `securityContext.${field}`,
    at: (value) => ({ securityContext: { allowPrivilegeEscalation: true, [field]: value } }),
    accepted: [true, false, undefined],
    refused: { 'wrong-type': ['true', 1] },
  });
}

table('capabilities are words', [
  [{ securityContext: { capabilities: { add: ['CHOWN'], drop: [] } } }],
  [
    { securityContext: { capabilities: { add: 'CHOWN' } } },
    'wrong-type securityContext.capabilities.add: expected a list of strings, found the string "CHOWN"',
  ],
  [
    { securityContext: { capabilities: { drop: [1] } } },
    'wrong-type securityContext.capabilities.drop[0]',
  ],
  [{ securityContext: { capabilities: ['CHOWN'] } }, 'wrong-type securityContext.capabilities'],
]);

const toleration = (rest: object) => ({ tolerations: [{ key: 'a', ...rest }] });

form({
  path: 'tolerations[0].operator',
  at: (operator) => toleration({ operator }),
  accepted: ['Exists', 'Equal', '', undefined, null],
  refused: { 'not-allowed': ['exists', 'In'], 'wrong-type': [1] },
});

form({
  path: 'tolerations[0].effect',
  at: (effect) => toleration({ effect }),
  accepted: ['NoSchedule', 'PreferNoSchedule', 'NoExecute', '', undefined, null],
  refused: { 'not-allowed': ['noSchedule', 'Evict'], 'wrong-type': [1] },
});

form({
  path: 'tolerations[0].value',
  at: (value) => toleration({ value }),
  accepted: ['', 'a', 'x'.repeat(63), undefined],
  refused: { 'wrong-format': ['a b', '-a', 'x'.repeat(64)], 'wrong-type': [1, true] },
});

form({
  path: 'tolerations[0].tolerationSeconds',
  at: (tolerationSeconds) => toleration({ effect: 'NoExecute', tolerationSeconds }),
  accepted: [0, -1, INT32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, undefined],
  refused: {
    ...INTEGERS,
    'out-of-range': [0.5, Number.MAX_SAFE_INTEGER + 1, Number.MIN_SAFE_INTEGER - 1],
  },
});

const preferredNodes = (weight: unknown) => ({
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight, preference: {} }],
    },
  },
});
const preferredPods = (weight: unknown) => ({
  affinity: {
    podAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight, podAffinityTerm: { topologyKey: 'zone' } },
      ],
    },
  },
});
const WEIGHTS = {
  accepted: [1, 50, 100],
  refused: { 'out-of-range': [0, -1, 1.5, 101], 'wrong-type': ['1'], missing: [undefined, null] },
};
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

form({ ...WEIGHTS, path: `affinity.nodeAffinity.${PREFERRED}[0].weight`, at: preferredNodes });
form({ ...WEIGHTS, path: `affinity.podAffinity.${PREFERRED}[0].weight`, at: preferredPods });

const podTerm = (term: object) => ({ affinity: { podAntiAffinity: { [REQUIRED]: [term] } } });
const nodes = (required: object) => ({ affinity: { nodeAffinity: { [REQUIRED]: required } } });

table('affinity', [
  [nodes({ nodeSelectorTerms: [{ matchExpressions: [] }] })],
  [nodes({}), `missing affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`],
  [
    nodes({ nodeSelectorTerms: {} }),
    `wrong-type affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`,
  ],
  [podTerm({ topologyKey: 'kubernetes.io/hostname', namespaces: ['a'] })],
  [podTerm({}), `missing affinity.podAntiAffinity.${REQUIRED}[0].topologyKey`],
  [
    podTerm({ topologyKey: '' }),
    `wrong-format affinity.podAntiAffinity.${REQUIRED}[0].topologyKey: expected a label key: a name of at most 63 characters, with an optional DNS prefix and "/", found an empty string`,
  ],
  [
    podTerm({ topologyKey: 'a', namespaces: 'a' }),
    `wrong-type affinity.podAntiAffinity.${REQUIRED}[0].namespaces`,
  ],
  [{ affinity: { nodeAffinity: { [PREFERRED]: [{ weight: 1 }] } } }],
  [
    { affinity: { podAffinity: { [PREFERRED]: [{ weight: 1 }] } } },
    `missing affinity.podAffinity.${PREFERRED}[0].podAffinityTerm`,
  ],
]);

const selector = (labelSelector: object) => podTerm({ topologyKey: 'a', labelSelector });
const inSelector = `affinity.podAntiAffinity.${REQUIRED}[0].labelSelector`;
const requirement = (rest: object) =>
  selector({ matchExpressions: [{ key: 'a', operator: 'Exists', ...rest }] });

table('a selector of labels', [
  [selector({})],
  [selector({ matchLabels: { a: 'b' } })],
  [selector({ matchLabels: { a: 'b c' } }), `wrong-format ${inSelector}.matchLabels.a`],
  ...['Exists', 'DoesNotExist'].map((operator): Row => [requirement({ operator })]),
  ...['In', 'NotIn'].map((operator): Row => [requirement({ operator, values: ['b'] })]),
  [requirement({ operator: 'Equal' }), `not-allowed ${inSelector}.matchExpressions[0].operator`],
  [requirement({ operator: undefined }), `missing ${inSelector}.matchExpressions[0].operator`],
  [requirement({ key: undefined }), `missing ${inSelector}.matchExpressions[0].key`],
  [requirement({ key: 'a b' }), `wrong-format ${inSelector}.matchExpressions[0].key`],
  [
    requirement({ operator: 'In', values: 'a' }),
    `wrong-type ${inSelector}.matchExpressions[0].values`,
  ],
]);

const SPREAD = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' };
const spread = (rest: object) => ({ topologySpreadConstraints: [{ ...SPREAD, ...rest }] });

form({
  path: 'topologySpreadConstraints[0].maxSkew',
  at: (maxSkew) => spread({ maxSkew }),
  accepted: [1, INT32],
  refused: { 'out-of-range': [0, -1, 1.5, INT32 + 1], 'wrong-type': ['1'], missing: [undefined] },
});

form({
  path: 'topologySpreadConstraints[0].whenUnsatisfiable',
  at: (whenUnsatisfiable) => spread({ whenUnsatisfiable }),
  accepted: ['DoNotSchedule', 'ScheduleAnyway'],
  refused: { 'not-allowed': ['', 'Ignore'], missing: [undefined] },
});

form({
  path: 'topologySpreadConstraints[0].topologyKey',
  at: (topologyKey) => spread({ topologyKey }),
  accepted: ['zone', 'topology.kubernetes.io/zone'],
  refused: { 'wrong-format': ['', 'a b'], missing: [undefined] },
});

form({
  path: 'extraEnv[0].name',
  at: (name) => ({ extraEnv: [{ name }] }),
  accepted: [
    'A',
    'a',
    '_',
    '-',
    'A.b-c_1',
    '.a',
    '.1',
    'a..b',
    'A.',
    '1A',
    '..',
    'A B',
    'x'.repeat(999),
  ],
  refused: {
    'wrong-format': ['A=B', 'é', 'A\tB'],
    'wrong-type': [1],
    missing: [undefined, ''],
  },
});

const reference = (kind: string) => (ref: unknown) => ({
  extraEnv: [{ name: 'A', valueFrom: { [kind]: ref } }],
});

for (const kind of ['secretKeyRef', 'configMapKeyRef']) {
  const path = `extraEnv[0].valueFrom.${kind}`;
  const at = reference(kind);
  table(path, [
    [at({ name: 'keys', key: 'a' })],
    [at({ name: 'keys', key: 'a', optional: true })],
    [at({ key: 'a' }), `missing ${path}.name`],
    [at({ name: 'keys' }), `missing ${path}.key`],
    [at({ name: 'My Keys', key: 'a' }), `wrong-format ${path}.name`],
    [at({ name: 'keys', key: 'a', optional: 'yes' }), `wrong-type ${path}.optional`],
    [at('keys'), `wrong-type ${path}`],
  ]);
}

table('fields and resources as sources', [
  [reference('fieldRef')({ fieldPath: 'status.podIP' })],
  [reference('fieldRef')({}), 'missing extraEnv[0].valueFrom.fieldRef.fieldPath'],
  [reference('resourceFieldRef')({ resource: 'limits.cpu' })],
  [reference('resourceFieldRef')({}), 'missing extraEnv[0].valueFrom.resourceFieldRef.resource'],
]);

for (const kind of ['configMapRef', 'secretRef']) {
  const path = `extraEnvFrom[0].${kind}`;
  table(path, [
    [{ extraEnvFrom: [{ [kind]: { name: 'keys', optional: false } }] }],
    [{ extraEnvFrom: [{ [kind]: {} }] }, `missing ${path}.name`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a_b' } }] }, `wrong-format ${path}.name`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a', optional: 1 } }] }, `wrong-type ${path}.optional`],
    [{ extraEnvFrom: [{ [kind]: { name: 'a' }, prefix: 1 }] }, 'wrong-type extraEnvFrom[0].prefix'],
  ]);
}

const source = (kind: string, settings: unknown) => ({
  extraVolumes: [{ name: 'a', [kind]: settings }],
});
const NAMED = [
  ['configMap', 'name'],
  ['secret', 'secretName'],
  ['persistentVolumeClaim', 'claimName'],
] as const;

for (const [kind, field] of NAMED) {
  const path = `extraVolumes[0].${kind}`;
  table(path, [
    [source(kind, { [field]: 'x'.repeat(253) })],
    [source(kind, {}), `missing ${path}.${field}`],
    [source(kind, { [field]: 'a_b' }), `wrong-format ${path}.${field}`],
    [source(kind, { [field]: 'x'.repeat(254) }), `wrong-format ${path}.${field}`],
    [source(kind, 'a'), `wrong-type ${path}`],
  ]);
}

table('other sources of volumes', [
  [source('configMap', { name: 'a', optional: true })],
  [
    source('configMap', { name: 'a', optional: 'yes' }),
    'wrong-type extraVolumes[0].configMap.optional',
  ],
  [
    source('secret', { secretName: 'a', optional: 'yes' }),
    'wrong-type extraVolumes[0].secret.optional',
  ],
  [
    source('persistentVolumeClaim', { claimName: 'a', readOnly: 1 }),
    'wrong-type extraVolumes[0].persistentVolumeClaim.readOnly',
  ],
  [source('emptyDir', { medium: 'Memory' })],
  [source('emptyDir', 'Memory'), 'wrong-type extraVolumes[0].emptyDir'],
  [source('hostPath', { path: '/x' })],
  [source('hostPath', {}), 'missing extraVolumes[0].hostPath.path'],
  [source('nfs', { server: 'a', path: '/x' })],
  [source('nfs', { server: 'a' }), 'missing extraVolumes[0].nfs.path'],
]);

const mount = (rest: object) => ({
  extraVolumeMounts: [{ name: 'data', mountPath: '/x', ...rest }],
});

form({
  path: 'extraVolumeMounts[0].mountPath',
  at: (mountPath) => mount({ mountPath }),
  accepted: ['/', '/x', '/a b', 'x', './x', '/a:b', '/a\nb', `/${'x'.repeat(9999)}`],
  refused: {
    'wrong-type': [1],
    missing: [undefined, ''],
  },
});

table('a mount', [
  [mount({ readOnly: true, subPath: 'a/b' })],
  [mount({ readOnly: 'true' }), 'wrong-type extraVolumeMounts[0].readOnly'],
  [mount({ subPath: 1 }), 'wrong-type extraVolumeMounts[0].subPath'],
  [mount({ name: 'Data' }), 'wrong-format extraVolumeMounts[0].name'],
  [mount({ name: undefined }), 'missing extraVolumeMounts[0].name'],
]);

const peer = (rest: object) => ({ networkPolicy: { ingressFrom: [rest] } });

table('a peer of a policy', [
  [peer({ podSelector: { matchLabels: { a: 'b' } } })],
  [peer({ podSelector: 'a=b' }), 'wrong-type networkPolicy.ingressFrom[0].podSelector'],
  [peer({ namespaceSelector: [] }), 'wrong-type networkPolicy.ingressFrom[0].namespaceSelector'],
  [peer({ ipBlock: {} }), 'missing networkPolicy.ingressFrom[0].ipBlock.cidr'],
  [peer({ ipBlock: { cidr: 10 } }), 'wrong-type networkPolicy.ingressFrom[0].ipBlock.cidr'],
  [
    peer({ ipBlock: { cidr: '10.0.0.0/8', except: '10.0.0.0/9' } }),
    'wrong-type networkPolicy.ingressFrom[0].ipBlock.except',
  ],
]);

const policy = (rest: object) => ({
  rbac: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...rest }] },
});

table('a rule of a role', [
  ...['apiGroups', 'resources', 'resourceNames', 'nonResourceURLs'].flatMap((field): Row[] => [
    [
      policy({ [field]: 'a' }),
      `wrong-type rbac.rules[0].${field}: expected a list of strings, found the string "a"`,
    ],
    ...(field === 'nonResourceURLs'
      ? []
      : [[policy({ [field]: [1] }), `wrong-type rbac.rules[0].${field}[0]`] as const]),
  ]),
]);

table('what Kubernetes does not know is refused, with what may be meant', [
  [{ tolerations: [{ operator: 'Exists', newField: 1 }] }, 'unknown-key tolerations[0].newField'],
  [
    { tolerations: [{ operator: 'Exists', efect: 'NoSchedule' }] },
    'unknown-key tolerations[0].efect: unknown key; did you mean tolerations[0].effect?',
  ],
  [
    { tolerations: [{ operator: 'Exists', Effect: 'NoSchedule' }] },
    'unknown-key tolerations[0].Effect',
  ],
  [
    { tolerations: [{ operator: 'Exists', toleration_seconds: 1 }] },
    'unknown-key tolerations[0].toleration_seconds',
  ],
  [{ securityContext: { procMount: 'Default' } }],
  [
    { securityContext: { capabilities: { addd: [] } } },
    'unknown-key securityContext.capabilities.addd',
  ],
  [
    { securityContext: { seccompProfile: { type: 'Localhost', localhostprofile: 'a' } } },
    'unknown-key securityContext.seccompProfile.localhostprofile',
  ],
  [{ podSecurityContext: { supplementalGroupsPolicy: 'Merge' } }],
  [{ extraVolumes: [{ name: 'a', emptyDri: {} }] }, 'unknown-key extraVolumes[0].emptyDri'],
  [{ extraVolumes: [{ name: 'a', secret: { secretName: 'b', items: [] } }] }],
  [
    { extraVolumes: [{ name: 'a', emptyDir: { sizelimit: 1 } }] },
    'unknown-key extraVolumes[0].emptyDir.sizelimit: unknown key; did you mean extraVolumes[0].emptyDir.sizeLimit?',
  ],
]);

const azure = (more: object) => source('azureDisk', { diskName: 'd', ...more });
const BLOB = 'https://a.blob.core.windows.net/b/c.vhd';

table('a disk of Azure has the address of its kind', [
  [azure({ diskURI: 'anything' })],
  [azure({ diskURI: BLOB, kind: 'Shared' })],
  [azure({ diskURI: '/subscriptions/a', kind: 'Managed' })],
  [
    azure({ diskURI: BLOB, kind: 'Managed' }),
    'conflict extraVolumes[0].azureDisk: expected a diskURI that begins with /subscriptions/, since kind is Managed, found another',
  ],
  [azure({ diskURI: '/subscriptions/a', kind: 'Dedicated' }), 'conflict extraVolumes[0].azureDisk'],
]);

table('a dataset of Flocker has a name or an id', [
  [source('flocker', { datasetName: 'a' })],
  [source('flocker', { datasetUUID: 'a/b' })],
  [source('flocker', {}), 'missing extraVolumes[0].flocker'],
  [source('flocker', { datasetName: '', datasetUUID: '' }), 'missing extraVolumes[0].flocker'],
  [source('flocker', { datasetName: 'a', datasetUUID: 'b' }), 'conflict extraVolumes[0].flocker'],
  [source('flocker', { datasetName: 'a/b' }), 'wrong-format extraVolumes[0].flocker.datasetName'],
]);

const claim = (more: object) => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return source('ephemeral', { volumeClaimTemplate: { spec: { ...spec, ...more } } });
};
const inClaim = 'extraVolumes[0].ephemeral.volumeClaimTemplate.spec';
const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' };

table('a claim says what it is filled with', [
  [claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } })],
  [claim({ dataSource: SNAPSHOT, dataSourceRef: SNAPSHOT })],
  [
    claim({ dataSourceRef: { ...SNAPSHOT, apiGroup: '' } }),
    `missing ${inClaim}.dataSourceRef.apiGroup`,
  ],
  [
    claim({ dataSource: { kind: 'VolumeSnapshot', name: 'a' } }),
    `missing ${inClaim}.dataSource.apiGroup`,
  ],
  [claim({ dataSource: { ...SNAPSHOT, name: '' } }), `wrong-format ${inClaim}.dataSource.name`],
  [
    claim({ dataSource: { ...SNAPSHOT, apiGroup: 'a b' } }),
    `wrong-format ${inClaim}.dataSource.apiGroup`,
  ],
  [
    claim({ dataSource: SNAPSHOT, dataSourceRef: { ...SNAPSHOT, name: 'b' } }),
    `conflict ${inClaim}.dataSource: expected what dataSourceRef says, found a map`,
  ],
  [claim({ storageClassName: '' })],
  [claim({ storageClassName: 'a..b' }), `wrong-format ${inClaim}.storageClassName`],
]);

const quobyte = (registry: string) => source('quobyte', { registry, volume: 'v' });

form({
  path: 'extraVolumes[0].quobyte.registry',
  at: (registry) => quobyte(String(registry)),
  accepted: ['a:1', 'a:', ':1', '[::1]:2', 'a:1,b:2'],
  refused: { 'wrong-format': ['a', '/a', 'a:1,b', '::1:2', 'a:1:2'] },
});

form({
  path: 'podSecurityContext.windowsOptions.runAsUserName',
  at: (runAsUserName) => ({ podSecurityContext: { windowsOptions: { runAsUserName } } }),
  accepted: ['ContainerUser', 'NT AUTHORITY\\SYSTEM', 'a.b c'],
  refused: { 'wrong-format': ['', ' ', '. .', '../a', 'a/b', 'a\\b\\c', 'DOMAIN\\', 'a\tb'] },
});

table('what a pod of this chart can have no use for, or only one word', [
  [{ podSecurityContext: { windowsOptions: { hostProcess: false } } }],
  [
    { podSecurityContext: { windowsOptions: { hostProcess: true } } },
    "wrong-type podSecurityContext.windowsOptions.hostProcess: expected false, since the pod is not in the node's network, found the boolean true",
  ],
  [reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: 'v1' })],
  [reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: '' })],
  [
    reference('fieldRef')({ fieldPath: 'status.podIP', apiVersion: 'v2' }),
    'not-allowed extraEnv[0].valueFrom.fieldRef.apiVersion',
  ],
]);
