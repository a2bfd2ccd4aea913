import * as z from 'zod/mini';
import { field } from './documented';
import { DURATION_ABOVE_0 } from './duration';

const count = (minimum: number) => z.int().check(z.gte(minimum));
const aDuration = { error: 'a duration above 0 such as 200ms, 90s or 1h30m' };
const duration = z.string(aDuration).check(z.regex(DURATION_ABOVE_0, aDuration));

const slo = z.strictObject({
  ttft: field(duration, 'Longest time to the first token'),
  tpot: field(duration, 'Longest time per output token after the first'),
  e2e: field(duration, 'Longest time from sending a request to its last token'),
  good: field(
    z.number().check(z.gt(0), z.lte(1)),
    'Smallest fraction of requests that must be good, from 0 to 1; by default all of them',
  ),
});

/** Longer than any model reads: a prompt is made in memory, and one without a bound would end the program. */
const MOST_PROMPT_TOKENS = 10_000_000;

/** Workers of one run at most. */
export const MOST_WORKERS = 256;

/** What may be said of their number, in words. */
export const COUNT_OF_WORKERS = `auto, or a whole number from 1 to ${MOST_WORKERS}`;
const countOfWorkers = { error: COUNT_OF_WORKERS };

/** Any map of JSON. */
const map = z.record(z.string(), z.unknown());

/** Fields that each run decides itself, by settings of their own. */
const OWN_FIELD = {
  error: 'the name of a field other than model, messages, prompt and stream, which the run decides',
};
const OWN_FIELDS = ['model', 'messages', 'prompt', 'stream'];
const bodyField = z
  .string(OWN_FIELD)
  .check(z.refine((name) => !OWN_FIELDS.includes(name), OWN_FIELD));

const load = {
  requests: field(count(1), 'Measured requests; the run ends after them'),
  duration: field(duration, 'Longest time to send load, for example `10m`'),
  concurrency: field(count(1), 'Requests in flight at most'),
  rate: field(
    z.number().check(z.gt(0)),
    'Requests per second (open loop); without it, each worker sends its next request when the last ended',
  ),
  pattern: field(
    z.enum(['steady', 'poisson', 'bursty']),
    'Gaps between requests at a `rate`: even, exponential, or gamma by `burstiness`',
  ),
  burstiness: field(
    z.number().check(z.gt(0)),
    'Shape of the gamma gaps of `bursty`: 1 is Poisson, smaller is burstier',
  ),
  warmup: field(count(0), 'Requests sent first and left out of every figure'),
  endpoint: field(
    z.enum(['chat', 'completions']),
    'Ask for chat completions, or for plain ones where the model has no chat template',
  ),
  maxTokens: field(count(1), 'Output tokens asked for per request'),
  promptTokens: field(
    count(1).check(z.lte(MOST_PROMPT_TOKENS)),
    'Approximate prompt length in tokens',
  ),
  dataset: field(z.string(), 'JSONL file of prompts, instead of generated ones'),
  extraBody: field(
    z.record(bodyField, z.unknown()),
    'Fields that are added to the body of each request, or replaced in it; `null` takes one away',
  ),
  stream: field(z.boolean(), 'Stream the answers; without it there is no time to first token'),
  requestTimeout: field(duration, 'Longest time for one request'),
  timeout: field(duration, 'Longest time for the whole run'),
  workers: field(
    z.union(
      [
        z.int(countOfWorkers).check(z.gte(1, countOfWorkers), z.lte(MOST_WORKERS, countOfWorkers)),
        z.literal('auto'),
      ],
      countOfWorkers,
    ),
    'Processes that send the load, each its share of the same requests; `auto`: one a core',
  ),
  retries: field(count(0), 'Attempts to reach the target before the run fails'),
  seed: field(count(0), 'Makes the schedule and the prompts repeatable'),
  slo: field(slo, 'Limits that a good request meets'),
};

/** The load of one run, each setting under one name. */
export const profileLoad = z.strictObject(load);

/** The load of one run, each setting under one name. */
export type ProfileLoad = z.output<typeof profileLoad>;

const twin = <T extends z.ZodMiniType>({ def }: z.ZodMiniOptional<T>, name: string) =>
  field(def.innerType, `The same as \`${name}\``);

/** Settings whose names have two words, as kserve-vllm-mini writes them, by the name that they have here. */
export const SNAKE_CASE = {
  max_tokens: 'maxTokens',
  prompt_tokens: 'promptTokens',
  extra_body: 'extraBody',
  request_timeout: 'requestTimeout',
} as const;

const snakeCase = {
  max_tokens: twin(load.maxTokens, 'maxTokens'),
  prompt_tokens: twin(load.promptTokens, 'promptTokens'),
  extra_body: twin(load.extraBody, 'extraBody'),
  request_timeout: twin(load.requestTimeout, 'requestTimeout'),
} satisfies Record<keyof typeof SNAKE_CASE, unknown>;

const about = (what: string) => field(z.unknown(), `${what}; for readers, decides nothing`);

/** What profiles of kserve-vllm-mini say beside the load; it decides nothing of a run. */
const describing = {
  use_cases: about('What the profile is of use for'),
  characteristics: about('What the load is like'),
  limitations: about('What it does not show'),
  warnings: about('What to know before'),
  recommended_alternatives: about('What to use instead'),
  model_requirements: about('What the model must be like'),
  validation_hints: about('What the hardware must have'),
};

/** Settings of the server that stand in profiles of kserve-vllm-mini, which no request can change. */
export const SERVER_SETTINGS = ['vllm_features'] as const;

/**
 * A benchmark profile: the load of one run, as `profiles/<name>.yaml` holds it.
 *
 * The chart's ConfigMap and the harness in the pod both read profiles through this schema.
 */
export const profile = z.strictObject({
  description: field(z.string(), 'What the profile is for, in a sentence'),
  ...load,
  ...snakeCase,
  tools: field(
    z.array(map),
    'Functions that the model may call, sent with each request: as OpenAI has them, or as name, description and parameters',
  ),
  test_schema: field(
    z.union([z.string(), map]),
    'JSON Schema that answers must follow, sent with each request as its `response_format`',
  ),
  ...describing,
  vllm_features: field(
    z.unknown(),
    'Settings of the server that the profile was made for; a run can only name them',
  ),
});

/** A benchmark profile as its file holds it; every field may be left out. */
export type Profile = z.output<typeof profile>;

/** How the gaps between requests are spread, at a mean of one over the rate. */
export type Pattern = NonNullable<Profile['pattern']>;

/** Which of the server's two ways of asking is used. */
export type Endpoint = NonNullable<Profile['endpoint']>;
