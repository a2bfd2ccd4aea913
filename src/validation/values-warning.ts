/**
 * What kind of thing a warning is about, for programs; messages may be reworded, codes stay.
 *
 * - `no-effect`: something that changes nothing, such as a `null` for a key that nobody knows
 * - `may-fail`: what the API server takes, and what may not do in the cluster what is meant
 * - `newer-kubernetes`: a field or a rule that the oldest Kubernetes the manifests are for does not know
 * - `feature-gate`: a field that Kubernetes takes only where an administrator turns a feature gate on
 */
export type ValuesWarningCode = 'no-effect' | 'may-fail' | 'newer-kubernetes' | 'feature-gate';

/** Values that are rendered, and that are probably not meant so. */
export interface ValuesWarning {
  /** What kind of thing it is about, for programs. */
  readonly code: ValuesWarningCode;
  /** Where, for example `replicaCount`. */
  readonly path: string;
  /** What may go wrong and what to do, as one line without the path; it never shows what may be a secret. */
  readonly message: string;
}

/** A warning as one line, for people. */
export const warningLine = ({ path, message }: ValuesWarning): string => `${path}: ${message}`;
