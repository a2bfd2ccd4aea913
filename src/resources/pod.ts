import type { k8s } from 'cdk8s-plus-28';
import { CHECKSUM_ANNOTATION } from '../chart/labels';
import { checksum } from '../release/config-files';
import type { Release } from '../release/release';
import { container } from './container';
import type { Plain } from './manifest';
import { volumes } from './volumes';

/** Only the fields that say something: an empty list, map or string is left out. */
function filled<T extends object>(fields: T): Partial<T> {
  const isFilled = ([, value]: [string, unknown]) =>
    typeof value === 'string' ? value !== '' : Object.keys(value as object).length > 0;
  return Object.fromEntries(Object.entries(fields).filter(isFilled)) as Partial<T>;
}

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
      containers: [container(release)],
      volumes: volumes(release),
      ...filled({
        imagePullSecrets: values.imagePullSecrets,
        // Kubernetes takes a sysctl without a value for an empty one; the type wants it said.
        securityContext: values.podSecurityContext as Plain<k8s.PodSecurityContext>,
        priorityClassName: values.priorityClassName,
        nodeSelector: values.nodeSelector,
        tolerations: values.tolerations,
        affinity: values.affinity,
        topologySpreadConstraints: spread(release),
      }),
    },
  };
}
