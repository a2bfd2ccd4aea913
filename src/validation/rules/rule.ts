import type { KvminiValues } from '../../values/generated/kvmini-values';
import type { LocatedIssue } from '../issues';

type Section = keyof KvminiValues;

/** A key of the values, as `benchmark.profiles`. */
export type Key = Section | `${Section}.${string}`;

/** Something that no single value decides. */
export interface Rule {
  /** The keys it reads; it is left out while one of them is wrong in itself. */
  readonly reads: readonly Key[];
  /** The keys at the top that these are in; where the user sets none of them, the defaults are right. */
  readonly sections: readonly string[];
  /** Finds what is wrong. */
  readonly check: (values: KvminiValues) => readonly LocatedIssue[];
}

/** A rule over some keys. */
export function rule(reads: readonly Key[], check: Rule['check']): Rule {
  return { reads, sections: reads.map((key) => key.replace(/\..*/, '')), check };
}
