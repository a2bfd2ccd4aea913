import { nearest } from 'kvmini-contract/nearest';
import { safeParse } from 'kvmini-contract/parse';
import type * as z from 'zod/mini';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { cronProblem } from '../values/kubernetes/cron';
import { formatPath, type Path, valueAt } from '../values/path';
import { type OwnRunProps, runProps } from '../values/run';
import { codeOf } from './issue-code';
import { type LocatedIssue, mismatch } from './issues';
import { describe } from './received';
import { resolveValues } from './resolve';
import type { ValuesIssue } from './values-error';
import type { ValuesWarning } from './values-warning';

/** What a run may be given that values have too: the same is checked in the same way. */
export interface RunValues {
  /** Fields of a profile. */
  readonly bench?: unknown;
  /** As `persistence`. */
  readonly claim?: unknown;
  readonly resources?: unknown;
  readonly extraEnv?: unknown;
}

/** Where each of them stands among values. */
const PLACES: Readonly<Record<keyof RunValues, string>> = {
  bench: 'benchmark.profiles.bench',
  claim: 'persistence',
  resources: 'resources',
  extraEnv: 'extraEnv',
};

/** Props of which the values are made, not checked by themselves. */
const OTHERS = ['release', ...Object.keys(PLACES)];

/** A run's props that are right, with the values that they lead to; else what is wrong with them. */
export interface CheckedRun {
  readonly own: OwnRunProps | undefined;
  readonly values: KvminiValues | undefined;
  readonly issues: readonly ValuesIssue[];
  readonly warnings: readonly ValuesWarning[];
}

/** Paths of values as those of the run's props, in messages too. */
function inProps(text: string): string {
  return Object.entries(PLACES).reduce(
    (changed, [prop, place]) =>
      changed.replace(new RegExp(`\\b${place.replaceAll('.', '\\.')}(?![\\w-])`, 'g'), prop),
    text,
  );
}

const located = ({ at, ...issue }: LocatedIssue): ValuesIssue => ({
  path: formatPath(at) || 'props',
  ...issue,
});

function unknownProp(at: Path, key: string): LocatedIssue {
  const known =
    at.length > 0
      ? ['service', 'namespace', 'url', 'model']
      : [...Object.keys(runProps().def.shape), ...OTHERS];
  const [suggestion] = nearest(key, known);
  const path = [...at, key];
  if (suggestion !== undefined) {
    const message = `unknown key; did you mean ${formatPath([...at, suggestion])}?`;
    return { code: 'unknown-key', at: path, message, suggestion };
  }
  return { code: 'unknown-key', at: path, message: `unknown key; known here: ${known.join(', ')}` };
}

function ownIssue(issue: z.core.$ZodIssue, props: object): LocatedIssue[] {
  const at = issue.path as Path;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownProp(at, key));
  const value = valueAt(props, at);
  return [mismatch(codeOf(issue, value), at, issue.message, describe(value, at))];
}

function scheduleIssue(schedule: unknown): LocatedIssue[] {
  const problem = typeof schedule === 'string' ? cronProblem(schedule) : undefined;
  if (problem === undefined) return [];
  const expected = 'a schedule of cron with five fields, such as 0 3 * * *, or @daily';
  const received = describe(schedule, ['schedule']);
  return [mismatch('wrong-format', ['schedule'], expected, received, ` (${problem})`)];
}

function checkOwn(props: object): { own?: OwnRunProps; issues: readonly LocatedIssue[] } {
  const entries = Object.entries(props).filter(
    ([key, value]) => value !== undefined && !OTHERS.includes(key),
  );
  const given = Object.fromEntries(entries);
  const parsed = safeParse(runProps(), given);
  const found = parsed.success ? [] : parsed.error.issues.flatMap((each) => ownIssue(each, given));
  const issues = [...found, ...scheduleIssue(given.schedule)];
  return parsed.success && issues.length === 0 ? { own: parsed.data, issues } : { issues };
}

/** Checks the props of a run, each by itself. */
export function checkRun(props: object & RunValues, kubernetes?: number): CheckedRun {
  const { bench = {}, claim, resources, extraEnv } = props;
  const { own, issues } = checkOwn(props);
  const given = { persistence: claim, resources, extraEnv };
  const values = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const resolved = resolveValues({ ...values, benchmark: { profiles: { bench } } }, kubernetes);
  const ofValues = resolved.issues.map(({ path, message, suggestion, ...issue }) => ({
    ...issue,
    path: inProps(path),
    message: inProps(message),
    ...(suggestion !== undefined && { suggestion: inProps(suggestion) }),
  }));
  return {
    own,
    values: resolved.values,
    issues: [...issues.map(located), ...ofValues],
    warnings: resolved.warnings.map((one) => ({
      ...one,
      path: inProps(one.path),
      message: inProps(one.message),
    })),
  };
}
