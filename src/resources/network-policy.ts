import type { k8s } from 'cdk8s-plus-28';
import { workerSelector } from '../chart/labels';
import type { Release } from '../release/release';
import { filled, type Manifest, metadata, type Plain } from './manifest';

type Spec = Plain<k8s.NetworkPolicySpec>;
type Egress = readonly Plain<k8s.NetworkPolicyEgressRule>[];
type Peers = readonly Plain<k8s.NetworkPolicyPeer>[];

const ANY_POD_OF_THE_NAMESPACE: Peers = [{ podSelector: {} }];

/** Workers of a run connect to the port that their coordinator took for it. */
const fromWorkers = ({ selectorLabels }: Release): Plain<k8s.NetworkPolicyIngressRule> => ({
  from: [{ podSelector: { matchLabels: workerSelector(selectorLabels) } }],
  ports: [{ protocol: 'TCP' }],
});

/** Lets only some peers connect to the harness; what it connects to is left alone, unless rules say where. */
export function networkPolicy(release: Release): Manifest | undefined {
  const { networkPolicy: policy, workers } = release.values;
  const { enabled, ingressFrom, egress } = policy;
  if (!enabled) return undefined;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(release, release.fullname),
    spec: {
      podSelector: { matchLabels: release.selectorLabels },
      policyTypes: egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: [
        {
          from: ingressFrom.length > 0 ? (ingressFrom as Peers) : ANY_POD_OF_THE_NAMESPACE,
          ports: [{ port: 'http', protocol: 'TCP' }],
        },
        ...(workers.enabled ? [fromWorkers(release)] : []),
      ],
      ...filled({ egress: egress as Egress }),
    } satisfies Spec,
  };
}
