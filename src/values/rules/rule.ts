import type { LocatedIssue } from '../issues';
import type { KvminiValues } from '../kvmini-values';

type Section = keyof KvminiValues;

/** Something that no single value decides. */
export interface Rule {
  /** The top-level keys it reads; it is left out while one of them is wrong in itself. */
  readonly reads: readonly Section[];
  /** Finds what is wrong. */
  readonly check: (values: KvminiValues) => readonly LocatedIssue[];
}

/** A rule over some sections, which sees no others. */
export function rule<const Read extends Section>(
  reads: readonly Read[],
  check: (values: Pick<KvminiValues, Read>) => readonly LocatedIssue[],
): Rule {
  return { reads, check };
}
