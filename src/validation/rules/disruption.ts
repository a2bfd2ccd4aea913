import { defaultValues } from '../../values/defaults';
import type { KvminiValues } from '../../values/generated/kvmini-values';
import { valueAt } from '../../values/path';
import { mismatch } from '../issues';
import { rule, warningRule } from './rule';

type Budget = KvminiValues['podDisruptionBudget'];

const MIN = ['podDisruptionBudget', 'minAvailable'];

/** A budget has one bound; the default one makes way, and is not told from the same by the user. */
export const budgetBounds = rule(['podDisruptionBudget'], ({ podDisruptionBudget }) => {
  const { enabled, minAvailable, maxUnavailable } = podDisruptionBudget;
  if (maxUnavailable === '') {
    if (!enabled || minAvailable !== '') return [];
    return [mismatch('missing', MIN, 'minAvailable or maxUnavailable', 'neither')];
  }
  if (minAvailable === '' || minAvailable === valueAt(defaultValues(), MIN)) return [];
  const expected = 'none, since maxUnavailable is set; null takes it back';
  return [mismatch('conflict', MIN, expected, String(minAvailable))];
});

/** How many pods a bound means: Kubernetes rounds a percentage up. */
function pods(bound: number | string, replicas: number): number {
  if (typeof bound === 'number') return bound;
  return Math.ceil((Number.parseFloat(bound) * replicas) / 100);
}

/** The bound that a budget has, and how many pods it keeps. */
function kept({ minAvailable, maxUnavailable }: Budget, replicas: number) {
  return maxUnavailable === ''
    ? { bound: 'minAvailable', keeps: pods(minAvailable, replicas), remedy: 'set less' }
    : {
        bound: 'maxUnavailable',
        keeps: replicas - pods(maxUnavailable, replicas),
        remedy: 'set more',
      };
}

/** A budget that keeps every pod lets no node be drained. */
export const disruptionBudget = warningRule(
  ['replicaCount', 'podDisruptionBudget'],
  ({ replicaCount, podDisruptionBudget }) => {
    const { bound, keeps, remedy } = kept(podDisruptionBudget, replicaCount);
    if (!podDisruptionBudget.enabled || replicaCount === 0 || keeps < replicaCount) return [];
    const all = replicaCount === 1 ? 'the one pod' : `all ${replicaCount} pods`;
    const message = `the budget keeps ${all}, so no node that runs one can be drained; ${remedy}, or more than that many replicas`;
    return [{ code: 'may-fail', at: ['podDisruptionBudget', bound], message }];
  },
);
