export { type CoalescedValues, coalesce, mergeValues } from './coalesce';
export { condition } from './condition';
export {
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  type Place,
} from './error';
export type { JsonValue, Values } from './json';
export type { ReadFile } from './read-file';
export { parseSet, type SetValues } from './set';
export type { SetKind } from './set-kind';
export {
  type Chart,
  type Dependency,
  type ReleaseValues,
  releaseValues,
  type SubchartValues,
  subchartValues,
} from './subchart';
export { defaultTo, isTrue } from './truth';
export { userValues, type ValueSources } from './user-values';
export { type FileValues, parseValuesFile } from './yaml';
