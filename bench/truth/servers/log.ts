import { readFileSync } from 'node:fs';
import * as z from 'zod';

const server = z.object({
  kind: z.literal('server'),
  name: z.string(),
  /** Milliseconds since 1970 at the zero of the server's monotonic clock. */
  epochMs: z.number(),
});

/** One request as the server saw it; times in milliseconds of its own monotonic clock. */
const request = z.object({
  kind: z.literal('request'),
  receivedMs: z.number(),
  firstByteMs: z.number(),
  /** When each token-bearing chunk was handed to the socket. */
  chunksMs: z.array(z.number()),
  endMs: z.number(),
  status: z.int(),
  tokens: z.int(),
  fault: z.string(),
  whole: z.boolean(),
  /** The most by which a chunk was later than it was due. */
  lateMs: z.number(),
});

const lag = z.object({
  kind: z.literal('lag'),
  /** How much later than it was due a timer of the server's event loop fired. */
  p99Ms: z.number(),
  maxMs: z.number(),
});

const line = z.discriminatedUnion('kind', [server, request, lag]);

/** One request as the server saw it. */
export type LoggedRequest = z.output<typeof request>;

/** What a server says of a run. */
export interface Log {
  readonly server: z.output<typeof server>;
  /** In the order in which they arrived. */
  readonly requests: readonly LoggedRequest[];
  readonly lag: z.output<typeof lag>;
}

/**
 * Reads the lines of a log.
 *
 * @throws Error where the server's own line or that of its lag is missing: it was killed
 */
export function parseLog(text: string): Log {
  const lines = text.split('\n').filter(Boolean);
  const read = lines.map((each) => line.parse(JSON.parse(each)));
  const found = <Kind extends string>(kind: Kind) => read.filter((each) => each.kind === kind);
  const [about] = found('server') as z.output<typeof server>[];
  const [late] = found('lag') as z.output<typeof lag>[];
  if (!about || !late)
    throw new Error('expected the lines "server" and "lag" in the server\'s log');
  const requests = found('request') as LoggedRequest[];
  return {
    server: about,
    lag: late,
    requests: requests.sort((a, b) => a.receivedMs - b.receivedMs),
  };
}

/** Reads a log's file. */
export const readLog = (file: string): Log => parseLog(readFileSync(file, 'utf8'));
