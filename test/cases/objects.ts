import type { Cases } from './kubernetes';

const x = (length: number) => 'x'.repeat(length);
const block = (cidr: unknown, except?: unknown) => ({
  ipBlock: { cidr, ...(except !== undefined && { except }) },
});
const B = 'networkPolicy.ingressFrom[0].ipBlock';
const NONE = { cpu: null, memory: null };

export const OBJECTS: readonly Cases[] = [
  {
    topic: 'ranges of addresses',
    at: (peer: unknown) => ({ networkPolicy: { enabled: true, ingressFrom: [peer] } }),
    accepted: [
      block('10.0.0.0/8'),
      block('0.0.0.0/0', ['10.0.0.0/8', '1.2.3.4/32']),
      block('2001:db8::/32', ['2001:db8:1::/48']),
      block('2001:0DB8::/32'),
      { podSelector: {}, namespaceSelector: {} },
    ],
    refused: [
      [{}, 'missing networkPolicy.ingressFrom[0]'],
      [{ podSelector: {}, ...block('10.0.0.0/8') }, 'conflict networkPolicy.ingressFrom[0]'],
      [block(''), `missing ${B}.cidr`],
      [block('10.0.0.0'), `wrong-format ${B}.cidr`],
      [block('10.0.0.0/33'), `wrong-format ${B}.cidr`],
      [block('10.0.0.1/8'), `wrong-format ${B}.cidr`],
      [block('010.0.0.0/8'), `wrong-format ${B}.cidr`],
      [block('10.0.0.0/08'), `wrong-format ${B}.cidr`],
      [block('::ffff:10.0.0.0/104'), `wrong-format ${B}.cidr`],
      [block('2001:db8::1/32'), `wrong-format ${B}.cidr`],
      [block('10.0.0.0/8', ['11.0.0.0/16']), `conflict ${B}.except[0]`],
      [block('10.0.0.0/8', ['10.0.0.0/8']), `conflict ${B}.except[0]`],
      [block('10.0.0.0/8', ['2001:db8::/64']), `conflict ${B}.except[0]`],
    ],
  },
  {
    topic: 'rules of the role',
    at: (rule: unknown) => ({ rbac: { rules: [rule] } }),
    accepted: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'], resourceNames: ['a'] },
      { nonResourceURLs: ['/metrics', '*'], verbs: ['get'] },
    ],
    refused: [
      [{ apiGroups: [''], resources: ['pods'], verbs: [] }, 'missing rbac.rules[0].verbs'],
      [{ resources: ['pods'], verbs: ['get'] }, 'missing rbac.rules[0].apiGroups'],
      [{ apiGroups: [''], verbs: ['get'] }, 'missing rbac.rules[0].resources'],
      [
        { nonResourceURLs: ['/a'], apiGroups: [''], verbs: ['get'] },
        'conflict rbac.rules[0].nonResourceURLs',
      ],
      [
        { nonResourceURLs: ['/a'], resourceNames: ['a'], verbs: ['get'] },
        'conflict rbac.rules[0].nonResourceURLs',
      ],
    ],
  },
  {
    topic: 'URLs in a Role',
    at: (nonResourceURLs: unknown) => ({
      rbac: { scope: 'namespace', rules: [{ nonResourceURLs, verbs: ['get'] }] },
    }),
    accepted: [],
    refused: [[['/a'], 'conflict rbac.rules[0].nonResourceURLs']],
  },
  {
    topic: 'resources',
    at: (resources: unknown) => ({ resources }),
    accepted: [
      { limits: { 'hugepages-2Mi': '4Mi' } },
      { limits: { 'hugepages-2Mi': '4Mi' }, requests: { 'hugepages-2Mi': '4Mi' } },
      { requests: NONE, limits: { ...NONE, cpu: 1, 'hugepages-2Mi': '4Mi' } },
      { requests: NONE, limits: { ...NONE, memory: '1Gi', 'hugepages-2Mi': '4Mi' } },
      { limits: { 'nvidia.com/gpu': 1 } },
      { limits: { 'nvidia.com/gpu': '2000m' } },
      { limits: { 'foo.kubernetes.io/a': 0.5 } },
      { requests: { cpu: '1e-9' } },
    ],
    refused: [
      [{ limits: { 'hugepages-2Mi': '3Mi' } }, 'out-of-range resources.limits.hugepages-2Mi'],
      [{ limits: { 'hugepages-x': '3Mi' } }, 'wrong-format resources.limits.hugepages-x'],
      [{ requests: { 'hugepages-2Mi': '4Mi' } }, 'missing resources.limits.hugepages-2Mi'],
      [
        { limits: { 'hugepages-2Mi': '4Mi' }, requests: { 'hugepages-2Mi': '2Mi' } },
        'conflict resources.requests.hugepages-2Mi',
      ],
      [{ requests: NONE, limits: { ...NONE, 'hugepages-2Mi': '4Mi' } }, 'conflict resources'],
      [{ requests: { cpu: 3 } }, 'conflict resources.requests.cpu'],
      [{ limits: { gpu: 1 } }, 'unknown-key resources.limits.gpu'],
      [{ limits: { 'nvidia.com/gpu': 0.5 } }, 'out-of-range resources.limits["nvidia.com/gpu"]'],
      [{ requests: { 'nvidia.com/gpu': 1 } }, 'missing resources.limits["nvidia.com/gpu"]'],
      [
        { limits: { 'requests.nvidia.com/gpu': 1 } },
        'unknown-key resources.limits["requests.nvidia.com/gpu"]',
      ],
    ],
  },
  {
    topic: 'the claim',
    at: (persistence: unknown) => ({ persistence }),
    accepted: [{ size: 1 }, { storageClass: 'a.b' }, { storageClass: x(253) }],
    refused: [
      [{ size: 0 }, 'out-of-range persistence.size'],
      [{ size: '0Gi' }, 'out-of-range persistence.size'],
      [{ storageClass: 'a..b' }, 'wrong-format persistence.storageClass'],
      [{ storageClass: x(254) }, 'wrong-format persistence.storageClass'],
    ],
  },
];
