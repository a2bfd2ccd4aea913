import * as z from 'zod/mini';
import {
  annotations,
  anyText,
  DNS_SUBDOMAIN,
  flag,
  integer,
  labels,
  oneOfOrEmpty,
  orEmpty,
} from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { once } from '../once';
import { clearable } from '../setting';

const NUMBER_OR_NONE = 'a whole number from 0, or "" for Kubernetes\' own';
const numberOrNone = once(() =>
  z.union([integer(NUMBER_OR_NONE, 0), z.literal('')], { error: NUMBER_OR_NONE }),
);

const FLAG_OR_NONE = 'true, false, or "" for Kubernetes\' own';
const flagOrNone = once(() => z.union([flag(), z.literal('')], { error: FLAG_OR_NONE }));

/** Where and how the pod runs. */
export const podValues = {
  deploymentAnnotations: () => clearable(annotations(), {}, 'Annotations of the Deployment'),
  podAnnotations: () => clearable(annotations(), {}, 'Annotations of the pod'),
  podLabels: () => clearable(labels(), {}, 'Labels of the pod beside those of the chart'),
  podSecurityContext: () =>
    clearable(
      kubernetes('PodSecurityContext'),
      {
        runAsNonRoot: true,
        runAsUser: 65534,
        runAsGroup: 65534,
        fsGroup: 65534,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      'Security context of the pod; together with the next it passes Pod Security *restricted*',
    ),
  securityContext: () =>
    clearable(
      kubernetes('SecurityContext'),
      {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        runAsUser: 65534,
      },
      'Security context of the container',
    ),
  nodeSelector: () => clearable(labels(), {}, 'Labels of the nodes to run on'),
  tolerations: () =>
    clearable(
      z.array(kubernetes('Toleration'), { error: 'a list of tolerations' }),
      [],
      'Taints of nodes that the pod accepts',
    ),
  affinity: () =>
    clearable(kubernetes('Affinity'), {}, 'Which nodes and neighbours the pod prefers'),
  topologySpreadConstraints: () =>
    clearable(
      z.array(kubernetes('TopologySpreadConstraint'), { error: 'a list of constraints' }),
      [],
      'How pods are spread over zones and nodes',
    ),
  priorityClassName: () =>
    clearable(
      orEmpty('the name of a PriorityClass', DNS_SUBDOMAIN),
      '',
      'Priority class of the pod',
    ),
  schedulerName: () => clearable(anyText(), '', 'Scheduler that places the pod'),
  runtimeClassName: () =>
    clearable(
      orEmpty('the name of a RuntimeClass', DNS_SUBDOMAIN),
      '',
      'Runtime class of the pod, such as one with a sandbox',
    ),
  dnsPolicy: () =>
    clearable(
      oneOfOrEmpty('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
      '',
      'Where the pod looks names up',
    ),
  dnsConfig: () =>
    clearable(kubernetes('PodDNSConfig'), {}, 'Name servers, domains and options beside those'),
  hostAliases: () =>
    clearable(
      z.array(kubernetes('HostAlias'), { error: 'a list of {ip, hostnames}' }),
      [],
      "Names in the pod's `/etc/hosts`",
    ),
  enableServiceLinks: () =>
    clearable(
      flagOrNone(),
      '',
      'Whether there are variables for each Service of the namespace; empty: as Kubernetes has it, `true`',
    ),
  terminationGracePeriodSeconds: () =>
    clearable(numberOrNone(), '', "Seconds that the pod has to end; empty: Kubernetes' 30"),
  revisionHistoryLimit: () =>
    clearable(numberOrNone(), '', "Old ReplicaSets that are kept; empty: Kubernetes' 10"),
  livenessProbe: () =>
    clearable(
      kubernetes('Probe'),
      {},
      'Over the built-in probe of `/healthz`, key by key; another way to ask takes its place',
    ),
  readinessProbe: () =>
    clearable(kubernetes('Probe'), {}, 'The same over the built-in probe of `/readyz`'),
  startupProbe: () =>
    clearable(kubernetes('Probe'), {}, 'What has to succeed before the other probes begin'),
  lifecycle: () =>
    clearable(
      kubernetes('Lifecycle'),
      {},
      'What runs when the container has started and before it stops',
    ),
};
