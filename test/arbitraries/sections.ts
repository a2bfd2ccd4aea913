import * as fc from 'fast-check';
import type { KvminiValues } from '../../src';
import type { DeepPartial } from '../../src/values/values-input';
import { resourceRule, urlRule } from './kubernetes';
import { partial } from './partial';
import { labels } from './text';

type Rbac = KvminiValues['rbac'];
type Monitoring = KvminiValues['monitoring'];
type ServiceMonitor = Monitoring['serviceMonitor'];

const often = () => fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.boolean());

const rbacOf = (scope: Rbac['scope'], rule: fc.Arbitrary<Rbac['rules'][number]>) =>
  partial<Rbac>(['rbac'], {
    create: often(),
    rules: fc.array(rule, { maxLength: 2 }),
    scope: fc.constant(scope),
  }).map((rbac) => ({ ...rbac, scope }));

/** The section `rbac`: only a ClusterRole grants URLs. */
export const rbac = () =>
  fc.oneof(
    rbacOf('cluster', fc.oneof(resourceRule(), urlRule())),
    rbacOf('namespace', resourceRule()),
    fc.constant({}),
  );

/** Times between scrapes with a scrape's longest time, in order also with the default of a missing one. */
const intervals = fc.constantFrom<Partial<ServiceMonitor>>(
  {},
  { interval: '10s' },
  { interval: '1m30s' },
  { scrapeTimeout: '500ms' },
  { scrapeTimeout: '30s' },
  { interval: '1d', scrapeTimeout: '1h' },
  { interval: '1ms', scrapeTimeout: '0s' },
);

const serviceMonitor = () =>
  fc
    .tuple(
      partial<Pick<ServiceMonitor, 'enabled' | 'labels'>>(['monitoring', 'serviceMonitor'], {
        enabled: fc.boolean(),
        labels: labels(),
      }),
      intervals,
    )
    .map(([section, times]) => ({ ...section, ...times }));

/** The section `monitoring`: no scrape takes longer than the time until the next. */
export const monitoring = () =>
  partial<DeepPartial<Monitoring>>(['monitoring'], {
    enabled: often(),
    serviceMonitor: serviceMonitor(),
    resources: partial(['monitoring', 'resources'], { enabled: fc.boolean() }),
    dashboard: partial(['monitoring', 'dashboard'], {
      enabled: often(),
      labels: fc.oneof(labels(), fc.constant({ grafana_dashboard: null })),
    }),
  });

/** A number of pods, or a share of them. */
export const minAvailable = () =>
  fc.oneof(
    fc.nat(),
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
  );
