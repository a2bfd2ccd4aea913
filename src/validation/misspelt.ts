import { formatPath, type Path } from '../values/path';
import type { LocatedIssue } from './issues';

/** Who has more unknown keys than these in a section has not misspelt them. */
const MOST = 20;

const parentOf = (at: Path) => formatPath(at.slice(0, -1));

/** The one key that is needed in the map of an unknown one, where there is one of each: it is what was meant. */
function needed(unknown: LocatedIssue, issues: readonly LocatedIssue[]): LocatedIssue | undefined {
  const beside = issues.filter(({ at }) => parentOf(at) === parentOf(unknown.at));
  const missing = beside.filter(({ code }) => code === 'missing');
  const others = beside.filter(({ code }) => code === 'unknown-key');
  return missing.length === 1 && others.length === 1 ? missing[0] : undefined;
}

/** An unknown key, and what it was meant for. */
function meant(unknown: LocatedIssue, at: Path): LocatedIssue {
  const suggestion = formatPath(at);
  return { ...unknown, suggestion, message: `unknown key; did you mean ${suggestion}?` };
}

/**
 * Issues of which each is a mistake of its own: what a misspelt key leaves missing, beside it or in the map that it is in, is the
 * same mistake.
 */
export function withoutMisspelt(issues: readonly LocatedIssue[]): readonly LocatedIssue[] {
  const unknown = issues.filter(({ code }) => code === 'unknown-key');
  if (unknown.length === 0 || unknown.length > MOST) return issues;
  const gone = new Set<LocatedIssue>();
  const named = new Map<LocatedIssue, LocatedIssue>();
  for (const one of unknown) {
    const beside = needed(one, issues);
    if (beside) {
      gone.add(beside);
      named.set(one, meant(one, beside.at));
    }
    for (const issue of issues) {
      const isWhole = issue.code === 'missing' && formatPath(issue.at) === parentOf(one.at);
      if (isWhole && one.suggestion !== undefined) gone.add(issue);
    }
  }
  return issues.filter((issue) => !gone.has(issue)).map((issue) => named.get(issue) ?? issue);
}
