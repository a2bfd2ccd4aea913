import { printable } from 'kvmini-contract/printable';
import { redact } from 'kvmini-contract/redact';
import { isObject } from './delta';
import { countOf, type ServerTimes, toMicrosecond } from './row';

/** A fingerprint that is longer than this is none. */
const LONGEST_FINGERPRINT = 100;
/** Times of one request: a day is more than any has. */
const LONGEST_MS = 86_400_000;

/** What a server tells of an answer beside its tokens, where it was started with that. */
export interface Told {
  /** Prompt tokens that came from a cache. */
  readonly cachedTokens?: number;
  /** Output tokens that were reasoning. */
  readonly reasoningTokens?: number;
  readonly server?: ServerTimes;
}

interface Wire {
  readonly usage?: unknown;
  readonly metrics?: unknown;
}

/**
 * Reads what a chunk tells beside its tokens: details of usage, and the metrics of `--enable-per-request-metrics`.
 *
 * @returns `undefined` where it tells nothing, as nearly every chunk
 */
export function toldIn({ usage, metrics }: Wire): Told | undefined {
  if (!isObject(usage) && !isObject(metrics)) return undefined;
  const counts = (usage ?? {}) as Record<string, unknown>;
  const { completion_tokens_details: completion } = counts;
  const cached = cachedIn(counts);
  const reasoning = isObject(completion)
    ? countOf(field(completion, 'reasoning_tokens'))
    : undefined;
  const server = isObject(metrics) ? timesIn(metrics) : undefined;
  if (cached === undefined && reasoning === undefined && !server) return undefined;
  return {
    ...(cached !== undefined && { cachedTokens: cached }),
    ...(reasoning !== undefined && { reasoningTokens: reasoning }),
    ...(server && { server }),
  };
}

/** More tokens of a prompt than it has were in no cache. */
function cachedIn(usage: Readonly<Record<string, unknown>>): number | undefined {
  const { prompt_tokens: all, prompt_tokens_details: prompt } = usage;
  const cached = isObject(prompt) ? countOf(field(prompt, 'cached_tokens')) : undefined;
  return (cached ?? 0) > (countOf(all) ?? Number.POSITIVE_INFINITY) ? undefined : cached;
}

const field = (object: object, name: string): unknown => (object as Record<string, unknown>)[name];

function timesIn(metrics: object): ServerTimes | undefined {
  const [queueMs, prefillMs] = ['queue_time_ms', 'time_to_first_token_ms'].map((name) =>
    timeOf(field(metrics, name)),
  );
  return queueMs === undefined || prefillMs === undefined ? undefined : { queueMs, prefillMs };
}

/** A time as a server or a file gives it; `undefined` unless it is a number from 0 to a day. */
export const timeOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= LONGEST_MS ? toMicrosecond(value) : undefined;

/** Tells of each fingerprint of the server once, until another comes: a row names it where it is new. */
export class Fingerprints {
  private last: string | undefined;

  /** `undefined` where it is none, or that of the answer before. */
  newly(fingerprint: string | undefined): string | undefined {
    if (fingerprint === undefined || fingerprint === this.last) return undefined;
    this.last = fingerprint;
    return fingerprint.length > LONGEST_FINGERPRINT ? undefined : printable(redact(fingerprint));
  }
}
