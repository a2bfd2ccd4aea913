import { describe, expect, test } from 'vitest';
import { resolveValues } from '../../src/validation/resolve';
import { LINES, STRICTER } from '../support/stricter';

/** The newest version, whose rules the page speaks of. */
const NEWEST = 37;

describe('docs/stricter-than-kubernetes.md', () => {
  test('every line of its table is one that is tried', () => {
    expect(STRICTER).toHaveLength(LINES);
    expect(LINES).toBeGreaterThan(20);
  });

  test.each(STRICTER.map(({ path, values }) => [path, values] as const))(
    '%s is refused, and nothing beside it: %j',
    (path, values) => {
      expect(resolveValues(values, NEWEST).issues.map((issue) => issue.path)).toEqual([path]);
    },
  );
});
