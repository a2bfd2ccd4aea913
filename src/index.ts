export { KvminiHarness } from './harness';
export type { KvminiHarnessProps, KvminiSubchartProps, ReleaseOptions } from './harness-props';
export type { Labels } from './labels';
export type {
  Affinity,
  EnvFromSource,
  EnvironmentSource,
  EnvVar,
  KvminiValues,
  LocalObjectReference,
  NetworkPolicyPeer,
  PodSecurityContext,
  PolicyRule,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from './values/kvmini-values';
export { ValuesError, type ValuesIssue } from './values/values-error';
export type { DeepPartial, KvminiValuesInput } from './values/values-input';
