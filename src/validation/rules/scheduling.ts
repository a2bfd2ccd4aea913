import type { Toleration } from '../../values/generated/kvmini-values';
import { mismatch } from '../issues';
import type { ValuesIssueCode } from '../values-error';
import { rule } from './rule';

type Problem = readonly [code: ValuesIssueCode, expected: string, received: string];

function problem(toleration: Toleration): Problem | undefined {
  const { key, operator, value, effect, tolerationSeconds } = toleration;
  if (operator === 'Exists' && value) {
    return ['conflict', 'no value, since operator is Exists', 'one'];
  }
  if (!key && operator !== 'Exists') {
    return ['missing', 'a key, or operator Exists for every taint', 'neither'];
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    return ['conflict', 'effect NoExecute, since tolerationSeconds is set', effect || 'none'];
  }
  return undefined;
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const tolerations = rule(['tolerations'], (values) =>
  values.tolerations.flatMap((toleration, index) => {
    const found = problem(toleration);
    if (found === undefined) return [];
    const [code, ...words] = found;
    return [mismatch(code, ['tolerations', index], ...words)];
  }),
);
