import { describe, expect, test } from 'vitest';
import { resolveValues } from '../../../src/validation/resolve';
import { KUBERNETES_CASES } from '../../cases/kubernetes';

/** The newest version, whose rules the cases are. */
const NEWEST = 37;

const LONGEST = 120;

/** A value as the title of a test. */
function titled(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const found = (values: unknown) =>
  resolveValues(values, NEWEST).issues.map(({ code, path }) => `${code} ${path}`);

describe.each(KUBERNETES_CASES)('$topic', ({ at, accepted, refused }) => {
  const values = at as (value: unknown) => unknown;
  test.each(accepted.map((value) => [titled(value), value]))('taken: %s', (_, value) => {
    expect(found(values(value))).toEqual([]);
  });
  test.each(refused.map(([value, ...issues]) => [titled(value), value, issues] as const))(
    'refused: %s',
    (_, value, issues) => {
      expect(found(values(value))).toEqual(issues);
    },
  );
});
