import * as z from 'zod/mini';
import {
  annotations,
  anyText,
  DNS_SUBDOMAIN,
  flag,
  integer,
  labels,
  numberOrText,
  oneOf,
  oneOfOrEmpty,
  orEmpty,
  QUALIFIED_NAME,
  text,
} from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { once } from '../once';
import { clearable, section, setting } from '../setting';

const hostName = once(() =>
  text(
    'a DNS name without port, such as kvmini.example.com or *.example.com',
    new RegExp(`^(\\*\\.)?${DNS_SUBDOMAIN.source.slice(1)}`),
  ),
);

const A_PORT = 'a port from 1 to 65535';
const PORT_OR_NONE = `${A_PORT}, or 0 or "" for any`;

/** Where the Service is reached; each type takes some of these. */
const addresses = () => ({
  nodePort: clearable(
    numberOrText(PORT_OR_NONE, integer(PORT_OR_NONE, 0, 65_535), /^$/),
    '',
    "Port of the nodes, in the cluster's range, for `NodePort` and `LoadBalancer`; empty: any",
  ),
  clusterIP: clearable(anyText(), '', 'Address of the Service; `None`: a headless Service'),
  loadBalancerIP: clearable(anyText(), '', 'Address that a load balancer is asked for'),
  loadBalancerClass: clearable(
    orEmpty('the class of a load balancer, such as example.com/internal', QUALIFIED_NAME),
    '',
    'Which load balancer; can not be changed later',
  ),
  loadBalancerSourceRanges: clearable(
    z.array(anyText(), { error: 'a list of CIDRs' }),
    [],
    'Addresses that may come through the load balancer, such as `10.0.0.0/8`',
  ),
  externalTrafficPolicy: clearable(
    oneOfOrEmpty('Cluster', 'Local'),
    '',
    '`Local` keeps the addresses of clients, for `NodePort` and `LoadBalancer`',
  ),
  ipFamilyPolicy: clearable(
    oneOfOrEmpty('SingleStack', 'PreferDualStack', 'RequireDualStack'),
    '',
    'Whether the Service has addresses of IPv4 and IPv6',
  ),
  ipFamilies: clearable(
    z.array(oneOf('IPv4', 'IPv6'), { error: 'a list of IPv4 and IPv6' }),
    [],
    'Which of them, the first one first',
  ),
});

/** `service`. */
export const service = () =>
  section('The Service in front of the metrics', {
    type: setting(oneOf('ClusterIP', 'NodePort', 'LoadBalancer'), 'ClusterIP', 'Service type'),
    port: setting(integer(A_PORT, 1, 65_535), 8080, 'Service port'),
    ...addresses(),
    labels: clearable(labels(), {}, 'Labels of the Service beside those of the chart'),
    annotations: clearable(annotations(), {}, 'Service annotations'),
    allowedHosts: clearable(
      z.array(hostName(), { error: 'a list of names' }),
      [],
      "Names beside the Service's own that pages are served under, such as an Ingress has; `*.example.com` for all below one",
    ),
  });

/** `networkPolicy`. */
export const networkPolicy = () =>
  section('Who may connect to the harness', {
    enabled: clearable(flag(), false, 'Create a NetworkPolicy'),
    ingressFrom: clearable(
      z.array(kubernetes('NetworkPolicyPeer'), { error: 'a list of peers' }),
      [],
      "Peers that may connect to port `http`; empty: any pod of the release's namespace",
    ),
    egress: clearable(
      z.array(kubernetes('NetworkPolicyEgressRule'), { error: 'a list of rules' }),
      [],
      'Where the harness may connect to: DNS, the target, the API server; empty: anywhere',
    ),
  });
