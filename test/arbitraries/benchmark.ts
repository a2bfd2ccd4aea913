import * as fc from 'fast-check';
import { type Profile, SNAKE_CASE } from 'kvmini-contract/profile';
import type { KvminiValues } from '../../src';
import type { DeepPartial } from '../../src/values/values-input';
import { duration, isPlain, matching, text } from './text';

const positive = () => fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1 }));
/** No prompt is longer. */
const promptTokens = () => fc.integer({ min: 1, max: 10_000_000 });
const above0 = () =>
  fc.oneof(
    fc.constantFrom(1, 0.1, 1e6, 1e21, 1e-7),
    fc.double({ min: 0.001, noNaN: true, noDefaultInfinity: true }),
  );

/** Helm loses a text of line ends alone where a profile's file ends with it, as only words for readers can. */
const words = () => text().filter((one) => !/^\n+$/.test(one));

/** Any map of JSON, as fields of a request's body are. */
const map = () =>
  fc.dictionary(
    fc.constantFrom('temperature', 'ignore_eos', 'stop', 'tool_choice', 'a b', '1'),
    fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), words(), fc.constant({ type: 'x' })),
    { maxKeys: 3 },
  );

/** What only describes a profile, or is no setting of a run. */
const anything = () => fc.oneof(words(), fc.array(words(), { maxLength: 2 }), map());

const fields: { [K in keyof Required<Profile>]: fc.Arbitrary<NonNullable<Profile[K]>> } = {
  description: words(),
  requests: positive(),
  duration: duration(),
  concurrency: positive(),
  rate: above0(),
  pattern: fc.constantFrom('steady', 'poisson', 'bursty'),
  burstiness: above0(),
  warmup: fc.nat(),
  endpoint: fc.constantFrom('chat', 'completions'),
  maxTokens: positive(),
  promptTokens: promptTokens(),
  dataset: words(),
  extraBody: map(),
  stream: fc.boolean(),
  requestTimeout: duration(),
  timeout: duration(),
  workers: fc.oneof(fc.integer({ min: 1, max: 256 }), fc.constant('auto')),
  retries: fc.nat(),
  seed: fc.maxSafeNat(),
  slo: fc.record(
    { ttft: duration(), tpot: duration(), e2e: duration(), good: fc.constantFrom(0.5, 0.95, 1) },
    { requiredKeys: [] },
  ),
  max_tokens: positive(),
  prompt_tokens: promptTokens(),
  extra_body: map(),
  request_timeout: duration(),
  tools: fc.array(map(), { maxLength: 2 }),
  test_schema: fc.oneof(
    fc
      .json()
      .map((json) => `{"x":${json}}`)
      .filter(isPlain),
    map(),
  ),
  use_cases: anything(),
  characteristics: anything(),
  limitations: anything(),
  warnings: anything(),
  recommended_alternatives: anything(),
  model_requirements: anything(),
  validation_hints: anything(),
  vllm_features: anything(),
};

/** A setting is given under one of its names. */
function withoutTwins(one: Partial<Record<keyof Profile, unknown>>) {
  const twins = Object.entries(SNAKE_CASE).filter(([, name]) => name in one);
  const left = twins.map(([snake]) => snake);
  return Object.fromEntries(Object.entries(one).filter(([name]) => !left.includes(name)));
}

/** A benchmark profile. */
export const profile = (): fc.Arbitrary<Profile> =>
  fc.record(fields, { requiredKeys: [] }).map(withoutTwins) as fc.Arbitrary<Profile>;

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
