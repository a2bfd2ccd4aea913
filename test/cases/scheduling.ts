import type { Cases } from './kubernetes';

const x = (length: number) => 'x'.repeat(length);

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

const ofNodes = (requirement: object) => ({
  affinity: {
    nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions: [requirement] }] } },
  },
});
const NODES = `affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
const IN_NODES = `${NODES}[0].matchExpressions[0]`;
const PODS = `affinity.podAffinity.${REQUIRED}[0]`;

const ofPods = (term: object) => ({
  affinity: { podAffinity: { [REQUIRED]: [{ topologyKey: 'zone', ...term }] } },
});

/** What every selector of labels takes and refuses in a requirement. */
const selector = (topic: string, at: (one: object) => unknown, path: string): Cases => ({
  topic: `${topic}: requirements of labels`,
  at,
  accepted: [
    { key: 'a', operator: 'In', values: ['b'] },
    { key: 'a', operator: 'NotIn', values: ['', x(63)] },
    { key: 'a', operator: 'Exists' },
    { key: `${x(253)}/${x(63)}`, operator: 'DoesNotExist', values: [] },
  ],
  refused: [
    [{ key: 'a', operator: 'In' }, `missing ${path}.values`],
    [{ key: 'a', operator: 'NotIn', values: [] }, `missing ${path}.values`],
    [{ key: 'a', operator: 'Exists', values: ['b'] }, `conflict ${path}.values`],
    [{ key: 'a', operator: 'In', values: [x(64)] }, `wrong-format ${path}.values[0]`],
    [
      { key: 'a', operator: 'In', values: ['a b', '-'] },
      `wrong-format ${path}.values[0]`,
      `wrong-format ${path}.values[1]`,
    ],
    [{ key: 'a b', operator: 'Exists' }, `wrong-format ${path}.key`],
    [{ key: `${x(254)}/a`, operator: 'Exists' }, `wrong-format ${path}.key`],
  ],
});

const spread = (constraint: object) => ({
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...constraint },
  ],
});
const S = 'topologySpreadConstraints[0]';

export const SCHEDULING: readonly Cases[] = [
  {
    topic: 'tolerations',
    at: (toleration: object) => ({ tolerations: [toleration] }),
    accepted: [
      { key: 'a', operator: 'Exists' },
      { key: 'a', operator: 'Exists', value: '' },
      { key: 'a', operator: 'Equal', value: 'b' },
      { key: 'a', operator: '', value: 'b', effect: '' },
      { key: 'a', value: x(63) },
      { key: '', operator: 'Exists' },
      { operator: 'Exists', effect: 'NoSchedule' },
      { key: 'a', effect: 'NoExecute', tolerationSeconds: 0 },
      { key: 'a', effect: 'NoExecute', tolerationSeconds: -1 },
      { key: `${x(253)}/${x(63)}`, operator: 'Exists' },
    ],
    refused: [
      [{ key: 'a', operator: 'Exists', value: 'b' }, 'conflict tolerations[0].value'],
      [{ key: 'a', value: x(64) }, 'wrong-format tolerations[0].value'],
      [{ key: 'a', operator: 'Equal', value: '-5' }, 'wrong-format tolerations[0].value'],
      [{ key: 'a', operator: 'Equal', value: 'b c' }, 'wrong-format tolerations[0].value'],
      [{ key: 'a', operator: '', value: 'b c' }, 'wrong-format tolerations[0].value'],
      [{}, 'missing tolerations[0].operator'],
      [{ key: '', operator: 'Equal' }, 'conflict tolerations[0].operator'],
      [{ key: 'a', tolerationSeconds: 1 }, 'missing tolerations[0].effect'],
      [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 0 }, 'conflict tolerations[0].effect'],
      [{ key: 'a', operator: 'exists' }, 'not-allowed tolerations[0].operator'],
      [{ key: `${x(254)}/a`, operator: 'Exists' }, 'wrong-format tolerations[0].key'],
    ],
  },
  {
    topic: 'nodes that the pod needs',
    at: ofNodes,
    accepted: [
      { key: 'a', operator: 'In', values: ['b'] },
      { key: 'a', operator: 'Exists' },
      { key: 'a', operator: 'Gt', values: ['5'] },
    ],
    refused: [
      [{ key: 'a', operator: 'in', values: ['b'] }, `not-allowed ${IN_NODES}.operator`],
      [{ key: 'a', operator: 'In' }, `missing ${IN_NODES}.values`],
      [{ key: 'a', operator: 'Exists', values: ['b'] }, `conflict ${IN_NODES}.values`],
      [{ key: 'a', operator: 'Gt' }, `missing ${IN_NODES}.values`],
      [{ key: 'a', operator: 'Lt', values: ['1', '2'] }, `conflict ${IN_NODES}.values`],
      [{ key: 'a', operator: 'In', values: ['b c'] }, `wrong-format ${IN_NODES}.values[0]`],
    ],
  },
  {
    topic: 'terms of nodes',
    at: (nodeSelectorTerms: unknown) => ({
      affinity: { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms } } },
    }),
    accepted: [[{}], [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }]],
    refused: [
      [[], `missing ${NODES}`],
      [
        [{ matchFields: [{ key: 'spec.x', operator: 'In', values: ['a'] }] }],
        `not-allowed ${NODES}[0].matchFields[0].key`,
      ],
      [
        [{ matchFields: [{ key: 'metadata.name', operator: 'Exists' }] }],
        `not-allowed ${NODES}[0].matchFields[0].operator`,
      ],
      [
        [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }],
        `conflict ${NODES}[0].matchFields[0].values`,
      ],
    ],
  },
  {
    topic: 'nodes that the pod prefers, of which values need be no labels',
    at: (requirement: object) => ({
      affinity: {
        nodeAffinity: {
          [PREFERRED]: [{ weight: 1, preference: { matchExpressions: [requirement] } }],
        },
      },
    }),
    accepted: [{ key: 'a', operator: 'In', values: ['b c'] }],
    refused: [
      [
        { key: 'a', operator: 'In', values: [] },
        `missing affinity.nodeAffinity.${PREFERRED}[0].preference.matchExpressions[0].values`,
      ],
    ],
  },
  selector(
    'podAffinity',
    (one) => ofPods({ labelSelector: { matchExpressions: [one] } }),
    `${PODS}.labelSelector.matchExpressions[0]`,
  ),
  selector(
    'topologySpreadConstraints',
    (one) => spread({ labelSelector: { matchExpressions: [one] } }),
    `${S}.labelSelector.matchExpressions[0]`,
  ),
  selector(
    'networkPolicy',
    (one) => ({
      networkPolicy: { enabled: true, ingressFrom: [{ podSelector: { matchExpressions: [one] } }] },
    }),
    'networkPolicy.ingressFrom[0].podSelector.matchExpressions[0]',
  ),
  {
    topic: 'terms of pods',
    at: ofPods,
    accepted: [
      {},
      { namespaces: ['a', '1'] },
      { namespaceSelector: {} },
      {
        labelSelector: { matchLabels: { a: 'b' } },
        matchLabelKeys: ['c'],
        mismatchLabelKeys: ['d'],
      },
    ],
    refused: [
      [{ namespaces: ['A_B'] }, `wrong-format ${PODS}.namespaces[0]`],
      [{ matchLabelKeys: ['c'] }, `conflict ${PODS}.matchLabelKeys`],
      [{ labelSelector: {}, matchLabelKeys: ['c d'] }, `wrong-format ${PODS}.matchLabelKeys[0]`],
      [
        { labelSelector: {}, matchLabelKeys: ['c'], mismatchLabelKeys: ['c'] },
        `conflict ${PODS}.matchLabelKeys[0]`,
      ],
      [{ topologyKey: 'a b' }, `wrong-format ${PODS}.topologyKey`],
    ],
  },
  {
    topic: 'spread constraints',
    at: spread,
    accepted: [
      {},
      { minDomains: 1 },
      { whenUnsatisfiable: 'ScheduleAnyway' },
      { whenUnsatisfiable: 'ScheduleAnyway', topologyKey: 'a b' },
      { labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['pod-template-hash'] },
      { nodeAffinityPolicy: 'Ignore', nodeTaintsPolicy: 'Honor' },
    ],
    refused: [
      [{ minDomains: 1, whenUnsatisfiable: 'ScheduleAnyway' }, `conflict ${S}.minDomains`],
      [{ minDomains: 0 }, `out-of-range ${S}.minDomains`],
      [{ maxSkew: 0 }, `out-of-range ${S}.maxSkew`],
      [{ topologyKey: '' }, `wrong-format ${S}.topologyKey`],
      [{ topologyKey: '', whenUnsatisfiable: 'ScheduleAnyway' }, `missing ${S}.topologyKey`],
      [{ labelSelector: {}, matchLabelKeys: ['a b'] }, `wrong-format ${S}.matchLabelKeys[0]`],
      [{ nodeAffinityPolicy: 'Always' }, `not-allowed ${S}.nodeAffinityPolicy`],
    ],
  },
  {
    topic: 'spread constraints of one kind',
    at: (topologySpreadConstraints: unknown) => ({ topologySpreadConstraints }),
    accepted: [
      [
        { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
        { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway' },
        { maxSkew: 1, topologyKey: 'b', whenUnsatisfiable: 'DoNotSchedule' },
      ],
    ],
    refused: [
      [
        [
          { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
          { maxSkew: 2, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' },
        ],
        'duplicate topologySpreadConstraints[1].topologyKey',
      ],
    ],
  },
];
