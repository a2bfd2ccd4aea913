import { type Row, table } from '../../support/issues';

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
