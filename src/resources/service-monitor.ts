import type { ServiceMonitorSpec } from '../../imports/monitoring.coreos.com';
import type { Release } from '../release/release';
import { type Manifest, metadata, type Plain } from './manifest';

/** Has the Prometheus operator scrape the Service. */
export function serviceMonitor(release: Release): Manifest | undefined {
  const { enabled, serviceMonitor: settings } = release.values.monitoring;
  if (!enabled || !settings.enabled) return undefined;
  const { interval, scrapeTimeout, labels } = settings;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadata(release, release.fullname, { labels }),
    spec: {
      selector: { matchLabels: release.selectorLabels },
      endpoints: [{ port: 'http', path: '/metrics', interval, scrapeTimeout }],
    } satisfies Plain<ServiceMonitorSpec>,
  };
}
