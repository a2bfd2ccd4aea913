import * as fc from 'fast-check';
import type { Profile } from 'kvmini-contract/profile';
import type { KvminiValues } from '../../src';
import type { DeepPartial } from '../../src/values/values-input';
import { duration, matching, text } from './text';

const positive = () => fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1 }));
const above0 = () =>
  fc.oneof(
    fc.constantFrom(1, 0.1, 1e6, 1e21, 1e-7),
    fc.double({ min: 0.001, noNaN: true, noDefaultInfinity: true }),
  );

const fields: { [K in keyof Required<Profile>]: fc.Arbitrary<NonNullable<Profile[K]>> } = {
  description: text(),
  requests: positive(),
  duration: duration(),
  concurrency: positive(),
  rate: above0(),
  pattern: fc.constantFrom('steady', 'poisson', 'bursty'),
  burstiness: above0(),
  warmup: fc.nat(),
  endpoint: fc.constantFrom('chat', 'completions'),
  maxTokens: positive(),
  promptTokens: positive(),
  dataset: text(),
  stream: fc.boolean(),
  requestTimeout: duration(),
  timeout: duration(),
  retries: fc.nat(),
  seed: fc.maxSafeNat(),
  slo: fc.record(
    { ttft: duration(), tpot: duration(), e2e: duration(), good: fc.constantFrom(0.5, 0.95, 1) },
    { requiredKeys: [] },
  ),
};

/** A benchmark profile. */
export const profile = (): fc.Arbitrary<Profile> =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Profile>;

const BUILT_IN = ['standard', 'burst', 'sustained', 'smoke'];

const profileName = () =>
  fc.oneof(
    fc.constantFrom(...BUILT_IN, '1', '1.5', 'true', 'config', 'A', 'a', 'a_b', 'z'.repeat(200)),
    matching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,10}[A-Za-z0-9])?$/),
  );

type Benchmark = KvminiValues['benchmark'];

/** Profiles of one's own, and a default profile that is one of these or a built-in one. */
export const profiles = (): fc.Arbitrary<
  DeepPartial<Pick<Benchmark, 'profiles' | 'defaultProfile'>>
> =>
  fc.oneof(
    fc.record({ defaultProfile: fc.constantFrom(...BUILT_IN) }, { requiredKeys: [] }),
    fc.dictionary(profileName(), profile(), { maxKeys: 3 }).chain((own) =>
      fc.record(
        {
          profiles: fc.constant(own),
          defaultProfile: fc.constantFrom(...BUILT_IN, ...Object.keys(own)),
        },
        { requiredKeys: ['profiles'] },
      ),
    ),
    fc.constant({ profiles: null }),
  );
