import * as z from 'zod/mini';
import { field } from './documented';
import { DURATION } from './duration';

const count = (minimum: number) => z.int().check(z.gte(minimum));
const aDuration = { error: 'a duration such as 200ms, 90s or 1h30m' };
const duration = z.string(aDuration).check(z.regex(DURATION, aDuration));

const slo = z.strictObject({
  ttft: field(duration, 'Longest time to the first token'),
  tpot: field(duration, 'Longest time per output token after the first'),
  e2e: field(duration, 'Longest time from sending a request to its last token'),
  good: field(
    z.number().check(z.gt(0), z.lte(1)),
    'Smallest fraction of requests that must be good, from 0 to 1; by default all of them',
  ),
});

/**
 * A benchmark profile: the load of one run, as `profiles/<name>.yaml` holds it.
 *
 * The chart's ConfigMap and the harness in the pod both read profiles through this schema.
 */
export const profile = z.strictObject({
  description: field(z.string(), 'What the profile is for, in a sentence'),
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
  promptTokens: field(count(1), 'Approximate prompt length in tokens'),
  dataset: field(z.string(), 'JSONL file of prompts, instead of generated ones'),
  stream: field(z.boolean(), 'Stream the answers; without it there is no time to first token'),
  requestTimeout: field(duration, 'Longest time for one request'),
  timeout: field(duration, 'Longest time for the whole run'),
  retries: field(count(0), 'Attempts to reach the target before the run fails'),
  seed: field(count(0), 'Makes the schedule and the prompts repeatable'),
  slo: field(slo, 'Limits that a good request meets'),
});

/** A benchmark profile as its file holds it; every field may be left out. */
export type Profile = z.output<typeof profile>;

/** How the gaps between requests are spread, at a mean of one over the rate. */
export type Pattern = NonNullable<Profile['pattern']>;

/** Which of the server's two ways of asking is used. */
export type Endpoint = NonNullable<Profile['endpoint']>;
