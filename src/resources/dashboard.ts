import dashboardFile from '../../dashboards/kvmini-harness.json?raw';
import type { Release } from '../release/release';
import { type Manifest, metadata } from './manifest';
import { dashboardName } from './object-names';

/** The Grafana dashboard, labelled so that Grafana's sidecar picks it up. */
export function dashboard(release: Release): Manifest | undefined {
  const { enabled, dashboard: settings } = release.values.monitoring;
  if (!enabled || !settings.enabled) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(release, dashboardName(release), {
      labels: settings.labels,
      annotations: settings.annotations,
    }),
    data: { 'kvmini-harness.json': dashboardFile },
  };
}
