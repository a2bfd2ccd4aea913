import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../src';
import { profiles } from './benchmark';
import { resourceRule, urlRule, volumesAndMounts } from './kubernetes';
import { containers } from './objects';
import { orNull } from './or-null';
import { resources } from './resources';

type Rbac = KvminiValues['rbac'];

const rbacOf = (scope: Rbac['scope'], rule: fc.Arbitrary<Rbac['rules'][number]>) =>
  fc.record(
    {
      rules: orNull('rbac.rules', fc.array(rule, { maxLength: 2 })),
      scope: fc.constant(scope),
    },
    { requiredKeys: ['scope'] },
  );

/** Rules with their scope: only a ClusterRole grants URLs. */
const rbac = () =>
  fc.oneof(
    rbacOf('cluster', fc.oneof(resourceRule(), urlRule())),
    rbacOf('namespace', resourceRule()),
    fc.constant({}),
  );

/** Times between scrapes with a scrape's longest time, in order also with the default of a missing one. */
const scrapes = () =>
  fc.constantFrom<Partial<KvminiValues['monitoring']['serviceMonitor']>>(
    {},
    { interval: '10s' },
    { interval: '1m30s' },
    { scrapeTimeout: '500ms' },
    { scrapeTimeout: '30s' },
    { interval: '1d', scrapeTimeout: '1h' },
    { interval: '1ms', scrapeTimeout: '0s' },
    { interval: '', scrapeTimeout: '1h' },
    { scrapeTimeout: '' },
  );

type Service = KvminiValuesInput['service'];

/** A Service of each type with what that type takes. */
const service = (): fc.Arbitrary<Service> => {
  const nodePort = fc.integer({ min: 30_000, max: 32_767 });
  const externalTrafficPolicy = fc.constantFrom('', 'Cluster', 'Local');
  const ofNodes = { nodePort, externalTrafficPolicy };
  const families = {
    ipFamilyPolicy: fc.constantFrom('', 'PreferDualStack', 'RequireDualStack'),
    ipFamilies: fc.constantFrom<('IPv4' | 'IPv6')[]>([], ['IPv4'], ['IPv6']),
  };
  const some: { requiredKeys: ['type'] } = { requiredKeys: ['type'] };
  return fc.oneof(
    fc.record(
      { type: fc.constant('ClusterIP'), clusterIP: fc.constantFrom('', 'None'), ...families },
      some,
    ),
    fc.record({ type: fc.constant('NodePort'), ...ofNodes, ...families }, some),
    fc.record(
      {
        ...{ type: fc.constant('LoadBalancer'), ...ofNodes },
        loadBalancerIP: fc.constantFrom('', '192.0.2.10'),
        loadBalancerClass: fc.constantFrom('', 'example.com/internal'),
        loadBalancerSourceRanges: fc.constantFrom([], ['10.0.0.0/8', '192.0.2.0/24']),
      },
      some,
    ),
  ) as fc.Arbitrary<Service>;
};

const amount = () =>
  fc.oneof(
    fc.nat(),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );

/** One of the two bounds of a disruption budget, or the default. */
const podDisruptionBudget = () =>
  fc.oneof(
    fc.constant({}),
    fc.record({ minAvailable: amount() }),
    fc.record({ maxUnavailable: amount(), minAvailable: fc.constantFrom(null, 1) }),
  );

const dataSource = () =>
  fc.constantFrom(
    {},
    { kind: 'PersistentVolumeClaim', name: 'old' },
    { kind: 'VolumeSnapshot', name: 'before', apiGroup: 'snapshot.storage.k8s.io' },
  );

const dns = () =>
  fc.constantFrom<KvminiValuesInput>(
    {},
    { dnsPolicy: 'ClusterFirst', dnsConfig: { options: [{ name: 'ndots', value: '2' }] } },
    { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10', 'fd00::1'], searches: ['a.b'] } },
    { dnsConfig: { searches: ['svc.cluster.local'] } },
  );

/** The values that must fit each other; the names, which must fit the release's, are in `installation.ts`. */
export const coupled = (): fc.Arbitrary<KvminiValuesInput>[] => [
  orNull('resources', resources()).map((section) => ({ resources: section })),
  rbac().map((section) => ({ rbac: section })),
  profiles().map((section) => ({ benchmark: section })),
  scrapes().map((section) => ({ monitoring: { serviceMonitor: section } })),
  fc.oneof(fc.constant({}), volumesAndMounts()),
  service().map((section) => ({ service: section })),
  podDisruptionBudget().map((section) => ({ podDisruptionBudget: section })),
  dataSource().map((section) => ({ persistence: { dataSource: section } })),
  dns(),
  containers(),
];
