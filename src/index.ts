export { KvminiHarness } from './harness';
export type {
  KvminiHarnessProps,
  KvminiParentValues,
  KvminiSubchartProps,
  KvminiValuesFilesProps,
  ReleaseOptions,
} from './harness-props';
export {
  type Chart as HelmChart,
  type CoalescedValues,
  coalesce,
  condition,
  type Dependency as HelmDependency,
  defaultTo,
  type FileValues,
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  isTrue,
  type JsonValue,
  mergeValues,
  type Place,
  parseSet,
  parseValuesFile,
  type ReadFile,
  type ReleaseValues,
  releaseValues,
  type SetKind,
  type SetValues,
  type SubchartValues,
  subchartValues,
  userValues,
  type ValueSources,
  type Values,
} from './helm/index';
export type { Labels } from './labels';
export { getObject, type RenderedObject, renderValues, tryGetObject } from './rendered';
// KvminiValues, and every type that is part of it: the file is generated from the values' schema.
export type * from './values/kvmini-values';
export { ValuesError, type ValuesIssue } from './values/values-error';
export type { DeepPartial, KvminiValuesInput } from './values/values-input';
