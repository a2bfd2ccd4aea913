/** Ways in which the mock server can misbehave, each as a real server does. */
export const FAULTS = {
  slow_first_token: 'The first token takes ten times as long',
  stall: 'Half of the tokens come, then nothing, with the connection left open',
  http_429: 'Refused: too many requests',
  http_500: 'Refused: internal error',
  truncated:
    'The stream ends cleanly after half of the tokens, with no finish reason and no [DONE]',
  malformed: 'One chunk in the middle is not JSON',
  stream_error: 'An error object comes inside the stream in place of the second half',
  finish_error:
    'The answer ends half-way with `error` for its finish reason, and is whole otherwise',
  no_usage: 'The stream is whole, but carries no usage',
  role_only: 'A chunk with the role alone comes at once, long before the first token',
  reasoning: 'The first half of the tokens are reasoning deltas',
  tool_calls: 'All tokens are deltas of a tool call',
  reset: 'The connection is reset after half of the tokens',
} as const;

/** The name of a fault of the mock server. */
export type Fault = keyof typeof FAULTS;

/** How often each fault happens, from 0 to 1; the rates add up to 1 at most. */
export type FaultRates = Partial<Record<Fault, number>>;

/**
 * Picks the fault of one request.
 *
 * @param rates how often each fault happens
 * @param draw a random number from 0 (inclusive) to 1 (exclusive)
 * @returns the fault, or `undefined` for a request that goes well
 */
export function pickFault(rates: FaultRates, draw: number): Fault | undefined {
  let below = 0;
  for (const [fault, rate] of Object.entries(rates)) {
    below += rate;
    if (draw < below) return fault as Fault;
  }
  return undefined;
}
