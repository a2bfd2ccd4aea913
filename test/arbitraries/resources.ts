import * as fc from 'fast-check';
import type { KvminiValues } from '../../src';
import type { DeepPartial } from '../../src/values/values-input';

type Resources = DeepPartial<KvminiValues['resources']>;
type Amount = string | number | null;

/** What is asked and allowed of one resource: each may be missing, or null. */
interface Bounds {
  readonly request?: Amount;
  readonly limit?: Amount;
}

/** Pairs that are in order between each other, and with the default of the one that is missing. */
const bounds = (small: string, middle: Amount, large: Amount): fc.Arbitrary<Bounds> =>
  fc.constantFrom<Bounds>(
    {},
    { request: small },
    { request: middle, limit: middle },
    { request: middle, limit: large },
    { limit: large },
    { request: null, limit: small },
    { request: large, limit: null },
    { request: null, limit: null },
  );

const device: fc.Arbitrary<Bounds> = fc.constantFrom<Bounds>(
  {},
  { request: 1, limit: 1 },
  { limit: '2' },
);

function list(key: keyof Bounds, all: Readonly<Record<string, Bounds>>) {
  const given = Object.entries(all).filter(([, one]) => one[key] !== undefined);
  return Object.fromEntries(given.map(([name, one]) => [name, one[key]]));
}

/** The section `resources`: no request above its limit. */
export const resources = (): fc.Arbitrary<Resources> =>
  fc
    .record({
      cpu: bounds('500m', 1.5, 64),
      memory: bounds('1Gi', '3e9', '1.5Ti'),
      'ephemeral-storage': fc.constantFrom<Bounds>({}, { limit: '1Gi' }, { request: 1e9 }),
      'nvidia.com/gpu': device,
    })
    .map((all) => ({ requests: list('request', all), limits: list('limit', all) }) as Resources);
