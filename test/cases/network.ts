import type { Cases } from './kubernetes';

const x = (length: number) => 'x'.repeat(length);
const rule = (fields: unknown) => ({ networkPolicy: { enabled: true, egress: [fields] } });
const E = 'networkPolicy.egress[0]';

export const NETWORK: readonly Cases[] = [
  {
    topic: 'where the harness may connect to',
    at: rule,
    accepted: [
      {},
      { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 53, protocol: 'UDP' }] },
      { ports: [{ port: 1, endPort: 1 }, { port: 'dns-tcp' }, {}] },
    ],
    refused: [
      [{ to: [{}] }, `missing ${E}.to[0]`],
      [{ to: [{ ipBlock: { cidr: '10.0.0.0' } }] }, `wrong-format ${E}.to[0].ipBlock.cidr`],
      [{ ports: [{ port: 0 }] }, `out-of-range ${E}.ports[0].port`],
      [{ ports: [{ port: 2, endPort: 1 }] }, `out-of-range ${E}.ports[0].endPort`],
      [{ ports: [{ port: 'dns', endPort: 60 }] }, `conflict ${E}.ports[0].endPort`],
      [{ ports: [{ endPort: 60 }] }, `conflict ${E}.ports[0].endPort`],
      [{ ports: [{ protocol: 'udp' }] }, `not-allowed ${E}.ports[0].protocol`],
      [{ from: [] }, `unknown-key ${E}.from`],
    ],
  },
  {
    topic: 'name servers',
    at: (values: unknown) => values,
    accepted: [
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10', 'fd00::1', '1.1.1.1'] } },
      { dnsConfig: { searches: ['a.b', 'under_score.c', '.', 'a.'] } },
      { dnsConfig: { searches: Array(32).fill('a'), options: [{ name: 'ndots', value: '2' }] } },
      { dnsPolicy: '', dnsConfig: {} },
    ],
    refused: [
      [{ dnsPolicy: 'None' }, 'missing dnsConfig.nameservers'],
      [{ dnsPolicy: 'none' }, 'not-allowed dnsPolicy'],
      [
        { dnsConfig: { nameservers: ['dns.example.com'] } },
        'wrong-format dnsConfig.nameservers[0]',
      ],
      [
        { dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } },
        'out-of-range dnsConfig.nameservers',
      ],
      [{ dnsConfig: { searches: Array(33).fill('a') } }, 'out-of-range dnsConfig.searches'],
      [{ dnsConfig: { searches: Array(32).fill(x(64)) } }, 'out-of-range dnsConfig.searches'],
      [{ dnsConfig: { searches: ['a b'] } }, 'wrong-format dnsConfig.searches[0]'],
      [{ dnsConfig: { options: [{ value: '2' }] } }, 'missing dnsConfig.options[0].name'],
    ],
  },
  {
    topic: 'names of addresses',
    at: (alias: unknown) => ({ hostAliases: [alias] }),
    accepted: [{ ip: '10.1.2.3', hostnames: ['a.example.com'] }, { ip: 'fd00::1' }],
    refused: [
      [{ hostnames: ['a'] }, 'missing hostAliases[0].ip'],
      [{ ip: 'localhost' }, 'wrong-format hostAliases[0].ip'],
      [{ ip: '10.1.2.3', hostnames: ['A'] }, 'wrong-format hostAliases[0].hostnames[0]'],
      [{ ip: '10.1.2.3', hostname: 'a' }, 'unknown-key hostAliases[0].hostname'],
    ],
  },
];
