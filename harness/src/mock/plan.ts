import { randomLcg, randomLogNormal } from 'd3-random';
import { type Fault, pickFault } from './faults';
import type { MockOptions } from './options';

/** When the chunks of one answer are due, decided before it starts. */
export interface Plan {
  /** Milliseconds from the start of the answer to each token-bearing chunk. */
  readonly due: readonly number[];
  readonly tokens: number;
  readonly fault: Fault | undefined;
}

const faultOf = (turn: Fault | 'none') => (turn === 'none' ? undefined : turn);

/**
 * Makes the plans of a server, one a request; the same seed makes the same plans.
 *
 * @returns a function from the tokens that a request asks for to its plan
 */
export function planner(options: Omit<MockOptions, 'port'>): (tokens: number) => Plan {
  const source = randomLcg(options.seed);
  const spread = randomLogNormal.source(source)(0, options.jitter);
  const { faultCycle } = options;
  let planned = 0;
  return (tokens) => {
    const turn = faultCycle[planned++ % faultCycle.length];
    const fault = turn === undefined ? pickFault(options.faults, source()) : faultOf(turn);
    const slow = fault === 'slow_first_token' ? 10 : 1;
    let at = options.ttft * slow * spread();
    const due = [at];
    for (let sent = options.tokensPerChunk; sent < tokens; sent += options.tokensPerChunk) {
      at += options.gap * spread();
      due.push(at);
    }
    return { due, tokens, fault };
  };
}
