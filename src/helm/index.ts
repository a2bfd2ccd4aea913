export { type CoalescedValues, coalesce, mergeValues } from './coalesce';
export {
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  type Place,
} from './error';
export type { JsonValue, Values } from './json';
export { defaultTo, isTrue } from './truth';
