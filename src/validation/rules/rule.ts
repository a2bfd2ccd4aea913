import type { KvminiValues } from '../../values/generated/kvmini-values';
import type { LocatedIssue } from '../issues';
import type { LocatedWarning } from '../warnings';

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

/** Something that is rendered, and probably not meant. */
export interface WarningRule extends Pick<Rule, 'sections'> {
  /** Finds what is probably not meant in values that are right. */
  readonly check: (values: KvminiValues) => readonly LocatedWarning[];
}

/** A rule over values that are right, with warnings for what it finds. */
export function warningRule(
  sections: readonly Section[],
  check: WarningRule['check'],
): WarningRule {
  return { sections, check };
}
