import * as fc from 'fast-check';
import type { KvminiValuesInput } from '../../src';
import { merge } from '../support/merge';
import { SAMPLES } from '../values/samples';
import { COUPLED, isSample } from '../values/samples/sample';
import { coupled } from './coupled';
import { orNull } from './or-null';

/** A section in which each key may be missing, and null where that clears it; without what is coupled. */
function section(samples: object, above = ''): fc.Arbitrary<object> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, node] of Object.entries(samples)) {
    const path = `${above}${key}`;
    const arbitrary = isSample(node) ? node.arbitrary : section(node, `${path}.`);
    if (arbitrary !== COUPLED) fields[key] = orNull(path, arbitrary);
  }
  return fc.record(fields, { requiredKeys: [] });
}

/**
 * Values that the library takes, of every key of the schema; each key, and each key in a section, may be
 * missing, and null where that clears it.
 *
 * The names are left out, since they depend on the release's: see `validInstallation`.
 */
export function validValues(): fc.Arbitrary<KvminiValuesInput> {
  return fc
    .tuple(section(SAMPLES), ...coupled())
    .map((parts): KvminiValuesInput => parts.reduce<KvminiValuesInput>(merge, {}));
}
