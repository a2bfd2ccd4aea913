import { describe, expect, test } from 'vitest';
import type { ValuesIssue } from '../../src';
import { resolveValues } from '../../src/validation/resolve';

/** What is wrong with values; nothing where they are accepted. */
export function issuesOf(values: unknown): readonly ValuesIssue[] {
  return resolveValues(values).issues;
}

/**
 * Values, and each issue that is expected of them as `code path`, or as `code path: message` where the words matter.
 * Values without an issue are accepted.
 */
export type Row = readonly [values: unknown, ...expected: readonly string[]];

/** Issues as a row of a table writes them, with the message where the row has one. */
export function written(issues: readonly ValuesIssue[], expected: readonly string[]): string[] {
  return issues.map(({ code, path, message }, index) =>
    expected[index]?.includes(': ') ? `${code} ${path}: ${message}` : `${code} ${path}`,
  );
}

const LONGEST_TITLE = 100;

const isJson = (value: unknown) =>
  !['bigint', 'function', 'symbol', 'undefined'].includes(typeof value);

/** A value as the title of a test. */
function titled(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) => (isJson(inner) ? inner : String(inner)));
  return text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE)}…` : text;
}

/** A test for each row of a table. */
export function table(topic: string, rows: readonly Row[]): void {
  const titles = rows.map(
    ([values, ...expected]) => [titled(values), { values, expected }] as const,
  );
  describe(topic, () => {
    test.each(titles)('%s', (_, { values, expected }) => {
      expect(written(issuesOf(values), expected)).toEqual(expected);
    });
  });
}

/** One value's form: what is accepted in its place, and what is refused, and how. */
export interface Form {
  /** The path of the value. */
  readonly path: string;
  /** The values with a value there. */
  readonly at: (value: unknown) => unknown;
  /** What is accepted. */
  readonly accepted: readonly unknown[];
  /** What is refused, by the code of its only issue. */
  readonly refused: Partial<Readonly<Record<ValuesIssue['code'], readonly unknown[]>>>;
}

/** A test for each value that is accepted or refused in one place. */
export function form({ path, at, accepted, refused }: Form): void {
  const rows = Object.entries(refused).flatMap(([code, values]) =>
    values.map((value): Row => [at(value), `${code} ${path}`]),
  );
  table(path, [...accepted.map((value): Row => [at(value)]), ...rows]);
}

/** The path of a map's member, as an issue writes it. */
export const member = (path: string, key: string) =>
  /^[A-Za-z_][-\w]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
