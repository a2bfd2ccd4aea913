import type { ServiceMonitorSpec } from '../../imports/monitoring.coreos.com';
import type { Release } from '../release/release';
import { filled, type Manifest, metadata, type Plain } from './manifest';
import { nameOutside } from './object-names';

type Endpoint = Plain<ServiceMonitorSpec>['endpoints'][number];

function endpoint({ monitoring }: Release['values']): Endpoint {
  const { interval, scrapeTimeout, honorLabels, relabelings, metricRelabelings } =
    monitoring.serviceMonitor;
  return {
    ...{ port: 'http', path: '/metrics' },
    ...filled({ interval, scrapeTimeout }),
    ...(honorLabels && { honorLabels }),
    ...filled({ relabelings, metricRelabelings }),
  };
}

/** Has the Prometheus operator scrape the Service. */
export function serviceMonitor(release: Release): Manifest | undefined {
  const { enabled, serviceMonitor: settings } = release.values.monitoring;
  if (!enabled || !settings.enabled) return undefined;
  const { labels, annotations, namespace, jobLabel } = settings;
  const isElsewhere = namespace !== '' && namespace !== release.namespace;
  const name = isElsewhere ? nameOutside(release) : release.fullname;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(release, name, { labels, annotations, ...filled({ namespace }) }),
    spec: {
      ...filled({ jobLabel }),
      selector: { matchLabels: release.selectorLabels },
      // Without it, an operator looks for Services beside the ServiceMonitor only.
      ...(isElsewhere && { namespaceSelector: { matchNames: [release.namespace] } }),
      endpoints: [endpoint(release.values)],
    } satisfies Plain<ServiceMonitorSpec>,
  };
}
