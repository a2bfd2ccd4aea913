import { describe, expect, test } from 'vitest';
import type { Check, Finding } from '../../src/validation/rules/finding';
import { formatPath } from '../../src/values/path';

/** A finding as a line: `code path: message`, and from or up to which version of Kubernetes. */
function line({ code, at, message, since, before }: Finding): string {
  const versions = [
    ...(since === undefined ? [] : [` (from 1.${since})`]),
    ...(before === undefined ? [] : [` (before 1.${before})`]),
  ];
  return `${code} ${formatPath(at)}: ${message}${versions.join('')}`;
}

/** A text as a message says what was found. */
export function shown(text: string): string {
  if (text === '') return 'an empty string';
  return text.length > 60 ? 'a string' : `the string ${JSON.stringify(text)}`;
}

/** What a check finds in a value that stands at `v`. */
export const findingsOf = (check: Check, value: unknown): string[] =>
  [...check(value, ['v'])].map(line);

/** A value, and each finding that is expected of it; a value without one is accepted. */
export type CheckRow = readonly [value: unknown, ...expected: readonly string[]];

/** A test for what one check says of each value: the whole of it, words and versions included. */
export function checkTable(topic: string, check: Check, rows: readonly CheckRow[]): void {
  describe(topic, () => {
    test.each(rows.map((row, index) => [index, row] as const))('row %i', (_, [value, ...lines]) => {
      expect(findingsOf(check, value)).toEqual(lines);
    });
  });
}
