import type { k8s } from 'cdk8s-plus-28';
import { HTTP_PORT } from 'kvmini-contract/pod-layout';
import type { Release } from '../release/release';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { filled, type Manifest, metadata, type Plain } from './manifest';

/** What a Prometheus without the operator looks for; the port is the pod's, which it connects to. */
const SCRAPE_ANNOTATIONS = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': String(HTTP_PORT),
  'prometheus.io/path': '/metrics',
};

/** Where the Service is reached, as far as values say. */
function addresses(settings: KvminiValues['service']): Partial<Plain<k8s.ServiceSpec>> {
  const { clusterIP, ipFamilyPolicy, ipFamilies, externalTrafficPolicy } = settings;
  const { loadBalancerIP, loadBalancerClass, loadBalancerSourceRanges } = settings;
  const fields = {
    ...{ clusterIP, ipFamilyPolicy, ipFamilies, externalTrafficPolicy },
    ...{ loadBalancerIP, loadBalancerClass, loadBalancerSourceRanges },
  };
  return filled(fields) as Partial<Plain<k8s.ServiceSpec>>;
}

/** The metrics and reports of the harness inside the cluster. */
export function service(release: Release): Manifest {
  const { service: settings, monitoring } = release.values;
  const scraped = monitoring.enabled && !monitoring.serviceMonitor.enabled;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(release, release.fullname, {
      labels: settings.labels,
      annotations: { ...(scraped && SCRAPE_ANNOTATIONS), ...settings.annotations },
    }),
    spec: {
      type: settings.type,
      ports: [
        {
          ...{ name: 'http', port: settings.port, targetPort: 'http', protocol: 'TCP' },
          ...(settings.nodePort !== 0 && filled({ nodePort: settings.nodePort as number })),
        },
      ],
      selector: release.selectorLabels,
      ...addresses(settings),
    } satisfies Plain<k8s.ServiceSpec>,
  };
}
