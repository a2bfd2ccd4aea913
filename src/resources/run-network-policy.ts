import type { k8s } from 'cdk8s-plus-28';
import { workerSelector } from '../chart/labels';
import type { Run } from '../release/run';
import { filled, type Manifest, metadata, type Plain } from './manifest';

/** Lets the workers of a run connect to its pod, and nobody else; only where the release has a policy. */
export function runNetworkPolicy(run: Run): Manifest | undefined {
  const { release, own, labels } = run;
  const { enabled, egress } = release.values.networkPolicy;
  if (!enabled) return undefined;
  const selector = {
    'app.kubernetes.io/name': labels['app.kubernetes.io/name'] ?? '',
    'app.kubernetes.io/instance': release.name,
    'app.kubernetes.io/component': own.name,
  };
  const fromWorkers = {
    from: [{ podSelector: { matchLabels: workerSelector(selector) } }],
    ports: [{ protocol: 'TCP' }],
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(release, run.name),
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      // The server drops an empty list, and what applies the manifests again would see a change in it each time.
      ...filled({
        ingress: own.pods === undefined ? [] : [fromWorkers],
        egress: egress as readonly Plain<k8s.NetworkPolicyEgressRule>[],
      }),
    } satisfies Plain<k8s.NetworkPolicySpec>,
  };
}
