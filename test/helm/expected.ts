import type { HelmValuesErrorCode } from '../../src/helm';
import { DIFFERENCES } from '../../src/helm/differences';

/** Errors that Helm does not report: the deliberate differences. */
export const SILENT_IN_HELM: ReadonlySet<HelmValuesErrorCode> = new Set(
  DIFFERENCES.flatMap(({ input, error }) => ('set' in input && error ? [error] : [])),
);
