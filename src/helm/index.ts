export { type CoalescedValues, coalesce } from './charts/coalesce';
export { condition } from './charts/condition';
export {
  type Chart,
  type Dependency,
  type ReleaseValues,
  releaseValues,
  type SubchartValues,
  subchartValues,
} from './charts/subchart';
export {
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  type Place,
} from './error';
export type { JsonValue, Values } from './json';
export { mergeValues } from './merge';
export type { SetKind } from './set/kind';
export type { ReadFile } from './set/read-file';
export { parseSet, type SetValues, type TextPaths } from './set/set';
export { defaultTo, isTrue } from './truth';
export { userValues, type ValueSources } from './user-values';
export { type FileValues, parseValuesFile } from './yaml/file';
