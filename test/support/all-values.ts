import type { KvminiValues } from '../../src';
import { SAMPLES } from '../values/samples';
import { isSample } from '../values/samples/sample';

function examples(section: object): object {
  const members = Object.entries(section).map(([key, node]) => [
    key,
    isSample(node) ? node.example : examples(node),
  ]);
  return Object.fromEntries(members);
}

/** The example of every value, all together. */
export const allValues = examples(SAMPLES) as KvminiValues;
