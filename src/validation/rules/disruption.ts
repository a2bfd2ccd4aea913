import { warningRule } from './rule';

/** How many pods a budget keeps: Kubernetes rounds a percentage up. */
function kept(minAvailable: number | string, replicas: number): number {
  if (typeof minAvailable === 'number') return minAvailable;
  return Math.ceil((Number.parseInt(minAvailable, 10) * replicas) / 100);
}

/** A budget that keeps every pod lets no node be drained. */
export const disruptionBudget = warningRule(
  ['replicaCount', 'podDisruptionBudget'],
  ({ replicaCount, podDisruptionBudget: { enabled, minAvailable } }) => {
    if (!enabled || replicaCount === 0 || kept(minAvailable, replicaCount) < replicaCount)
      return [];
    const pods = replicaCount === 1 ? 'the one pod' : `all ${replicaCount} pods`;
    const message = `the budget keeps ${pods}, so no node that runs one can be drained; set less, or more than that many replicas`;
    return [{ code: 'may-fail', at: ['podDisruptionBudget', 'minAvailable'], message }];
  },
);
