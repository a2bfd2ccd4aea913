import type { RunFigures } from '../figures/collector';
import { inTerminal } from '../figures/format';
import type { Results } from './schema';
import type { ServerFigures } from './server';

type Counted = Pick<ServerFigures, 'counts'>;
type Client = Pick<RunFigures, 'counts' | 'promptTokens' | 'outputTokens'>;

/** From here on prompts that were known again are seen in the time to first token. */
const CACHED = 0.1;

/** What a reader must know of the server's numbers: that others sent requests too, or that they don't agree. */
export function reconciled(
  client: Client,
  { counts }: Counted,
  replicas: ServerFigures['replicas'],
): string[] {
  if (!counts) return [];
  const notes = [...partly(replicas), ...others(client, counts)];
  return notes.length > 0 ? notes : differing(client, counts);
}

function others({ counts: client }: Client, server: NonNullable<Counted['counts']>): string[] {
  const sent = client.attempts + client.unfinished;
  const more = (server.requests ?? 0) - sent;
  if (more <= 0) return [];
  const part = inTerminal.percent(more / Math.max(1, server.requests ?? 1), 1);
  return [
    `The server ended ${server.requests} requests, ${more} more than this run sent (${part}): others used it, and its times and counts have theirs in them`,
  ];
}

/** Of a whole run every token is counted on both sides. */
function differing(
  { counts, promptTokens, outputTokens }: Client,
  server: NonNullable<Counted['counts']>,
): string[] {
  const isWhole = counts.successes === counts.attempts && counts.unfinished === 0;
  if (!isWhole) return [];
  const pairs = [
    ['requests', server.requests, counts.attempts],
    ['prompt tokens', server.promptTokens, promptTokens],
    ['output tokens', server.outputTokens, outputTokens],
  ] as const;
  return pairs.flatMap(([what, one, other]) =>
    one === null || other === null || one === other
      ? []
      : [`The server counted ${one} ${what}, its answers say ${other}`],
  );
}

function partly(replicas: ServerFigures['replicas']): string[] {
  return replicas.flatMap(({ name, why }) =>
    why === undefined ? [] : [`The server's numbers are not whole: ${name}: ${why}`],
  );
}

/** Says so where prompts came from the server's cache: their time to first token is not that of new ones. */
export function cachedNote(
  cached: number | null | undefined,
  of: number | null,
): string | undefined {
  if (typeof cached !== 'number' || !of || cached < CACHED * of) return undefined;
  return `${cached} of ${of} prompt tokens (${inTerminal.percent(cached / of, 0)}) came from the server's prefix cache: the time to first token is that of prompts which it knew`;
}

/** Results with what the server counted. */
export function withServer(results: Results, server: ServerFigures | undefined): Results {
  if (!server) return results;
  return { ...results, server, warnings: [...results.warnings, ...server.notes] };
}
