import { type Row, table } from '../../support/issues';

const peers = (...ingressFrom: unknown[]) => ({ networkPolicy: { ingressFrom } });
const range = (cidr: string, ...except: string[]) =>
  peers({ ipBlock: except.length > 0 ? { cidr, except } : { cidr } });

const at = 'networkPolicy.ingressFrom[0]';

const neither: Row = [
  peers({}),
  `missing ${at}: expected either selectors or an ipBlock, found neither`,
];
const both = (selectors: object): Row => [
  peers({ ...selectors, ipBlock: { cidr: '10.0.0.0/8' } }),
  `conflict ${at}: expected either selectors or an ipBlock, found both`,
];

table('a peer is a selection or a range', [
  neither,
  [peers({ podSelector: {} })],
  [peers({ namespaceSelector: {} })],
  [peers({ podSelector: {}, namespaceSelector: {} })],
  [peers({ ipBlock: { cidr: '10.0.0.0/8' } })],
  both({ podSelector: {} }),
  both({ namespaceSelector: {} }),
  both({ podSelector: {}, namespaceSelector: {} }),
  [
    peers({ podSelector: {} }, {}, { ipBlock: { cidr: '::/0' } }, {}),
    'missing networkPolicy.ingressFrom[1]',
    'missing networkPolicy.ingressFrom[3]',
  ],
]);

const ACCEPTED = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '255.255.255.255/32',
  '10.1.2.3/9',
  '10.0.0.0/08',
  '010.0.0.0/8',
  '::/0',
  'fd00::/8',
  '2001:db8::/33',
  '2001:db8::/64',
  '2001:db8::/65',
  '2001:db8:1:2:3:4:5:6/128',
  '::ffff:10.0.0.0/104',
];

const REFUSED = [
  '10.0.0.0',
  '10.0.0.0/',
  '/8',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/+8',
  '10.0.0.0/1000',
  '10.0.0.0/8/8',
  ' 10.0.0.0/8',
  '10.0.0.0/8 ',
  '10.0.0.0/8.0',
  '10.0.0.0/255.0.0.0',
  '10.0.0/8',
  '10.0.0.256/8',
  '10.0.0.0.0/8',
  '::',
  '::/129',
  '::1::/64',
  '2001:db8/32',
  'fe80::1%eth0/64',
  '[::]/0',
  'localhost/8',
];

table('a range is a CIDR', [
  ...ACCEPTED.map((cidr): Row => [range(cidr)]),
  ...REFUSED.map((cidr): Row => [range(cidr), `wrong-format ${at}.ipBlock.cidr`]),
  [
    range('10.0.0.0/33'),
    `wrong-format ${at}.ipBlock.cidr: expected a CIDR such as 10.0.0.0/8, found the string "10.0.0.0/33"`,
  ],
]);

const outside = (cidr: string, except: string): Row => [
  range(cidr, except),
  `conflict ${at}.ipBlock.except[0]: expected a smaller range inside ${cidr}, found the string "${except}"`,
];

table('what is left out of a range lies inside it', [
  [range('10.0.0.0/8', '10.0.0.0/9')],
  [range('10.0.0.0/8', '10.255.255.255/32')],
  outside('10.0.0.0/8', '10.0.0.0/8'),
  outside('10.0.0.0/8', '10.0.0.0/7'),
  outside('10.0.0.0/8', '11.0.0.0/9'),
  outside('10.0.0.0/8', '9.255.255.255/32'),
  outside('0.0.0.0/0', '::/1'),
  [range('0.0.0.0/0', '128.0.0.0/1')],
  [range('2001:db8::/32', '2001:db8:ffff::/48')],
  outside('2001:db8::/32', '2001:db9::/48'),
  outside('2001:db8::/32', '2001:db8::/32'),
  outside('::/0', '10.0.0.0/8'),
  [
    range('10.0.0.0/8', '10.1.0.0/16', 'all', '11.0.0.0/16'),
    `wrong-format ${at}.ipBlock.except[1]: expected a CIDR such as 10.0.0.0/8, found the string "all"`,
    `conflict ${at}.ipBlock.except[2]`,
  ],
  // Without a range there is nothing to lie in.
  [range('10', '11.0.0.0/16'), `wrong-format ${at}.ipBlock.cidr`],
]);
