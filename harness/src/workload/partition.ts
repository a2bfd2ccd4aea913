import type { Arrivals } from './arrivals';
import type { Prompt, Prompts } from './prompts';

/** The part of a run's load that one of several workers sends: each request whose index is `worker` modulo `of`. */
export interface Share {
  /** Counted from 0. */
  readonly worker: number;
  /** How many workers there are. */
  readonly of: number;
}

/** All of the load. */
export const WHOLE: Share = { worker: 0, of: 1 };

/** The index in the whole load of a share's request, counted from 0. */
export const indexIn = ({ worker, of }: Share, nth: number): number => worker + nth * of;

/** Whether a share has the request with an index. */
export const isIn = ({ worker, of }: Share, index: number): boolean => index % of === worker;

/** How many of so many requests a share has. */
export const countIn = ({ worker, of }: Share, requests: number): number =>
  Math.max(0, Math.ceil((requests - worker) / of));

/** How many of so many requests at once a share may have under way: they are dealt out one by one. */
export const placesIn = countIn;

/**
 * The arrivals of a share: the whole schedule is drawn, and the times of others are passed over, so that all shares
 * together are the schedule of one worker to the last bit.
 */
export function arrivalsIn({ worker, of }: Share, arrivals: Arrivals): Arrivals {
  if (of === 1) return arrivals;
  const pass = (count: number) => {
    for (let i = 0; i < count; i++) arrivals.take();
  };
  pass(worker);
  return { due: (now) => arrivals.due(now), take: () => pass(of) };
}

/**
 * Hands out prompts by their place in the sequence of a run, which may only grow: what lies between two places is
 * passed over, as the prompts of others.
 */
export function promptsByPlace(prompts: Prompts): (place: number) => Prompt {
  let next = 0;
  return (place) => {
    if (place > next) prompts.skip(place - next);
    next = place + 1;
    return prompts();
  };
}
