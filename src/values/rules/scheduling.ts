import type { LocatedIssue } from '../issues';
import type { Toleration } from '../kvmini-values';
import { rule } from './rule';

function problem({ key, operator, value, effect, tolerationSeconds }: Toleration) {
  if (operator === 'Exists' && value) return 'no value, since operator is Exists';
  if (!key && operator !== 'Exists') return 'a key, or operator Exists for every taint';
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    return 'effect NoExecute, since tolerationSeconds is set';
  }
  return undefined;
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const tolerations = rule(['tolerations'], (values) =>
  values.tolerations.flatMap((toleration, index): LocatedIssue[] => {
    const expected = problem(toleration);
    return expected
      ? [{ at: ['tolerations', index], expected, message: `expected ${expected}` }]
      : [];
  }),
);
