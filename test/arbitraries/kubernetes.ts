import * as fc from 'fast-check';
import type * as values from '../../src/values/generated/kvmini-values';
import { upTo } from './basics';
import { dnsLabel, dnsSubdomain, labels, labelValue, qualifiedName, text } from './text';

/** A group of fields, each of which may be left out. */
const some = <T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] });

const labelSelector = () => some({ matchLabels: labels() });

export const localObjectReference = (): fc.Arbitrary<values.LocalObjectReference> =>
  fc.record({ name: dnsSubdomain() });

export const toleration = (): fc.Arbitrary<values.Toleration> =>
  fc.oneof(
    fc.record({ operator: fc.constant('Exists' as const) }),
    fc.record({ key: qualifiedName(), operator: fc.constant('Exists' as const) }),
    fc.record({ key: qualifiedName(), value: labelValue() }),
    fc.record({
      key: qualifiedName(),
      operator: fc.constant('Equal' as const),
      value: labelValue(),
      effect: fc.constantFrom('NoSchedule', 'PreferNoSchedule'),
    }),
    fc.record({
      key: qualifiedName(),
      effect: fc.constant('NoExecute' as const),
      tolerationSeconds: fc.maxSafeInteger(),
    }),
  );

const weight = () => fc.integer({ min: 1, max: 100 });

const podAffinityTerm = () =>
  fc.record(
    {
      topologyKey: qualifiedName(),
      labelSelector: labelSelector(),
      namespaces: upTo(2, dnsLabel()),
    },
    { requiredKeys: ['topologyKey'] },
  );

const nodeSelectorTerm = () =>
  fc.record({
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({
          key: qualifiedName(),
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.array(labelValue(), { minLength: 1, maxLength: 2 }),
        }),
        fc.record({ key: qualifiedName(), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  });

const podAffinity = (): fc.Arbitrary<values.PodAffinity> =>
  some({
    preferredDuringSchedulingIgnoredDuringExecution: upTo(
      2,
      fc.record({ weight: weight(), podAffinityTerm: podAffinityTerm() }),
    ),
    requiredDuringSchedulingIgnoredDuringExecution: upTo(2, podAffinityTerm()),
  });

export const affinity = (): fc.Arbitrary<values.Affinity> =>
  some({
    nodeAffinity: some({
      preferredDuringSchedulingIgnoredDuringExecution: upTo(
        2,
        fc.record({ weight: weight(), preference: nodeSelectorTerm() }),
      ),
      requiredDuringSchedulingIgnoredDuringExecution: fc.record({
        nodeSelectorTerms: fc.array(nodeSelectorTerm(), { minLength: 1, maxLength: 2 }),
      }),
    }),
    podAffinity: podAffinity(),
    podAntiAffinity: podAffinity(),
  });

const topologySpreadConstraint = (): fc.Arbitrary<values.TopologySpreadConstraint> =>
  fc.record(
    {
      maxSkew: fc.integer({ min: 1, max: 100 }),
      topologyKey: qualifiedName(),
      whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'ScheduleAnyway'),
      labelSelector: labelSelector(),
      nodeTaintsPolicy: fc.constantFrom('Honor', 'Ignore'),
    },
    { requiredKeys: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'] },
  );

/** No two of one topology: the API server refuses those. */
export const topologySpreadConstraints = (): fc.Arbitrary<values.TopologySpreadConstraint[]> =>
  fc.uniqueArray(topologySpreadConstraint(), {
    maxLength: 2,
    selector: ({ topologyKey, whenUnsatisfiable }) => `${topologyKey} ${whenUnsatisfiable}`,
  });

const id = () => fc.integer({ min: 1, max: 2 ** 31 - 1 });

const seccompProfile = () =>
  fc.oneof(
    fc.record({ type: fc.constantFrom('RuntimeDefault', 'Unconfined') }),
    fc.record({ type: fc.constant('Localhost' as const), localhostProfile: dnsLabel() }),
  );

export const podSecurityContext = (): fc.Arbitrary<values.PodSecurityContext> =>
  some({
    runAsNonRoot: fc.boolean(),
    runAsUser: id(),
    runAsGroup: fc.nat(),
    fsGroup: fc.nat(),
    fsGroupChangePolicy: fc.constantFrom('OnRootMismatch', 'Always'),
    supplementalGroups: upTo(3, fc.nat()),
    seccompProfile: seccompProfile(),
    supplementalGroupsPolicy: fc.constantFrom('Merge', 'Strict'),
  });

const capability = () => fc.constantFrom('NET_ADMIN', 'SYS_TIME', 'CHOWN');

export const securityContext = (): fc.Arbitrary<values.SecurityContext> =>
  fc.oneof(
    some({
      allowPrivilegeEscalation: fc.boolean(),
      capabilities: some({ add: upTo(2, capability()), drop: upTo(2, fc.constant('ALL')) }),
      readOnlyRootFilesystem: fc.boolean(),
      runAsNonRoot: fc.boolean(),
      runAsUser: id(),
      runAsGroup: fc.nat(),
      seccompProfile: seccompProfile(),
      procMount: fc.constant('Default'),
    }),
    fc.record({
      privileged: fc.constant(true),
      allowPrivilegeEscalation: fc.constant(true),
      runAsNonRoot: fc.constant(false),
      runAsUser: fc.constant(0),
    }),
  );

const environmentName = () => fc.stringMatching(/^[A-JL-Z_a-z][-._A-Z0-9a-z]{0,12}$/);

/** A key of a ConfigMap or Secret. */
const dataKey = () => fc.stringMatching(/^[A-Za-z0-9][-._A-Za-z0-9]{0,12}$/);

const valueFrom = () =>
  fc.oneof(
    fc.record({ secretKeyRef: fc.record({ name: dnsSubdomain(), key: dataKey() }) }),
    fc.record({ fieldRef: fc.record({ fieldPath: fc.constant('status.podIP') }) }),
  );

const envVar = (): fc.Arbitrary<values.EnvVar> =>
  fc.oneof(
    fc.record({ name: environmentName(), value: text() }, { requiredKeys: ['name'] }),
    fc.record({ name: environmentName(), valueFrom: valueFrom() }),
  );

export const envVars = (): fc.Arbitrary<values.EnvVar[]> =>
  fc.uniqueArray(envVar(), { maxLength: 4, selector: ({ name }) => name });

export const envFromSource = (): fc.Arbitrary<values.EnvFromSource> => {
  const source = fc.record(
    { name: dnsSubdomain(), optional: fc.boolean() },
    { requiredKeys: ['name'] },
  );
  return fc.oneof(
    fc.record(
      { prefix: environmentName(), configMapRef: source },
      { requiredKeys: ['configMapRef'] },
    ),
    fc.record({ prefix: environmentName(), secretRef: source }, { requiredKeys: ['secretRef'] }),
  );
};

const words = () => fc.array(text(), { minLength: 1, maxLength: 3 });

export const resourceRule = (): fc.Arbitrary<values.PolicyRule> =>
  fc.record(
    { apiGroups: words(), resources: words(), verbs: words(), resourceNames: upTo(2, text()) },
    { requiredKeys: ['apiGroups', 'resources', 'verbs'] },
  );

export const urlRule = (): fc.Arbitrary<values.PolicyRule> =>
  fc.record({ nonResourceURLs: words(), verbs: words() });

export const networkPolicyPeer = (): fc.Arbitrary<values.NetworkPolicyPeer> =>
  fc.oneof(
    fc.record({ podSelector: labelSelector() }),
    fc.record({ podSelector: labelSelector(), namespaceSelector: labelSelector() }),
    fc.record({ namespaceSelector: fc.constant({}) }),
    fc.record({ ipBlock: fc.constantFrom({ cidr: '10.0.0.0/8' }, { cidr: 'fd00::/8' }) }),
    fc.record({ ipBlock: fc.constant({ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }) }),
  );

const volumeSource = () =>
  fc.oneof(
    fc.constant({ emptyDir: {} }),
    fc.record({ configMap: fc.record({ name: dnsSubdomain() }) }),
    fc.record({ secret: fc.record({ secretName: dnsSubdomain(), defaultMode: fc.nat(511) }) }),
    fc.record({
      csi: fc.record(
        { driver: dnsLabel(), readOnly: fc.boolean(), volumeAttributes: labels() },
        { requiredKeys: ['driver'] },
      ),
    }),
  );

/** Volumes with a mount for some of them, all at places of their own. */
export const volumesAndMounts = () =>
  fc
    .uniqueArray(fc.tuple(dnsLabel(), volumeSource(), fc.nat(2), fc.boolean()), {
      maxLength: 3,
      selector: ([name]) => name,
    })
    .filter((all) => all.every(([name]) => !['data', 'config', 'tmp'].includes(name)))
    .map((all) => ({
      extraVolumes: all.map(([name, source]): values.Volume => ({ name, ...source })),
      extraVolumeMounts: all.flatMap(([name, , times, readOnly]): values.VolumeMount[] =>
        Array.from({ length: times }, (_, index) => ({
          name,
          mountPath: `/mnt/${name}/${index}`,
          readOnly,
        })),
      ),
    }));
