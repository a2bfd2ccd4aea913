import { form, type Row, table } from '../../support/issues';

const INT32 = 2_147_483_647;
const INTEGERS = { 'wrong-type': ['1', true] } as const;

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
