import { compareQuantities } from '../../values/quantity';
import { mismatch } from '../issues';
import { rule } from './rule';

/** The API server makes no claim without a size. */
export const size = rule(['persistence'], ({ persistence }) => {
  const { enabled, existingClaim, size: asked } = persistence;
  if (!enabled || existingClaim !== '' || compareQuantities(asked, 0) > 0) return [];
  return [mismatch('out-of-range', ['persistence', 'size'], 'more than 0', String(asked))];
});
