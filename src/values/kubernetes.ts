/**
 * Kubernetes' own types where values pass them through: the fields that decide whether the API server takes
 * them are checked, and fields that are not known here, newer ones too, go through as they are.
 */
import * as z from 'zod/mini';
import { documented, field } from '../documented';
import {
  annotationKey,
  anyText,
  DNS_SUBDOMAIN,
  dnsLabel,
  flag,
  integer,
  oneOf,
  text,
} from './formats';
import { isMisspelt } from './nearest';

type Shape = z.core.$ZodLooseShape;

/** A Kubernetes type with a name of its own in the public interface. */
function named<const T extends Shape>(id: string, description: string, shape: T) {
  const own = looseMap(shape);
  documented.add(own, { id, description });
  return own;
}

/** A map that takes unknown keys, newer ones, but none that is a known one misspelt. */
function looseMap<const T extends Shape>(shape: T) {
  const known = Object.keys(shape);
  return z.looseObject(shape, { error: 'a map' }).check(({ value, issues }) => {
    const keys = Object.keys(value).filter((key) => isMisspelt(key, known));
    if (keys.length > 0) issues.push({ code: 'unrecognized_keys', keys, input: value });
  });
}

/** A required field with its description. */
function required<T extends z.ZodMiniType>(type: T, description: string): T {
  const own = type.clone(type._zod.def as T['_zod']['def']);
  documented.add(own, { description });
  return own;
}

/** A Kubernetes object that is passed through without a look inside. */
export const anyMap = z.looseObject({}, { error: 'a map' });
const words = z.array(anyText, { error: 'a list of strings' });
const id = integer('a user or group id from 0', 0);

export const localObjectReference = named(
  'LocalObjectReference',
  'A reference to an object in the same namespace.',
  { name: required(text('the name of a Secret', DNS_SUBDOMAIN), 'Name of the object') },
);

export const toleration = named('Toleration', 'Lets the pod run on a tainted node.', {
  key: field(annotationKey, 'Key of the taint; none, with `Exists`, for every taint'),
  operator: field(oneOf('Exists', 'Equal', 'Lt', 'Gt'), 'How the value is compared'),
  value: field(anyText, 'Value of the taint'),
  effect: field(oneOf('', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'), 'Effect of the taint'),
  tolerationSeconds: field(
    integer('a whole number of seconds', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    'Seconds until a `NoExecute` taint evicts the pod',
  ),
});

export const affinity = named('Affinity', 'Which nodes and neighbours the pod prefers.', {
  nodeAffinity: field(anyMap, 'By labels of nodes'),
  podAffinity: field(anyMap, 'Near other pods'),
  podAntiAffinity: field(anyMap, 'Away from other pods'),
});

export const topologySpreadConstraint = named(
  'TopologySpreadConstraint',
  'How pods are spread over zones or nodes.',
  {
    maxSkew: required(integer('a whole number from 1', 1), 'Most pods more than elsewhere'),
    topologyKey: required(annotationKey, 'Label of nodes that tells one place from another'),
    whenUnsatisfiable: required(
      oneOf('DoNotSchedule', 'ScheduleAnyway'),
      'What happens where the skew would be larger',
    ),
    labelSelector: field(anyMap, 'Pods that are counted'),
  },
);

const seccompProfile = looseMap({
  type: required(oneOf('RuntimeDefault', 'Localhost', 'Unconfined'), 'Which profile'),
  localhostProfile: field(anyText, 'File of the node, for `Localhost`'),
});

export const podSecurityContext = named(
  'PodSecurityContext',
  "Security settings of the pod, as Kubernetes' own type.",
  {
    runAsNonRoot: field(flag, 'Refuse to start as root'),
    runAsUser: field(id, 'User id of the process'),
    runAsGroup: field(id, 'Group id of the process'),
    fsGroup: field(id, 'Group id that owns the volumes'),
    fsGroupChangePolicy: field(oneOf('OnRootMismatch', 'Always'), 'When volumes change hands'),
    supplementalGroups: field(z.array(id, { error: 'a list of ids' }), 'More group ids'),
    seccompProfile: field(seccompProfile, 'System calls that are allowed'),
  },
);

const capabilities = looseMap({
  add: field(words, 'Capabilities to add'),
  drop: field(words, 'Capabilities to drop'),
});

export const securityContext = named(
  'SecurityContext',
  "Security settings of the container, as Kubernetes' own type.",
  {
    allowPrivilegeEscalation: field(flag, 'Let a child process gain privileges'),
    capabilities: field(capabilities, 'Linux capabilities'),
    privileged: field(flag, 'Run with the rights of the node'),
    readOnlyRootFilesystem: field(flag, 'Make everything but volumes read-only'),
    runAsNonRoot: field(flag, 'Refuse to start as root'),
    runAsUser: field(id, 'User id of the process'),
    runAsGroup: field(id, 'Group id of the process'),
    seccompProfile: field(seccompProfile, 'System calls that are allowed'),
  },
);

const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

export const envVar = named('EnvVar', 'An environment variable of the container.', {
  name: required(text('the name of an environment variable', ENV_NAME), 'Name of the variable'),
  value: field(anyText, 'Its value'),
  valueFrom: field(anyMap, 'Where the value comes from, such as `secretKeyRef`'),
});

const environmentSource = named('EnvironmentSource', 'A ConfigMap or Secret by name.', {
  name: required(text('the name of an object', DNS_SUBDOMAIN), 'Name of the object'),
  optional: field(flag, 'Start without it'),
});

export const envFromSource = named(
  'EnvFromSource',
  'A ConfigMap or Secret whose keys become environment variables.',
  {
    prefix: field(anyText, 'Put before each key'),
    configMapRef: field(environmentSource, 'The ConfigMap'),
    secretRef: field(environmentSource, 'The Secret'),
  },
);

export const volume = named(
  'Volume',
  'A volume of the pod; its source is any that Kubernetes knows.',
  {
    name: required(dnsLabel, 'Name that mounts refer to'),
  },
);

const mountPath = text('an absolute path without ":"', /^\/[^:]*$/, 4096);

export const volumeMount = named('VolumeMount', 'Where the container sees a volume.', {
  name: required(dnsLabel, 'Name of the volume'),
  mountPath: required(mountPath, 'Path in the container'),
  readOnly: field(flag, 'Mount it read-only'),
  subPath: field(anyText, 'Path in the volume'),
});

export const policyRule = named('PolicyRule', 'What the service account may do.', {
  apiGroups: field(words, 'API groups; "" is the core group'),
  resources: field(words, 'Kinds, in plural and lower case'),
  verbs: required(
    words.check(z.minLength(1, { error: 'at least one verb' })),
    'What may be done: get, list, watch and so on',
  ),
  resourceNames: field(words, 'Only the objects with these names'),
  nonResourceURLs: field(words, 'Paths of the API server that are no resources'),
});

export const networkPolicyPeer = named('NetworkPolicyPeer', 'Who may connect to the harness.', {
  podSelector: field(anyMap, 'Pods by label'),
  namespaceSelector: field(anyMap, 'Namespaces by label'),
  ipBlock: field(anyMap, 'A range of addresses'),
});
