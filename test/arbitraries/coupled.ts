import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../src';
import { profiles } from './benchmark';
import { resourceRule, urlRule, volumesAndMounts } from './kubernetes';
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
  );

/** The values that must fit each other; the names, which must fit the release's, are in `installation.ts`. */
export const coupled = (): fc.Arbitrary<KvminiValuesInput>[] => [
  orNull('resources', resources()).map((section) => ({ resources: section })),
  rbac().map((section) => ({ rbac: section })),
  profiles().map((section) => ({ benchmark: section })),
  scrapes().map((section) => ({ monitoring: { serviceMonitor: section } })),
  fc.oneof(fc.constant({}), volumesAndMounts()),
];
