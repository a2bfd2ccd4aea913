import { dnsConfig, hostAliases } from '../../../../src/validation/rules/kubernetes/dns';
import { egress, peers } from '../../../../src/validation/rules/kubernetes/network-policy';
import { policyRules } from '../../../../src/validation/rules/kubernetes/policy-rules';
import { relabelings } from '../../../../src/validation/rules/kubernetes/relabelings';
import { service } from '../../../../src/validation/rules/kubernetes/service';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);
const ADDRESS = 'an address such as 10.0.0.10 or fd00::10';
const NODES = 'NodePort and LoadBalancer';
const BALANCERS = 'LoadBalancer';

/** Fields of a Service, what each may be, and for which types it is. */
const FIELDS: readonly (readonly [field: string, value: unknown, found: string, types: string])[] =
  [
    ['nodePort', 30_000, 'the number 30000', NODES],
    ['externalTrafficPolicy', 'Local', 'the string "Local"', NODES],
    ['loadBalancerClass', 'a', 'the string "a"', BALANCERS],
    ['loadBalancerSourceRanges', ['10.0.0.0/8'], 'a list', BALANCERS],
    ['loadBalancerIP', '10.0.0.1', 'the string "10.0.0.1"', BALANCERS],
  ];

checkTable(
  'fields of some types of Services',
  service,
  FIELDS.flatMap(([field, value, found, types]): CheckRow[] => [
    ...['ClusterIP', 'NodePort', 'LoadBalancer'].map(
      (type): CheckRow => [
        { type, [field]: value },
        ...(types.split(' and ').includes(type)
          ? []
          : [
              `conflict v.${field}: expected none, since type is ${type}; it is for ${types}, found ${found}`,
            ]),
      ],
    ),
    // Without a type, that is another mistake; and nothing is nothing.
    [{ [field]: value }],
    ...[undefined, '', 0, []].map((nothing): CheckRow => [{ type: 'ClusterIP', [field]: nothing }]),
  ]),
);

checkTable('a Service’s addresses', service, [
  [undefined],
  ...['', 'None', '10.0.0.1', 'fd00::1'].map(
    (clusterIP): CheckRow => [{ type: 'ClusterIP', clusterIP }],
  ),
  [{ clusterIP: 'a' }, `wrong-format v.clusterIP: expected ${ADDRESS}, found the string "a"`],
  ...['NodePort', 'LoadBalancer'].map(
    (type): CheckRow => [
      { type, clusterIP: 'None' },
      `conflict v.clusterIP: expected no headless Service, since type is ${type}, found the string "None"`,
    ],
  ),
  [{ clusterIP: '10.0.0.1', ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' }],
  [{ clusterIP: 'fd00::1', ipFamilies: ['IPv6'] }],
  [
    { clusterIP: '10.0.0.1', ipFamilies: ['IPv6'] },
    'conflict v.clusterIP: expected an IPv6 address, since that is the first of ipFamilies, found the string "10.0.0.1"',
  ],
  [
    { clusterIP: 'fd00::1', ipFamilies: ['IPv4'] },
    'conflict v.clusterIP: expected an IPv4 address, since that is the first of ipFamilies, found the string "fd00::1"',
  ],
  [
    { clusterIP: 'a', ipFamilies: ['IPv4'] },
    `wrong-format v.clusterIP: expected ${ADDRESS}, found the string "a"`,
  ],
  ...['PreferDualStack', 'RequireDualStack'].map(
    (ipFamilyPolicy): CheckRow => [{ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy }],
  ),
  [{ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }],
  ...['', 'SingleStack'].map(
    (ipFamilyPolicy): CheckRow => [
      { ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy },
      `conflict v.ipFamilyPolicy: expected PreferDualStack or RequireDualStack, since there are two ipFamilies, found ${shown(ipFamilyPolicy)}`,
    ],
  ),
  [
    { ipFamilies: ['IPv4', 'IPv4'] },
    'duplicate v.ipFamilies[1]: expected each family once, found the string "IPv4"',
  ],
  [
    { type: 'LoadBalancer', loadBalancerIP: 'a' },
    `wrong-format v.loadBalancerIP: expected ${ADDRESS}, found the string "a"`,
  ],
  [{ type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 ', 'fd00::/8'] }],
  [
    { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.0'] },
    'wrong-format v.loadBalancerSourceRanges[1]: expected a CIDR such as 10.0.0.0/8, found the string "10.0.0.0"',
  ],
]);

const block = (cidr: string, ...except: unknown[]) => [{ ipBlock: { cidr, except } }];
const outside = (cidr: string, except: string): CheckRow => [
  block(cidr, except),
  `conflict v[0].ipBlock.except[0]: expected a smaller range inside ${cidr}, found the string "${except}"`,
];
const OPERATORS = 'In, NotIn, Exists, DoesNotExist';

checkTable('peers', peers, [
  [undefined],
  [block('10.0.0.0/8')],
  [block('10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.255.255.255/32')],
  [block('fd00::/8', 'fd00::/9', 'fdff::/16')],
  // What is no text is refused by its type.
  [block('10.0.0.0/8', 1)],
  outside('10.0.0.0/8', '10.0.0.0/8'),
  outside('10.0.0.0/8', '0.0.0.0/0'),
  outside('10.0.0.0/8', '11.0.0.0/9'),
  outside('10.0.0.0/8', 'fd00::/9'),
  outside('::/0', '10.0.0.0/8'),
  [
    [{ ipBlock: {} }],
    'missing v[0].ipBlock.cidr: expected a text that is not empty, found nothing; it is needed',
  ],
  [
    block('10.0.0.0/33', '11.0.0.0/9', 'a'),
    'wrong-format v[0].ipBlock.cidr: expected a CIDR such as 10.0.0.0/8, found the string "10.0.0.0/33"',
    'wrong-format v[0].ipBlock.except[1]: expected a CIDR such as 10.0.0.0/8, found the string "a"',
  ],
  ...['podSelector', 'namespaceSelector'].map(
    (name): CheckRow => [
      [{ [name]: { matchExpressions: [{ key: 'a' }] } }],
      `missing v[0].${name}.matchExpressions[0].operator: expected one of ${OPERATORS}, found nothing`,
    ],
  ),
]);

const port = (fields: object) => [{ ports: [{}, fields] }];
const END = 'v[0].ports[1].endPort';

checkTable('what may be connected to', egress, [
  [undefined],
  [port({ port: 'http' })],
  [port({ port: 80, endPort: 80 })],
  [port({ port: 80, endPort: 65_535 })],
  [port({ port: 80, endPort: '1' })],
  [
    port({ port: 80, endPort: 79 }),
    `out-of-range ${END}: expected from the port 80 to 65535, found the number 79`,
  ],
  [
    port({ port: 80, endPort: 65_536 }),
    `out-of-range ${END}: expected from the port 80 to 65535, found the number 65536`,
  ],
  [
    port({ port: 'http', endPort: 80 }),
    `conflict ${END}: expected none, since port is no number, found the number 80`,
  ],
  [
    port({ endPort: 80 }),
    `conflict ${END}: expected none, since port is no number, found the number 80`,
  ],
  [
    [{ to: [{ ipBlock: {} }] }],
    'missing v[0].to[0].ipBlock.cidr: expected a text that is not empty, found nothing; it is needed',
  ],
]);

const noDomain = (text: string): CheckRow => [
  { searches: [text] },
  `wrong-format v.searches[0]: expected a DNS domain, found ${shown(text)}`,
];
/** One that versions before 1.33 refuse. */
const newerDomain = (text: string): CheckRow => [
  { searches: [text] },
  `wrong-format v.searches[0]: expected a DNS domain of a-z, 0-9, "-" and ".", found ${shown(text)} (before 1.33)`,
];
/** So many domains, of so many characters with the blanks between them. */
const domains = (count: number, characters: number) => {
  const first = Array.from({ length: count - 1 }, () => x(63));
  return [
    ...first,
    [x(63), x(63), x(63), x(63)].join('.').slice(0, characters - first.length * 64),
  ];
};

checkTable('a DNS configuration', dnsConfig('ClusterFirst'), [
  [undefined],
  [{}],
  [{ nameservers: ['10.0.0.1', '10.0.0.2', 'fd00::1'], options: [{ name: 'ndots' }] }],
  [
    { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', 'a'] },
    'out-of-range v.nameservers: expected at most 3, found 4',
    `wrong-format v.nameservers[3]: expected ${ADDRESS}, found the string "a"`,
  ],
  [
    { options: [{}] },
    'missing v.options[0].name: expected a text that is not empty, found nothing; it is needed',
  ],
  ...['a', 'a.', x(253), `${x(253)}.`].map((text): CheckRow => [{ searches: [text] }]),
  ...['.', 'a_b.c-d', '_tcp.a'].map(newerDomain),
  ...['', 'A', 'a..b', 'a..', '-a', 'a-', 'a b', x(254)].map(noDomain),
  [{ searches: Array.from({ length: 32 }, () => 'a') }],
  [
    { searches: Array.from({ length: 33 }, () => 'a') },
    'out-of-range v.searches: expected at most 32, found 33',
  ],
  [{ searches: domains(30, 2048) }],
  [
    { searches: domains(30, 2049) },
    'out-of-range v.searches: expected at most 2048 characters together, found the number 2049',
  ],
]);

checkTable('a DNS configuration that stands alone', dnsConfig('None'), [
  [{ nameservers: ['10.0.0.1'] }],
  ...[[], undefined].map(
    (nameservers): CheckRow => [
      { nameservers },
      `missing v.nameservers: expected at least one name server, since dnsPolicy is None, found ${nameservers ? 'an empty list' : 'nothing'}`,
    ],
  ),
]);

checkTable('aliases of hosts', hostAliases, [
  [[{ ip: '10.0.0.1', hostnames: ['a.b'] }]],
  [
    [{ ip: 'a', hostnames: ['a', 'A'] }],
    `wrong-format v[0].ip: expected ${ADDRESS}, found the string "a"`,
    'wrong-format v[0].hostnames[1]: expected a DNS name (a-z, 0-9, "-" and ".", at most 253 characters), found the string "A"',
  ],
]);

checkTable('relabelings', relabelings, [
  [[{ modulus: 0 }, {}, { modulus: '-1' }]],
  [
    [{}, { modulus: -1 }],
    'out-of-range v[1].modulus: expected a whole number from 0, found the number -1',
  ],
]);

const RESOURCES = 'expected resources, or nonResourceURLs, found';
const about = (rule: object) => [{ apiGroups: [''], resources: ['pods'] }, rule];

for (const isNamespaced of [false, true]) {
  checkTable(
    `what a role grants, ${isNamespaced ? 'a namespace’s' : 'the cluster’s'}`,
    policyRules(isNamespaced),
    [
      [about({ apiGroups: [''], resources: ['pods'], resourceNames: ['a'] })],
      [about({}), `missing v[1].resources: ${RESOURCES} nothing`],
      [
        about({ apiGroups: [''], resources: [], nonResourceURLs: [] }),
        `missing v[1].resources: ${RESOURCES} an empty list`,
      ],
      [
        about({ resources: ['pods'] }),
        'missing v[1].apiGroups: expected API groups with the resources; "" is the core group, found nothing',
      ],
    ],
  );
}

const urls = (more: object) => about({ nonResourceURLs: ['/metrics'], ...more });
const URLS = 'v[1].nonResourceURLs';

checkTable('URLs of a role of the cluster', policyRules(false), [
  [urls({ apiGroups: [] })],
  ...['apiGroups', 'resources', 'resourceNames'].map(
    (name): CheckRow => [
      urls({ [name]: ['a'] }),
      `conflict ${URLS}: expected none, with ${name}; give URLs a rule of their own, found a list`,
    ],
  ),
  [
    urls({ apiGroups: [''], resources: ['pods'] }),
    `conflict ${URLS}: expected none, with apiGroups and resources; give URLs a rule of their own, found a list`,
  ],
]);

checkTable('URLs of a role of a namespace', policyRules(true), [
  [
    urls({}),
    `conflict ${URLS}: expected none, since only a ClusterRole grants URLs; set rbac.scope to cluster, found a list`,
  ],
]);
