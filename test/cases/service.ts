import type { Cases } from './kubernetes';

const at = (service: unknown) => ({ service });
const of = (type: string, fields: object) => ({ type, ...fields });

/** What a type of Service takes and the others do not. */
const only = (field: string, value: unknown, types: readonly string[]): Cases => ({
  topic: `service.${field} by type`,
  at,
  accepted: types.map((type) => of(type, { [field]: value })),
  refused: ['ClusterIP', 'NodePort', 'LoadBalancer']
    .filter((type) => !types.includes(type))
    .map((type) => [of(type, { [field]: value }), `conflict service.${field}`]),
});

const NODES = ['NodePort', 'LoadBalancer'];

export const SERVICE: readonly Cases[] = [
  only('nodePort', 30_080, NODES),
  only('externalTrafficPolicy', 'Local', NODES),
  only('loadBalancerClass', 'example.com/a', ['LoadBalancer']),
  only('loadBalancerSourceRanges', ['10.0.0.0/8'], ['LoadBalancer']),
  only('clusterIP', 'None', ['ClusterIP']),
  {
    topic: 'fields of a Service',
    at,
    accepted: [
      of('NodePort', { nodePort: '', externalTrafficPolicy: '', loadBalancerSourceRanges: [] }),
      of('ClusterIP', { nodePort: 0 }),
      of('ClusterIP', { nodePort: null, loadBalancerClass: null, externalTrafficPolicy: null }),
    ],
    refused: [
      [of('NodePort', { nodePort: '30080' }), 'wrong-format service.nodePort'],
      [
        of('NodePort', { externalTrafficPolicy: 'local' }),
        'not-allowed service.externalTrafficPolicy',
      ],
      [of('LoadBalancer', { loadBalancerClass: 'a b' }), 'wrong-format service.loadBalancerClass'],
    ],
  },
  {
    topic: 'addresses of a Service',
    at: (clusterIP: unknown) => ({ service: { clusterIP } }),
    accepted: ['', null, '10.96.0.50'],
    refused: [
      ['none', 'wrong-format service.clusterIP'],
      ['10.96.0.256', 'wrong-format service.clusterIP'],
      ['10.96.0.050', 'wrong-format service.clusterIP'],
      ['fd00::1%eth0', 'wrong-format service.clusterIP'],
    ],
  },
  {
    topic: 'ranges of a load balancer',
    at: (range: unknown) => ({
      service: { type: 'LoadBalancer', loadBalancerSourceRanges: [range] },
    }),
    accepted: ['10.0.0.0/8', ' 10.0.0.0/8 ', 'fd00::/8'],
    refused: [
      ['10.0.0.0', 'wrong-format service.loadBalancerSourceRanges[0]'],
      ['10.0.0.0/33', 'wrong-format service.loadBalancerSourceRanges[0]'],
      ['10.0.0.1/8', 'wrong-format service.loadBalancerSourceRanges[0]'],
    ],
  },
  {
    topic: 'families of a Service',
    at,
    accepted: [{ ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', clusterIP: '10.96.0.5' }],
    refused: [
      [{ ipFamilies: ['IPv4', 'IPv6'] }, 'conflict service.ipFamilyPolicy'],
      [
        { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'SingleStack' },
        'conflict service.ipFamilyPolicy',
      ],
      [
        { ipFamilies: ['IPv4', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' },
        'duplicate service.ipFamilies[1]',
      ],
      [{ ipFamilies: ['IPv6'], clusterIP: '10.96.0.5' }, 'conflict service.clusterIP'],
      [{ ipFamilies: ['ipv4'] }, 'not-allowed service.ipFamilies[0]'],
      [{ ipFamilyPolicy: 'Dual' }, 'not-allowed service.ipFamilyPolicy'],
    ],
  },
];
