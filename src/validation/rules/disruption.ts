import { defaultValues } from '../../values/defaults';
import { valueAt } from '../../values/path';
import { mismatch } from '../issues';
import { rule } from './rule';

const MIN = ['podDisruptionBudget', 'minAvailable'];

/** A budget has one bound; the default one makes way, and is not told from the same by the user. */
export const disruptionBudget = rule(['podDisruptionBudget'], ({ podDisruptionBudget }) => {
  const { enabled, minAvailable, maxUnavailable } = podDisruptionBudget;
  if (maxUnavailable === '') {
    if (!enabled || minAvailable !== '') return [];
    return [mismatch('missing', MIN, 'minAvailable or maxUnavailable', 'neither')];
  }
  if (minAvailable === '' || minAvailable === valueAt(defaultValues(), MIN)) return [];
  const expected = 'none, since maxUnavailable is set; null takes it back';
  return [mismatch('conflict', MIN, expected, String(minAvailable))];
});
