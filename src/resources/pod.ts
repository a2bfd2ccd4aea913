import type { k8s } from 'cdk8s-plus-28';
import { imagePullSecrets } from '../chart/image';
import { CHECKSUM_ANNOTATION } from '../chart/labels';
import { checksum } from '../release/config-files';
import type { Release } from '../release/release';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { container } from './container';
import { filled, type Plain } from './manifest';
import { volumes } from './volumes';

type Container = Plain<k8s.Container>;

/** Without a selector, a constraint counts no pods, and spreads nothing: it gets the release's. */
function spread({ values, selectorLabels }: Release) {
  return values.topologySpreadConstraints.map((constraint) => ({
    labelSelector: { matchLabels: selectorLabels },
    ...constraint,
  }));
}

/** The pod: its container, volumes and where it may run. */
export function podTemplate(release: Release): Plain<k8s.PodTemplateSpec> {
  const { values } = release;
  return {
    metadata: {
      labels: { ...release.labels, ...values.podLabels },
      annotations: {
        [CHECKSUM_ANNOTATION]: checksum(release.configFiles),
        ...values.podAnnotations,
      },
    },
    spec: {
      serviceAccountName: release.serviceAccountName,
      // The pod mounts the token itself, beside the kubeconfig that points at it.
      automountServiceAccountToken: false,
      containers: [container(release), ...(values.extraContainers as readonly Container[])],
      volumes: volumes(release),
      ...filled({
        initContainers: values.initContainers as readonly Container[],
        imagePullSecrets: imagePullSecrets(values),
        securityContext: values.podSecurityContext as Plain<k8s.PodSecurityContext>,
        ...placement(values),
        topologySpreadConstraints: spread(release),
        ...network(values),
        terminationGracePeriodSeconds: values.terminationGracePeriodSeconds as number,
      }),
    },
  };
}

/** Where the pod runs, and with what. */
function placement(values: KvminiValues) {
  const { priorityClassName, schedulerName, runtimeClassName, nodeSelector, tolerations } = values;
  // As with the sysctls: a preference that says nothing may be left out.
  const affinity = values.affinity as Plain<k8s.Affinity>;
  return {
    ...{ priorityClassName, schedulerName, runtimeClassName, nodeSelector, tolerations, affinity },
  };
}

/** What names lead to which addresses in the pod. */
function network(values: KvminiValues) {
  const { dnsPolicy, dnsConfig, hostAliases, enableServiceLinks } = values;
  return { dnsPolicy, dnsConfig, hostAliases, enableServiceLinks: enableServiceLinks as boolean };
}
