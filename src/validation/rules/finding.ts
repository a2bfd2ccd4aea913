import { isMap } from '../../helm/json';
import { formatPath, type Path } from '../../values/path';
import { type LocatedIssue, mismatch } from '../issues';
import { describe, isTemplate, NO_TEMPLATES } from '../received';
import type { ValuesIssueCode } from '../values-error';
import type { LocatedWarning } from '../warnings';

/** What a rule of Kubernetes says of a value, and from which version on. */
export interface Finding extends LocatedIssue {
  /** The first minor version that refuses it; those before take it. */
  readonly since?: number;
  /** The first minor version that takes it; those before refuse it. */
  readonly before?: number;
}

/** Without what is said of the form of a text that is needed and empty: that it is missing says enough. */
function withoutFormOfMissing(findings: readonly Finding[]): readonly Finding[] {
  const missing = findings.filter(({ code }) => code === 'missing');
  if (missing.length === 0) return findings;
  const paths = new Set(missing.map(({ at }) => formatPath(at)));
  return findings.filter(({ code, at }) => code !== 'wrong-format' || !paths.has(formatPath(at)));
}

/** Findings apart: those for a version of Kubernetes, and those that other versions would make of it. */
export function byVersion(
  findings: readonly Finding[],
  kubernetes: number,
): { readonly issues: readonly LocatedIssue[]; readonly warnings: readonly LocatedWarning[] } {
  const issues: LocatedIssue[] = [];
  const warnings: LocatedWarning[] = [];
  for (const { since = 0, before = Number.POSITIVE_INFINITY, ...issue } of withoutFormOfMissing(
    findings,
  )) {
    const { at, message } = issue;
    const code = 'newer-kubernetes';
    if (since > kubernetes) {
      warnings.push({ code, at, message: `from Kubernetes 1.${since} on refused: ${message}` });
    } else if (before === Number.POSITIVE_INFINITY) issues.push(issue);
    else if (before > kubernetes) {
      warnings.push({ code, at, message: `taken from Kubernetes 1.${before} on only: ${message}` });
    }
  }
  return { issues, warnings };
}

/** A rule about a value wherever it stands: it takes plain JSON of any kind, and passes over what the types refuse. */
export type Check = (value: unknown, at: Path) => Iterable<Finding>;

/** A map whose members may be of any kind. */
export type Fields = Readonly<Record<string, unknown>>;

/** The members of a map; none of anything else. */
export const fieldsOf = (value: unknown): Fields => (isMap(value) ? value : {});

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text; an empty one for anything else. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The texts that the items of a list have in a field. */
export const textsOf = (list: unknown, field: string): readonly string[] =>
  itemsOf(list)
    .map((item) => textOf(fieldsOf(item)[field]))
    .filter((text) => text !== '');

/** Checks each item of a list. */
export function* each(list: unknown, at: Path, check: Check): Generator<Finding> {
  for (const [index, item] of itemsOf(list).entries()) yield* check(item, [...at, index]);
}

/** Finds the items of a list that an earlier one is the same as. */
export function* eachOnce(list: unknown, at: Path, expected: string): Generator<Finding> {
  const seen = new Set<unknown>();
  for (const [index, item] of itemsOf(list).entries()) {
    if (seen.has(item)) yield wrong('duplicate', [...at, index], expected, item);
    seen.add(item);
  }
}

/** A list that has no more than so many items. */
export function* mostItems(list: unknown, at: Path, most: number): Generator<Finding> {
  const { length } = itemsOf(list);
  if (length > most) yield mismatch('out-of-range', at, `at most ${most}`, `${length}`);
}

/** Checks one member of a map, where it is there. */
export function* inside(map: Fields, at: Path, name: string, check: Check): Generator<Finding> {
  if (map[name] !== undefined) yield* check(map[name], [...at, name]);
}

/** What is wrong with what stands at a path. */
export function wrong(
  code: ValuesIssueCode,
  at: Path,
  expected: string,
  value: unknown,
  more = '',
): Finding {
  const advice = isTemplate(value) ? `; ${NO_TEMPLATES}, so write the text itself` : more;
  return mismatch(code, at, expected, describe(value, at), advice);
}

/** Fields that Kubernetes needs, and needs filled: an empty text is to it what nothing is. */
export function* needed(map: Fields, at: Path, ...names: readonly string[]): Generator<Finding> {
  for (const name of names) {
    const value = map[name];
    if (value === undefined || value === '') {
      yield wrong('missing', [...at, name], 'a text that is not empty', value, '; it is needed');
    }
  }
}

/** A field that goes with another one only. */
export function* withoutIts(
  map: Fields,
  at: Path,
  name: string,
  reason: string,
): Generator<Finding> {
  if (map[name] === undefined) return;
  yield wrong('conflict', [...at, name], `none, ${reason}`, map[name]);
}

/** Of two things, one is there and not both. */
export function* either(
  at: Path,
  things: string,
  isFirst: boolean,
  isSecond: boolean,
): Generator<Finding> {
  if (isFirst !== isSecond) return;
  const [code, received] = isFirst
    ? (['conflict', 'both'] as const)
    : (['missing', 'neither'] as const);
  yield mismatch(code, at, `either ${things}`, received);
}
