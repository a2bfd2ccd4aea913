import type { RunFigures } from './collector';

/** Means in milliseconds that add up to the time to first token from schedule. */
export interface FirstTokenParts {
  readonly delay: number;
  readonly outside: number;
  readonly queue: number;
  readonly prefill: number;
}

/**
 * Takes the mean time to first token from schedule apart. What is neither the load generator's nor the engine's is the
 * network's, the gateway's and the server's HTTP.
 *
 * @param server what its engine counted, in the mean
 * @returns `undefined` where a part is not known
 */
export function partsOfFirstToken(
  { distributions: { ttft, ttftFromSchedule } }: Pick<RunFigures, 'distributions'>,
  { queue, prefill }: { readonly queue: number | null; readonly prefill: number | null },
): FirstTokenParts | undefined {
  if (ttft.mean === null || ttftFromSchedule.mean === null) return undefined;
  if (queue === null || prefill === null) return undefined;
  const delay = ttftFromSchedule.mean - ttft.mean;
  return { delay, outside: ttft.mean - queue - prefill, queue, prefill };
}
