import type { HelmValuesErrorCode } from '../../src/helm';

/** Errors that Helm does not report: the deliberate differences. */
export const SILENT_IN_HELM: ReadonlySet<HelmValuesErrorCode> = new Set([
  'empty-name',
  'unclosed-index',
  'missing-value',
  'missing-comma',
  'lost-value',
  'imprecise-integer',
]);
