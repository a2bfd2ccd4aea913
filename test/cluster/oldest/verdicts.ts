import type { ValuesIssue } from '../../../src';
import { isMap } from '../../../src/helm/json';
import { newerFields } from '../../../src/validation/newer-fields';
import { formatPath } from '../../../src/values/path';
import type { ValueSet } from '../sets/sets';
import { onlyThere, strictness } from '../strictness';
import { type Refusal, refusalsOf, type Said, saidHere } from '../verdicts';

/** What a value set came to, where the library was told the oldest version. */
export type Outcome =
  | 'both take'
  | 'both refuse'
  | 'warned of here, refused there'
  | 'refused here by intent'
  | 'a field that it has not, which is wrong'
  | 'only the server knows'
  | 'not rendered'
  | 'refused here alone'
  | 'refused there alone';

/** What both say of a value set. */
export interface Verdict {
  readonly set: ValueSet;
  readonly outcome: Outcome;
  readonly said: readonly string[];
}

const OF_VERSIONS = ['newer-kubernetes', 'feature-gate'];

/** Whether an issue is of a field that the version has not: its API server drops it, whatever is in it. */
function isDropped({ path }: ValuesIssue, values: unknown, minor: number): boolean {
  const keys = isMap(values) ? Object.keys(values) : [];
  return newerFields(keys, values as never, minor).some(({ at }) => {
    const newer = formatPath(at);
    return path === newer || path.startsWith(`${newer}.`) || path.startsWith(`${newer}[`);
  });
}

function outcomeOf(set: ValueSet, ours: Said, theirs: readonly Refusal[], minor: number): Outcome {
  const paths = theirs.flatMap((refusal) => refusal.paths.map(formatPath));
  if (theirs.length > 0) {
    if (ours.issues.length > 0) return 'both refuse';
    if (ours.warnings.some(({ code }) => OF_VERSIONS.includes(code)))
      return 'warned of here, refused there';
    return onlyThere(paths) ? 'only the server knows' : 'refused there alone';
  }
  if (ours.issues.length === 0) return 'both take';
  const left = ours.issues.filter((issue) => strictness(issue) === undefined);
  if (left.length === 0) return 'refused here by intent';
  const dropped = left.every((issue) => isDropped(issue, set.values, minor));
  return dropped ? 'a field that it has not, which is wrong' : 'refused here alone';
}

/** Asks both, the library with that version, such as `1.30`. */
export async function verdictOf(set: ValueSet, kubeVersion: string): Promise<Verdict> {
  const theirs = await refusalsOf(set);
  if (theirs === undefined) return { set, outcome: 'not rendered', said: [] };
  const ours = saidHere(set, kubeVersion);
  const minor = Number(kubeVersion.split('.')[1]);
  return {
    set,
    outcome: outcomeOf(set, ours, theirs, minor),
    said: [
      ...ours.issues.map(({ path, message }) => `here:  ${path}: ${message}`),
      ...theirs.map(({ object, message }) => `there: ${object}: ${message.slice(0, 300)}`),
    ],
  };
}
