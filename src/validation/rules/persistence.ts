import type { KvminiValues } from '../../values/generated/kvmini-values';
import { compareQuantities } from '../../values/quantity';
import { mismatch } from '../issues';
import { rule, warningRule } from './rule';

/** Whether the release makes a claim of its own. */
export const makesClaim = ({ persistence }: KvminiValues) =>
  persistence.enabled && persistence.existingClaim === '';

/** The API server makes no claim without a size. */
export const size = rule(['persistence'], (values) => {
  const asked = values.persistence.size;
  if (!makesClaim(values) || compareQuantities(asked, 0) > 0) return [];
  return [mismatch('out-of-range', ['persistence', 'size'], 'more than 0', String(asked))];
});

/** Results are written to the claim; where it can only be read, the harness does not start. */
export const writable = rule(['persistence'], (values) => {
  if (!makesClaim(values) || values.persistence.accessMode !== 'ReadOnlyMany') return [];
  const at = ['persistence', 'accessMode'];
  return [
    mismatch(
      'conflict',
      at,
      'a mode in which results can be written, such as ReadWriteMany',
      'ReadOnlyMany',
    ),
  ];
});

/** Of several pods, all but one would wait for ever for a volume that one pod may hold. */
export const onePod = rule(['replicaCount', 'persistence'], ({ replicaCount, persistence }) => {
  const { enabled, accessMode } = persistence;
  if (!enabled || accessMode !== 'ReadWriteOncePod' || replicaCount <= 1) return [];
  const expected = 'at most 1, since persistence.accessMode is ReadWriteOncePod';
  return [mismatch('conflict', ['replicaCount'], expected, String(replicaCount))];
});

/** Several pods on a volume of one node run on that node alone. */
export const oneNode = warningRule(
  ['replicaCount', 'persistence'],
  ({ replicaCount, persistence }) => {
    const { enabled, accessMode } = persistence;
    if (!enabled || accessMode !== 'ReadWriteOnce' || replicaCount <= 1) return [];
    const message = `${replicaCount} pods share a volume that one node holds (ReadWriteOnce), so those on other nodes don't start; use ReadWriteMany, or one pod`;
    return [{ code: 'may-fail', at: ['replicaCount'], message }];
  },
);

/** Results that are meant to go to somebody's claim are lost with the pod. */
export const unusedClaim = warningRule(['persistence'], ({ persistence }) => {
  if (persistence.enabled || persistence.existingClaim === '') return [];
  const message =
    'it is not used, since persistence.enabled is false: results are lost with the pod; set persistence.enabled to true, or leave the claim out';
  return [{ code: 'no-effect', at: ['persistence', 'existingClaim'], message }];
});
