import * as z from 'zod/mini';
import { count, maybe } from './numbers';

const mean = z.object({ mean: maybe, count });
const gauge = z.object({ mean: maybe, max: maybe });

/** What one replica counted. */
const replica = z.object({
  /** Its pod, or the address that was scraped. */
  name: z.string(),
  /** Port and path that were scraped. */
  scraped: z.string(),
  scrapes: count,
  failed: count,
  /** Requests that it ended; `null` where it did not say. */
  requests: z.nullable(count),
  /** Why its numbers are not there or not whole. */
  why: z.exactOptional(z.string()),
});

const times = z.object({
  /** From the request's arrival to its first token. */
  firstToken: mean,
  /** Waiting for its turn. */
  queue: mean,
  /** From its turn to the first token. */
  prefill: mean,
  /** From the first token to the last. */
  decode: mean,
  /** From the request's arrival to its last token. */
  whole: mean,
  /** Between tokens. */
  tokenGap: mean,
});

/** Means in milliseconds that add up to the time to first token from schedule. */
const parts = z.object({
  /** From schedule to sending. */
  delay: z.number(),
  /** Network, gateway and the server's HTTP: what is left. */
  outside: z.number(),
  queue: z.number(),
  prefill: z.number(),
});

const summary = z.object({ count, mean: maybe, p50: maybe, p90: maybe, p99: maybe, max: maybe });

/** What the server counted of a run, beside the client's figures; times in milliseconds. */
export const serverFigures = z.object({
  /** Why there is nothing of it. */
  notOffered: z.exactOptional(z.string()),
  replicas: z.array(replica),
  times: z.exactOptional(times),
  counts: z.exactOptional(
    z.object({
      /** Requests that ended, for whatever reason. */
      requests: z.nullable(count),
      promptTokens: z.nullable(count),
      outputTokens: z.nullable(count),
      preemptions: z.nullable(count),
      prefixCacheQueries: z.nullable(count),
      prefixCacheHits: z.nullable(count),
    }),
  ),
  /** Of all replicas together; the cache's use is that of the fullest. */
  gauges: z.exactOptional(z.object({ running: gauge, waiting: gauge, cacheUsage: gauge })),
  parts: z.exactOptional(parts),
  /** By vLLM's metrics of each request, where they are in the answers. */
  perRequest: z.exactOptional(z.object({ queue: summary, prefill: summary, outside: summary })),
  /** What a reader must know of these. */
  notes: z.array(z.string()),
});

/** What the server counted of a run. */
export type ServerFigures = z.output<typeof serverFigures>;
