export type { Labels } from './chart/labels';
export type {
  KvminiHarnessProps,
  KvminiParentValues,
  KvminiSubchartProps,
  KvminiValuesFilesProps,
  ReleaseOptions,
} from './construct/props';
export type {
  KvminiRunBench,
  KvminiRunClaim,
  KvminiRunSchedule,
  KvminiRunSettings,
  KvminiRunTarget,
} from './construct/run-props';
export { KvminiHarness } from './harness';
/** Helm's value semantics: `helm.userValues`, `helm.coalesce`, `helm.parseSet` and what belongs to them. */
export * as helm from './helm/index';
export { KvminiRun, type KvminiRunProps } from './run';
export { getObject, type RenderedObject, renderValues, tryGetObject } from './testing';
export { ValuesError, type ValuesIssue, type ValuesIssueCode } from './validation/values-error';
export type { ValuesWarning, ValuesWarningCode } from './validation/values-warning';
// KvminiValues, and every type that is part of it: the file is generated from the values' schema.
export type * from './values/generated/kvmini-values';
export type { DeepPartial, KvminiValuesInput } from './values/values-input';
