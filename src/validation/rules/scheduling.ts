import type { Toleration } from '../../values/generated/kvmini-values';
import { mismatch } from '../issues';
import { rule } from './rule';

type Problem = readonly [expected: string, received: string];

function problem(toleration: Toleration): Problem | undefined {
  const { key, operator, value, effect, tolerationSeconds } = toleration;
  if (operator === 'Exists' && value) return ['no value, since operator is Exists', 'one'];
  if (!key && operator !== 'Exists')
    return ['a key, or operator Exists for every taint', 'neither'];
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    return ['effect NoExecute, since tolerationSeconds is set', effect || 'none'];
  }
  return undefined;
}

/** @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const tolerations = rule(['tolerations'], (values) =>
  values.tolerations.flatMap((toleration, index) => {
    const found = problem(toleration);
    return found ? [mismatch(['tolerations', index], ...found)] : [];
  }),
);
