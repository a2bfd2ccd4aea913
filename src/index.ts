export { KvminiHarness } from './harness';
export type { KvminiHarnessProps, KvminiSubchartProps, ReleaseOptions } from './harness-props';
export type { Labels } from './labels';
// KvminiValues, and every type that is part of it: the file is generated from the values' schema.
export type * from './values/kvmini-values';
export { ValuesError, type ValuesIssue } from './values/values-error';
export type { DeepPartial, KvminiValuesInput } from './values/values-input';
