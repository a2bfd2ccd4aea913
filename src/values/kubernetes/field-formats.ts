import * as z from 'zod/mini';
import {
  anyText,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  dnsLabel,
  integer,
  LABEL_VALUE,
  labelKey,
  labels,
  numberOrText,
  orEmpty,
  text,
} from '../formats';
import { once } from '../once';

/** The name of a Kubernetes object that the release does not make. */
const objectName = once(() => text('the name of an object', DNS_SUBDOMAIN));

const id = once(() => integer('a user or group id from 0', 0));

const weight = once(() => integer('a weight from 1 to 100', 1, 100));

const atLeastOne = once(() => integer('a whole number from 1', 1));

/** Where a claim's data comes from, and what it is. */
const aName = once(() => text('a text that is not empty', /^[\s\S]+$/, Number.MAX_SAFE_INTEGER));
const apiGroup = once(() => orEmpty('an API group', DNS_SUBDOMAIN));

/** A label's value, or a number below zero, which Gt and Lt compare with. */
const tolerationValue = once(() =>
  text(
    'a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and ".", or a whole number',
    new RegExp(`${LABEL_VALUE.source}|^-[1-9][0-9]*$`),
    63,
  ),
);

const signerName = once(() =>
  text(
    'the name of a signer, such as example.com/signer',
    new RegExp(`${DNS_SUBDOMAIN.source.slice(0, -1)}/.+$`),
    571,
  ),
);

/** Of a signer, with its slashes as colons before the last one; or of none. */
const bundleName = once(() =>
  text(
    'the name of a ClusterTrustBundle',
    new RegExp(`^([^/]*:)?${DNS_SUBDOMAIN.source.slice(1)}`),
    571,
  ),
);

const className = once(() => orEmpty('the name of a class', DNS_SUBDOMAIN));

/** As Go splits a host from its port, several of them with commas. */
const HOST_PORT = '(\\[[^\\[\\],]*\\]|[^:,\\[\\]]*):[^:,\\[\\]]*';
const HOST_PORTS = new RegExp(`^${HOST_PORT}(,${HOST_PORT})*$`);

/** A user that is more than dots and blanks, with an optional domain before a backslash. */
const NOT_IN_USER = '"/\\\\:;|=,+*?<>@\\[\\]\\x00-\\x1f';
const NOT_IN_DOMAIN = '\\\\/:*?"<>|\\x00-\\x1f';
const WINDOWS_USER = new RegExp(
  `^([^.${NOT_IN_DOMAIN}][^${NOT_IN_DOMAIN}]{0,254}\\\\)?[. ]*[^. ${NOT_IN_USER}][^${NOT_IN_USER}]{0,103}$`,
);

const PORT = 'a port: a number from 1 to 65535, or a name of at most 15 characters';
/** The form of a port's name, which has 15 characters at most: no look-ahead, which Helm's schema check does not know. */
export const PORT_NAME = /^([a-z0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const portNumber = once(() => integer('a port from 1 to 65535', 1, 65_535));

const portOrName = once(() => numberOrText(PORT, integer(PORT, 1, 65_535), PORT_NAME, 15));

/**
 * The form of what Kubernetes only calls a string or a number, by `Type.field`.
 *
 * What two fields decide together is a rule in `validation/rules/`.
 */
export const FORMATS: Readonly<Record<string, () => z.ZodMiniType>> = {
  'ClusterTrustBundleProjection.name': bundleName,
  'ClusterTrustBundleProjection.signerName': signerName,
  'ConfigMapEnvSource.name': objectName,
  'ConfigMapKeySelector.name': objectName,
  'Container.name': dnsLabel,
  'ContainerPort.containerPort': portNumber,
  'GRPCAction.port': portNumber,
  'HTTPGetAction.port': portOrName,
  'LabelSelector.matchLabels': labels,
  'LabelSelectorRequirement.key': labelKey,
  'NetworkPolicyPort.port': portOrName,
  'NodeSelectorRequirement.key': labelKey,
  'ISCSIVolumeSource.initiatorName': aName,
  'ObjectFieldSelector.apiVersion': once(() => z.enum(['', 'v1'], { error: 'v1' })),
  'PersistentVolumeClaimSpec.storageClassName': className,
  'PersistentVolumeClaimSpec.volumeAttributesClassName': className,
  'PersistentVolumeClaimVolumeSource.claimName': objectName,
  'PodAffinityTerm.topologyKey': labelKey,
  'PodCertificateProjection.signerName': signerName,
  'PodSecurityContext.fsGroup': id,
  'PodSecurityContext.runAsGroup': id,
  'PodSecurityContext.runAsUser': id,
  'PodSecurityContext.supplementalGroups': once(() => z.array(id(), { error: 'a list of ids' })),
  'PolicyRule.verbs': once(() =>
    z
      .array(anyText(), { error: 'a list of strings' })
      .check(z.minLength(1, { error: 'at least one verb' })),
  ),
  'PreferredSchedulingTerm.weight': weight,
  'QuobyteVolumeSource.registry': once(() =>
    text('host:port, or several with commas', HOST_PORTS, Number.MAX_SAFE_INTEGER),
  ),
  'QuobyteVolumeSource.tenant': once(() => text('at most 64 characters', /^[\s\S]*$/, 64)),
  'RelabelConfig.modulus': once(() => integer('a whole number from 0', 0, Number.MAX_SAFE_INTEGER)),
  'SecretEnvSource.name': objectName,
  'SecretKeySelector.name': objectName,
  'SecurityContext.runAsGroup': id,
  'SecurityContext.runAsUser': id,
  'StorageOSVolumeSource.volumeNamespace': once(() => orEmpty('a DNS label', DNS_LABEL)),
  'TCPSocketAction.port': portOrName,
  'Toleration.tolerationSeconds': once(() =>
    integer('a whole number of seconds', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  ),
  'Toleration.value': tolerationValue,
  'TopologySpreadConstraint.maxSkew': atLeastOne,
  'TopologySpreadConstraint.minDomains': atLeastOne,
  'TypedLocalObjectReference.apiGroup': apiGroup,
  'TypedLocalObjectReference.kind': aName,
  'TypedLocalObjectReference.name': aName,
  'TypedObjectReference.apiGroup': apiGroup,
  'TypedObjectReference.kind': aName,
  'TypedObjectReference.name': aName,
  'Volume.name': dnsLabel,
  'VolumeMount.name': dnsLabel,
  'WeightedPodAffinityTerm.weight': weight,
  'WindowsSecurityContextOptions.hostProcess': once(() =>
    z.literal(false, { error: "false, since the pod is not in the node's network" }),
  ),
  'WindowsSecurityContextOptions.runAsUserName': once(() =>
    text('a user of Windows, such as ContainerUser or DOMAIN\\user', WINDOWS_USER, 360),
  ),
};
