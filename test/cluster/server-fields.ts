import type { Answer, ApiObject } from './api';
import { at, type Keys, keysOf } from './sets/paths';

/** Where values come to stand in an object: of a list, the last items are the user's. */
type Places = readonly (readonly [field: string, value: string])[];

const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers[0]`;

/** Values that stand in the pod under their own name. */
const SAME_NAME = [
  'affinity',
  'dnsConfig',
  'dnsPolicy',
  'enableServiceLinks',
  'hostAliases',
  'nodeSelector',
  'priorityClassName',
  'runtimeClassName',
  'schedulerName',
  'terminationGracePeriodSeconds',
  'tolerations',
  'topologySpreadConstraints',
];

const PLACES: Readonly<Record<string, Places>> = {
  Deployment: [
    [`${POD}.volumes`, 'extraVolumes'],
    [`${CONTAINER}.env`, 'extraEnv'],
    [`${CONTAINER}.envFrom`, 'extraEnvFrom'],
    [`${CONTAINER}.volumeMounts`, 'extraVolumeMounts'],
    [`${CONTAINER}.securityContext`, 'securityContext'],
    [`${CONTAINER}.resources`, 'resources'],
    [`${CONTAINER}.imagePullPolicy`, 'image.pullPolicy'],
    [`${CONTAINER}.image`, 'image.repository'],
    [`${CONTAINER}.livenessProbe`, 'livenessProbe'],
    [`${CONTAINER}.readinessProbe`, 'readinessProbe'],
    [`${CONTAINER}.startupProbe`, 'startupProbe'],
    [`${CONTAINER}.lifecycle`, 'lifecycle'],
    [`${POD}.containers`, 'extraContainers'],
    [`${POD}.initContainers`, 'initContainers'],
    ...SAME_NAME.map((name) => [`${POD}.${name}`, name] as const),
    [`${POD}.securityContext`, 'podSecurityContext'],
    [`${POD}.imagePullSecrets`, 'imagePullSecrets'],
    [`${POD}.serviceAccountName`, 'serviceAccount.name'],
    ['spec.template.metadata.labels', 'podLabels'],
    ['spec.template.labels', 'podLabels'],
    ['spec.template.metadata.annotations', 'podAnnotations'],
    ['spec.template.annotations', 'podAnnotations'],
    ['spec.replicas', 'replicaCount'],
    ['spec.revisionHistoryLimit', 'revisionHistoryLimit'],
    ['metadata.annotations', 'deploymentAnnotations'],
    ['metadata.name', 'fullnameOverride'],
  ],
  PersistentVolumeClaim: [
    ['spec.resources.requests.storage', 'persistence.size'],
    ['spec.resources.requests', 'persistence.size'],
    ['spec.resources[storage]', 'persistence.size'],
    ['spec.storageClassName', 'persistence.storageClass'],
    ['spec.accessModes', 'persistence.accessMode'],
    ['metadata.annotations', 'persistence.annotations'],
    ['metadata.labels', 'persistence.labels'],
    ['spec.selector', 'persistence.selector'],
    ['spec.volumeName', 'persistence.volumeName'],
    ['spec.dataSource', 'persistence.dataSource'],
  ],
  ServiceAccount: [
    ['metadata.annotations', 'serviceAccount.annotations'],
    ['metadata.name', 'serviceAccount.name'],
    ['automountServiceAccountToken', 'serviceAccount.automountServiceAccountToken'],
  ],
  Service: [
    ['metadata.annotations', 'service.annotations'],
    ['metadata.labels', 'service.labels'],
    ['spec.ports[0].port', 'service.port'],
    ['spec.ports[0].nodePort', 'service.nodePort'],
    ['spec.clusterIPs', 'service.clusterIP'],
    ['spec', 'service'],
  ],
  NetworkPolicy: [
    ['spec.ingress[0].from', 'networkPolicy.ingressFrom'],
    ['spec.egress', 'networkPolicy.egress'],
  ],
  PodDisruptionBudget: [['spec', 'podDisruptionBudget']],
  ClusterRole: [['rules', 'rbac.rules']],
  Role: [['rules', 'rbac.rules']],
  ServiceMonitor: [
    ['spec.endpoints[0]', 'monitoring.serviceMonitor'],
    ['spec.jobLabel', 'monitoring.serviceMonitor.jobLabel'],
    ['metadata', 'monitoring.serviceMonitor'],
  ],
  PrometheusRule: [['metadata', 'monitoring.prometheusRule']],
  ConfigMap: [['metadata', 'monitoring.dashboard']],
};

/** A field that the API server names, as the keys of an object; lists that it names without an index have none. */
export type Field = Keys;

/** `env[0]`'s list is the chart's own items, then the user's. */
function fromValue(keys: Keys, place: Keys, value: Keys, object: ApiObject, values: unknown): Keys {
  const rest = keys.slice(place.length);
  const [index] = rest;
  const rendered = at(object, place);
  const given = at(values, value);
  if (typeof index !== 'number' || !Array.isArray(rendered)) return [...value, ...rest];
  const own = rendered.length - (Array.isArray(given) ? given.length : 0);
  return [...value, index - own, ...rest.slice(1)];
}

const isBelow = (keys: Keys, place: Keys) => place.every((key, index) => keys[index] === key);
const unnumbered = (keys: Keys) => keys.filter((key) => typeof key !== 'number');

/** Labels and annotations of one object may be those of all. */
function ofAllObjects(field: Field, values: unknown): Keys[] {
  const found = [
    ['labels', 'commonLabels'],
    ['annotations', 'commonAnnotations'],
  ].filter(([name = '', value = '']) => field.includes(name) && at(values, [value]) !== undefined);
  return found.map(([name = '', value = '']) => [value, ...field.slice(field.indexOf(name) + 1)]);
}

/** Whether it is one of the user's own, whole. */
const isOfUser = ({ kind, metadata }: ApiObject, values: unknown) =>
  Object.values(at(values, ['extraObjects']) ?? {}).some(
    (own) => at(own, ['kind']) === kind && at(own, ['metadata', 'name']) === metadata.name,
  );

/** The value's path that a field of an object comes from; nothing where the chart itself made it, several where it may be each. */
export function valuePaths(object: ApiObject, field: Field, values: unknown): readonly Keys[] {
  if (isOfUser(object, values)) return [['extraObjects']];
  const unclear = ofAllObjects(field, values);
  for (const [text, value] of PLACES[object.kind] ?? []) {
    const place = keysOf(text);
    if (isBelow(field, place))
      return [...unclear, fromValue(field, place, keysOf(value), object, values)];
    // Where a type is wrong, the API server names the field without indexes.
    const bare = unnumbered(place);
    if (bare.length < place.length && isBelow(field, bare))
      unclear.push([...keysOf(value), ...field.slice(bare.length)]);
  }
  return unclear;
}

const DECODED = [
  /unknown field "([^"]+)"/g,
  /duplicate field "([^"]+)"/g,
  /Go struct field [^.\s]+\.(\S+) of type/g,
];

/** What the API server calls a field, where that is not its name. */
const MISNAMED: readonly (readonly [RegExp, string])[] = [
  // Structs in structs, and two keys of a list at once.
  [/\.[A-Z][A-Za-z]+(?=\.)/g, ''],
  [/\.\{(\w+), \w+\}$/, '.$1'],
  [/LoadBalancerSourceRanges/, 'loadBalancerSourceRanges'],
  [/\.persistentDisk\./, '.gcePersistentDisk.'],
  [/\.downwardAPI\.(?=fieldRef|resourceFieldRef|mode)/, '.downwardAPI.items.'],
];

const rightName = (field: string) =>
  MISNAMED.reduce((name, [wrong, right]) => name.replace(wrong, right), field);

/** The fields that the API server names where it refuses an object; none where it names none. */
export function fieldsNamed({ body }: Answer): Field[] {
  const causes: { field?: string }[] = body.details?.causes ?? [];
  const named = causes.flatMap(({ field }) => (field && field !== '<nil>' ? [field] : []));
  const decoded = DECODED.flatMap((form) =>
    [...String(body.message).matchAll(form)].map(([, field]) => field ?? ''),
  );
  return (named.length > 0 ? named : decoded).map((field) => keysOf(rightName(field)));
}
