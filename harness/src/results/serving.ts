import * as z from 'zod/mini';
import { count } from './numbers';

const text = z.nullable(z.string());

/** One pod of the target. */
const pod = z.object({
  name: z.string(),
  uid: z.string(),
  ip: text,
  node: text,
  ready: z.boolean(),
  /** Why it is not ready. */
  why: z.exactOptional(z.string()),
  /** The images of its containers, with their digests where they run. */
  images: z.array(z.string()),
  /** How often its containers were started again. */
  restarts: count,
});

/** One pod of the target, as `run.json` holds it. */
export type ServingPod = z.output<typeof pod>;

const state = z.object({
  at: z.string(),
  /** Pods that there should be; `null` where that is not known. */
  desired: z.nullable(count),
  ready: z.nullable(count),
  /** `null` where they are not known or may not be read. */
  pods: z.nullable(z.array(pod)),
  /** As `/version` says. */
  version: text,
  model: z.string(),
  /** Prompt and output tokens of a request at most, as the list of models says. */
  maxModelLen: z.nullable(count),
});

/** What served the requests at one time. */
export type ServingState = z.output<typeof state>;

/** `serving` of `run.json`: what served the requests at the start and the end of the load. */
export const serving = z.object({
  start: state,
  /** `null` until the end, and where the run was broken off. */
  end: z.nullable(state),
  /** The `system_fingerprint`s of answers, in their order; none where the server has none. */
  fingerprints: z.array(z.string()),
  /** What changed in between. */
  changes: z.array(z.string()),
  /** What is not known, and why. */
  notes: z.array(z.string()),
});

/** What served the requests of a run. */
export type Serving = z.output<typeof serving>;
