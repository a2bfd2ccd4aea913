import * as z from 'zod/mini';
import {
  anyText,
  DNS_SUBDOMAIN,
  dnsLabel,
  integer,
  labelKey,
  labels,
  labelValue,
  numberOrText,
  text,
} from '../formats';
import { once } from '../once';

/** The name of a Kubernetes object that the release does not make. */
const objectName = once(() => text('the name of an object', DNS_SUBDOMAIN));

const id = once(() => integer('a user or group id from 0', 0));

const weight = once(() => integer('a weight from 1 to 100', 1, 100));

const atLeastOne = once(() => integer('a whole number from 1', 1));

const PORT = 'a port: a number from 1 to 65535, or a name';
const PORT_NAME = /^([a-z0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const portNumber = once(() => integer('a port from 1 to 65535', 1, 65_535));

const portOrName = once(() => numberOrText(PORT, integer(PORT, 1, 65_535), PORT_NAME));

/**
 * The form of what Kubernetes only calls a string or a number, by `Type.field`.
 *
 * What two fields decide together is a rule in `validation/rules/`.
 */
export const FORMATS: Readonly<Record<string, () => z.ZodMiniType>> = {
  'ConfigMapEnvSource.name': objectName,
  'ConfigMapKeySelector.name': objectName,
  'ConfigMapProjection.name': objectName,
  'ConfigMapVolumeSource.name': objectName,
  'Container.name': dnsLabel,
  'ContainerPort.containerPort': portNumber,
  'GRPCAction.port': portNumber,
  'HTTPGetAction.port': portOrName,
  'LabelSelector.matchLabels': labels,
  'LabelSelectorRequirement.key': labelKey,
  'LocalObjectReference.name': once(() => text('the name of a Secret', DNS_SUBDOMAIN)),
  'NetworkPolicyPort.port': portOrName,
  'NodeSelectorRequirement.key': labelKey,
  'PersistentVolumeClaimVolumeSource.claimName': objectName,
  'PodAffinityTerm.topologyKey': labelKey,
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
  'RelabelConfig.modulus': once(() => integer('a whole number from 0', 0, Number.MAX_SAFE_INTEGER)),
  'SecretEnvSource.name': objectName,
  'SecretKeySelector.name': objectName,
  'SecretProjection.name': objectName,
  'SecretVolumeSource.secretName': objectName,
  'SecurityContext.runAsGroup': id,
  'SecurityContext.runAsUser': id,
  'TCPSocketAction.port': portOrName,
  'Toleration.tolerationSeconds': once(() =>
    integer('a whole number of seconds', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  ),
  'Toleration.value': labelValue,
  'TopologySpreadConstraint.maxSkew': atLeastOne,
  'TopologySpreadConstraint.minDomains': atLeastOne,
  'TopologySpreadConstraint.topologyKey': labelKey,
  'Volume.name': dnsLabel,
  'VolumeMount.name': dnsLabel,
  'WeightedPodAffinityTerm.weight': weight,
};
