import { type Check, each, fieldsOf, wrong } from '../finding';

/**
 * What the Prometheus operator's CRD asks of relabelings beside their types.
 *
 * Names of labels are left alone: the CRD had a form for them once, and takes any since Prometheus 3 does.
 */
export const relabelings: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const { modulus } = fieldsOf(item);
    if (typeof modulus === 'number' && modulus < 0) {
      yield wrong('out-of-range', [...here, 'modulus'], 'a whole number from 0', modulus);
    }
  });
