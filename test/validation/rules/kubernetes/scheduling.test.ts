import { affinity } from '../../../../src/validation/rules/kubernetes/affinity';
import {
  tolerations,
  topologySpread,
} from '../../../../src/validation/rules/kubernetes/scheduling';
import { namespaces } from '../../../../src/validation/rules/kubernetes/selectors';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const LABEL_KEY =
  'a label key: a name of at most 63 characters, with an optional DNS prefix and "/"';
const LABEL_VALUE = 'a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and "."';

const integer = (text: string): CheckRow => [
  [{ key: 'a', operator: 'Gt', value: text }],
  `wrong-format v[0].value: expected a whole number of 64 bits as a string, found ${shown(text)}`,
];

checkTable('tolerations', tolerations, [
  [undefined],
  [[]],
  [[{ operator: 'Exists' }, { key: '', operator: 'Exists', value: '' }]],
  [[{ key: 'a' }, { key: 'a', operator: 'Equal', value: 'b' }]],
  // What is no text is refused by its type.
  [[{ key: 1, operator: 'Exists' }]],
  [
    [{ key: 'a', operator: 'Exists', value: 'b' }],
    'conflict v[0].value: expected no value, since operator is Exists, found the string "b"',
  ],
  [
    [{ key: 'a b', operator: 'Exists' }],
    `wrong-format v[0].key: expected ${LABEL_KEY}, found the string "a b"`,
  ],
  [
    [{ key: 'a', value: 'b c' }],
    `wrong-format v[0].value: expected ${LABEL_VALUE}, found the string "b c"`,
  ],
  [
    [{ operator: 'Exists' }, {}],
    'missing v[1].operator: expected Exists, which means every taint, since there is no key, found nothing',
  ],
  [
    [{ operator: 'Equal' }],
    'conflict v[0].operator: expected Exists, which means every taint, since there is no key, found the string "Equal"',
  ],
  [[{ key: 'a', effect: 'NoExecute', tolerationSeconds: 0 }]],
  [
    [{ key: 'a', tolerationSeconds: 0 }],
    'missing v[0].effect: expected NoExecute, since tolerationSeconds is set, found nothing',
  ],
  [
    [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 0 }],
    'conflict v[0].effect: expected NoExecute, since tolerationSeconds is set, found the string "NoSchedule"',
  ],
  ...['0', '-1', '42', '9223372036854775807', '-9223372036854775808'].flatMap((value): CheckRow[] =>
    ['Gt', 'Lt'].map((operator) => [[{ key: 'a', operator, value }]]),
  ),
  ...['', '-0', '01', '1.5', 'b c', '9223372036854775808', '-9223372036854775809'].map(integer),
  [
    [{ key: 'a', operator: 'Lt' }],
    'wrong-format v[0].value: expected a whole number of 64 bits as a string, found nothing',
  ],
]);

const spread = (topologyKey: unknown, whenUnsatisfiable: string, more = {}) => ({
  topologyKey,
  whenUnsatisfiable,
  ...more,
});

checkTable('spread constraints', topologySpread, [
  [undefined],
  [[spread('zone', 'DoNotSchedule', { minDomains: 2 }), spread('zone', 'ScheduleAnyway')]],
  [[spread('a b', 'ScheduleAnyway')]],
  [
    [spread('a b', 'DoNotSchedule')],
    `wrong-format v[0].topologyKey: expected ${LABEL_KEY}, found the string "a b"`,
  ],
  [
    [spread('', 'ScheduleAnyway')],
    'missing v[0].topologyKey: expected a text that is not empty, found an empty string; it is needed',
  ],
  [
    [spread('a', 'ScheduleAnyway', { minDomains: 1 })],
    'conflict v[0].minDomains: expected none, since whenUnsatisfiable is not DoNotSchedule, found the number 1',
  ],
  // The second and the fourth are as the first.
  [
    ['a', 'a', 'b', 'a'].map((key) => spread(key, 'DoNotSchedule')),
    ...[1, 3].map(
      (index) =>
        `duplicate v[${index}].topologyKey: expected another topologyKey or whenUnsatisfiable than those of constraint 0, found the string "a"`,
    ),
  ],
  [
    [spread('b', 'DoNotSchedule'), ...[1, 2].map(() => spread('a', 'DoNotSchedule'))],
    'duplicate v[2].topologyKey: expected another topologyKey or whenUnsatisfiable than those of constraint 1, found the string "a"',
  ],
  // Without a selector it is the release's: its keys are taken without one.
  [[spread('a', 'DoNotSchedule', { matchLabelKeys: ['b'] })]],
  [
    [spread('a', 'DoNotSchedule', { labelSelector: { matchExpressions: [{ key: 'a' }] } })],
    'missing v[0].labelSelector.matchExpressions[0].operator: expected one of In, NotIn, Exists, DoesNotExist, found nothing',
  ],
]);

const nodes = (...matchExpressions: object[]) => ({
  nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{ matchExpressions }] } },
});
const fields = (...matchFields: object[]) => ({
  nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{}, { matchFields }] } },
});
const TERMS = `v.nodeAffinity.${REQUIRED}.nodeSelectorTerms`;
const EXPRESSION = `${TERMS}[0].matchExpressions[0]`;
const FIELD = `${TERMS}[1].matchFields[0]`;
const NODES = 'In, NotIn, Exists, DoesNotExist, Gt, Lt';

checkTable('affinity to nodes', affinity, [
  [undefined],
  [{}],
  [{ nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [{}] } } }],
  [{ nodeAffinity: { [REQUIRED]: {} } }],
  [
    { nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [] } } },
    `missing ${TERMS}: expected at least one term, found an empty list`,
  ],
  ...['In', 'NotIn'].map(
    (operator): CheckRow => [nodes({ key: 'a', operator, values: ['b', 'c'] })],
  ),
  ...['Exists', 'DoesNotExist'].flatMap((operator): CheckRow[] => [
    [nodes({ key: 'a', operator }, { key: 'a', operator, values: [] })],
    [
      nodes({ key: 'a', operator, values: ['b'] }),
      `conflict ${EXPRESSION}.values: expected none, since operator is ${operator}, found a list`,
    ],
  ]),
  ...['In', 'NotIn'].map(
    (operator): CheckRow => [
      nodes({ key: 'a', operator }),
      `missing ${EXPRESSION}.values: expected at least one value, since operator is ${operator}, found nothing`,
    ],
  ),
  ...['Gt', 'Lt'].flatMap((operator): CheckRow[] => [
    [nodes({ key: 'a', operator, values: ['1'] })],
    [
      nodes({ key: 'a', operator, values: [] }),
      `missing ${EXPRESSION}.values: expected one value, since operator is ${operator}, found an empty list`,
    ],
    [
      nodes({ key: 'a', operator, values: ['1', '2'] }),
      `conflict ${EXPRESSION}.values: expected one value, since operator is ${operator}, found a list`,
    ],
  ]),
  [
    nodes({ key: 'a', values: ['b c'] }),
    `missing ${EXPRESSION}.operator: expected one of ${NODES}, found nothing`,
    `wrong-format ${EXPRESSION}.values[0]: expected ${LABEL_VALUE}, found the string "b c" (from 1.32)`,
  ],
  [
    nodes({ key: 'a b', operator: 'in' }),
    `not-allowed ${EXPRESSION}.operator: expected one of ${NODES}, found the string "in"`,
    `wrong-format ${EXPRESSION}.key: expected ${LABEL_KEY}, found the string "a b"`,
  ],
  ...['In', 'NotIn'].map(
    (operator): CheckRow => [fields({ key: 'metadata.name', operator, values: ['a.b'] })],
  ),
  [
    fields({ key: 'metadata.name', operator: 'Exists', values: ['A_B'] }),
    `not-allowed ${FIELD}.operator: expected In or NotIn, found the string "Exists"`,
    `wrong-format ${FIELD}.values[0]: expected a DNS name (a-z, 0-9, "-" and ".", at most 253 characters), found the string "A_B"`,
  ],
  ...[undefined, ['a', 'b']].map(
    (values): CheckRow => [
      fields({ key: 'metadata.name', operator: 'In', values }),
      `conflict ${FIELD}.values: expected one value, found ${values ? 'a list' : 'nothing'}`,
    ],
  ),
  [
    fields({ key: 'metadata.uid', operator: 'In', values: ['A_B'] }),
    `not-allowed ${FIELD}.key: expected metadata.name, found the string "metadata.uid"`,
  ],
  [
    {
      nodeAffinity: {
        [PREFERRED]: [
          { preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b c'] }] } },
          { preference: { matchFields: [{ key: 'x', operator: 'In', values: ['a'] }] } },
        ],
      },
    },
    `not-allowed v.nodeAffinity.${PREFERRED}[1].preference.matchFields[0].key: expected metadata.name, found the string "x"`,
  ],
]);

const selector = { matchLabels: { a: 'x' }, matchExpressions: [{ key: 'b', operator: 'Exists' }] };
const OTHER = 'a key that neither labelSelector nor mismatchLabelKeys has';

/** What each place of a pod's term takes and refuses. */
const terms = (wrap: (term: object) => object, at: string): CheckRow[] => [
  [wrap({ labelSelector: selector, matchLabelKeys: ['c'], mismatchLabelKeys: ['a', 'b'] })],
  [wrap({ namespaces: ['a'], namespaceSelector: {}, matchLabelKeys: [], mismatchLabelKeys: [] })],
  [
    wrap({ namespaces: ['a', 'A'] }),
    `wrong-format ${at}.namespaces[1]: expected a DNS label (a-z, 0-9 and "-", at most 63 characters), found the string "A"`,
  ],
  ...['labelSelector', 'namespaceSelector'].map(
    (name): CheckRow => [
      wrap({ [name]: { matchExpressions: [{ key: 'a', operator: 'Gt' }] } }),
      `not-allowed ${at}.${name}.matchExpressions[0].operator: expected one of In, NotIn, Exists, DoesNotExist, found the string "Gt"`,
    ],
  ),
  ...['matchLabelKeys', 'mismatchLabelKeys'].flatMap((name): CheckRow[] => [
    [
      wrap({ [name]: ['c'] }),
      `conflict ${at}.${name}: expected none without a labelSelector, found a list`,
    ],
    [
      wrap({ labelSelector: {}, [name]: ['c d'] }),
      `wrong-format ${at}.${name}[0]: expected ${LABEL_KEY}, found the string "c d"`,
    ],
  ]),
  [
    wrap({
      labelSelector: selector,
      matchLabelKeys: ['c', 'b', 'a', 'd'],
      mismatchLabelKeys: ['d'],
    }),
    `conflict ${at}.matchLabelKeys[1]: expected ${OTHER}, found the string "b"`,
    `conflict ${at}.matchLabelKeys[2]: expected ${OTHER}, found the string "a"`,
    `conflict ${at}.matchLabelKeys[3]: expected ${OTHER}, found the string "d"`,
  ],
];

for (const kind of ['podAffinity', 'podAntiAffinity']) {
  checkTable(
    `${kind} that is required`,
    affinity,
    terms((term) => ({ [kind]: { [REQUIRED]: [term] } }), `v.${kind}.${REQUIRED}[0]`),
  );
  checkTable(
    `${kind} that is preferred`,
    affinity,
    terms(
      (podAffinityTerm) => ({ [kind]: { [PREFERRED]: [{ podAffinityTerm }] } }),
      `v.${kind}.${PREFERRED}[0].podAffinityTerm`,
    ),
  );
}

checkTable('namespaces', namespaces, [
  [['a', 'x'.repeat(63)]],
  [
    ['x'.repeat(64)],
    'wrong-format v[0]: expected a DNS label (a-z, 0-9 and "-", at most 63 characters), found a string',
  ],
]);
