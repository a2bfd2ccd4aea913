import * as z from 'zod/mini';
import { annotations, DNS_SUBDOMAIN, labels, orEmpty } from './formats';
import { kubernetes } from './kubernetes/kubernetes';
import { clearable } from './setting';

// The values that go into the pod as Kubernetes spells them; part of the schema in `schema.ts`.

/** Where and how the pod runs. */
export const podValues = {
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
};

/** What a user adds to the container. */
export const extraValues = {
  extraEnv: () =>
    clearable(
      z.array(kubernetes('EnvVar'), { error: 'a list of variables such as {name: A, value: b}' }),
      [],
      'More environment variables, such as an API key from a Secret',
    ),
  extraEnvFrom: () =>
    clearable(
      z.array(kubernetes('EnvFromSource'), { error: 'a list of sources' }),
      [],
      'ConfigMaps and Secrets whose keys become environment variables',
    ),
  extraVolumes: () =>
    clearable(
      z.array(kubernetes('Volume'), { error: 'a list of volumes' }),
      [],
      'More volumes of the pod',
    ),
  extraVolumeMounts: () =>
    clearable(
      z.array(kubernetes('VolumeMount'), { error: 'a list of mounts' }),
      [],
      'Where the container sees them',
    ),
};
