import type { KvminiValues } from './generated/kvmini-values';

type Scalar = string | number | boolean;

/** What stands in a list: what may be left out there may be null as well, which is the same to Kubernetes. */
type InList<T> = unknown extends T
  ? T
  : T extends Scalar | undefined
    ? T
    : { readonly [K in keyof T]: InList<T[K]> | (undefined extends T[K] ? null : never) };

/** What a user may leave out, at every level of a map; a list is given whole. */
export type DeepPartial<T> = unknown extends T
  ? T
  : T extends Scalar | undefined
    ? T
    : T extends readonly unknown[]
      ? InList<T>
      : { readonly [K in keyof T]?: DeepPartial<T[K]> | null | undefined };

/**
 * What a user writes: any part of {@link KvminiValues}.
 *
 * As in Helm, maps are filled from the defaults, lists replace them, and `null` deletes a default.
 */
export type KvminiValuesInput = DeepPartial<KvminiValues>;
