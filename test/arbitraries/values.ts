import * as fc from 'fast-check';
import type { KvminiValues, KvminiValuesInput } from '../../src';
import type { DeepPartial } from '../../src/values/values-input';
import { benchmark } from './benchmark';
import * as k8s from './kubernetes';
import { partial } from './partial';
import { resources } from './resources';
import { minAvailable, monitoring, rbac } from './sections';
import { annotations, dnsLabel, dnsSubdomain, labels, letterFirstLabel, tag, text } from './text';

type Coupled = 'nameOverride' | 'fullnameOverride' | 'extraVolumes' | 'extraVolumeMounts';

/** By section: a new value of the schema without an arbitrary does not compile. */
type Sections = {
  readonly [K in Exclude<keyof KvminiValues, Coupled>]: fc.Arbitrary<DeepPartial<KvminiValues[K]>>;
};

const upTo = <T>(maxLength: number, one: fc.Arbitrary<T>) => fc.array(one, { maxLength });
const often = () => fc.oneof({ arbitrary: fc.constant(true), weight: 3 }, fc.boolean());
const quantity = () => fc.constantFrom('10Gi', '500Mi', '1e9', '0.5Ti', 5_000_000_000, 1e21);

const sections: Sections = {
  enabled: fc.boolean(),
  replicaCount: fc.oneof(fc.nat(3), fc.nat()),
  image: partial(['image'], {
    repository: fc.constantFrom('kvmini', 'registry.example.com:5000/a/b_c', 'a/b-c.d'),
    tag: tag(),
    pullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
  }),
  imagePullSecrets: upTo(2, k8s.localObjectReference()),
  resources: resources(),
  persistence: partial(['persistence'], {
    enabled: often(),
    size: quantity(),
    storageClass: fc.oneof(fc.constantFrom('', '-', 'true', '1'), dnsLabel()),
    accessMode: fc.constantFrom(
      'ReadWriteOnce',
      'ReadWriteOncePod',
      'ReadWriteMany',
      'ReadOnlyMany',
    ),
    existingClaim: fc.oneof(fc.constant(''), dnsSubdomain()),
    annotations: annotations(),
  }),
  serviceAccount: partial(['serviceAccount'], {
    create: often(),
    name: fc.oneof(fc.constant(''), dnsSubdomain()),
    annotations: annotations(),
  }),
  rbac: rbac(),
  service: partial(['service'], {
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    port: fc.integer({ min: 1, max: 65_535 }),
    annotations: fc.oneof(
      annotations(),
      fc.record({ 'prometheus.io/scrape': fc.constantFrom('', 'false') }),
    ),
  }),
  benchmark: benchmark(),
  global: partial(['global'], {
    isvc: partial(['global', 'isvc'], {
      name: fc.oneof(fc.constant(''), letterFirstLabel()),
      namespace: fc.oneof(fc.constantFrom('', 'benchmark', 'ml-prod'), dnsLabel()),
    }),
    model: partial(['global', 'model'], { storageUri: text() }),
  }),
  monitoring: monitoring(),
  networkPolicy: partial(['networkPolicy'], {
    enabled: often(),
    ingressFrom: upTo(3, k8s.networkPolicyPeer()),
  }),
  podDisruptionBudget: partial(['podDisruptionBudget'], {
    enabled: often(),
    minAvailable: minAvailable(),
  }),
  podAnnotations: annotations(),
  podLabels: labels(),
  podSecurityContext: k8s.podSecurityContext(),
  securityContext: k8s.securityContext(),
  nodeSelector: labels(),
  tolerations: upTo(3, k8s.toleration()),
  affinity: k8s.affinity(),
  topologySpreadConstraints: upTo(2, k8s.topologySpreadConstraint()),
  priorityClassName: fc.oneof(fc.constant(''), dnsSubdomain()),
  extraEnv: k8s.envVars(),
  extraEnvFrom: upTo(2, k8s.envFromSource()),
};

/**
 * Values that the library takes, of every key of the schema; each key, and each key in a section, may be
 * missing, and null where that clears it.
 *
 * The names are left out, since they depend on the release's: see `validInstallation`.
 */
export function validValues(): fc.Arbitrary<KvminiValuesInput> {
  const volumes = fc.oneof(fc.constant({}), k8s.volumesAndMounts());
  return fc
    .tuple(partial([], sections), volumes)
    .map(([values, more]): KvminiValuesInput => ({ ...values, ...more }) as KvminiValuesInput);
}
