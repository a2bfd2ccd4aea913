export type { Labels } from './chart/labels';
export type {
  KvminiHarnessProps,
  KvminiSubchartProps,
  KvminiValuesFilesProps,
  ReleaseOptions,
} from './construct/props';
export { KvminiHarness } from './harness';
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
export { getObject, type RenderedObject, renderValues, tryGetObject } from './testing';
export { ValuesError, type ValuesIssue } from './validation/values-error';
// KvminiValues, and every type that is part of it: the file is generated from the values' schema.
export type * from './values/generated/kvmini-values';
export type { DeepPartial, KvminiValuesInput } from './values/values-input';
