import { describe, expect, test } from 'vitest';
import { resolveValues } from '../../src/validation/resolve';
import { LINES, LOOSER, STRICTER } from '../support/stricter';

/** The newest version, whose rules the page speaks of. */
const NEWEST = 37;

describe('docs/stricter-than-kubernetes.md', () => {
  test('every line of its tables is one that is tried', () => {
    expect(STRICTER.length + LOOSER.length).toBe(LINES);
    expect(LOOSER.length).toBeGreaterThan(1);
    expect(STRICTER.filter(({ isAnywhere }) => isAnywhere).length).toBeGreaterThan(5);
    expect(STRICTER.filter(({ isAnywhere }) => !isAnywhere).length).toBeGreaterThan(20);
  });

  test.each(STRICTER.map(({ path, values }) => [path, values] as const))(
    '%s is refused, and nothing beside it: %j',
    (path, values) => {
      expect(resolveValues(values, NEWEST).issues.map((issue) => issue.path)).toEqual([path]);
    },
  );

  test.each(LOOSER.map(({ values }) => [values] as const))('is taken: %j', (values) => {
    expect(resolveValues(values, NEWEST).issues).toEqual([]);
  });
});
