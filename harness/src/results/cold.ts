import * as z from 'zod/mini';
import { count, maybe } from './numbers';

/** What a start from zero comes by, in its order. */
export const MOMENTS = [
  'created',
  'scheduled',
  'initialized',
  'pulled',
  'started',
  'ready',
  'firstToken',
] as const;

/** Something that a start from zero comes by. */
export type Moment = (typeof MOMENTS)[number];

/** What is done to bring a target to zero: its Deployment is scaled, or it is caught as its own autoscaler does that. */
export const coldWay = z.enum(['Deployment', 'KEDA', 'Knative']);

/** What is done to bring a target to zero. */
export type ColdWay = z.output<typeof coldWay>;

const moments = z.object(
  Object.fromEntries(MOMENTS.map((name) => [name, maybe])) as Record<Moment, typeof maybe>,
);

/** One start from zero. */
const round = z.object({
  round: count,
  /** When it began: the scale was raised, or the request sent. */
  at: z.string(),
  /** The first pod that was ready; `null` where there was none. */
  pod: z.nullable(z.string()),
  /** Whether its node had the image already; `null` where no event says it. */
  imageWasThere: z.nullable(z.boolean()),
  /** Milliseconds since the begin; `null` for what was not seen. */
  moments,
  /** Requests until one was answered. */
  tries: count,
});

/** One start from zero. */
export type ColdRound = z.output<typeof round>;

/** `cold` of `results.json`: starts from zero, taken apart. */
export const coldFigures = z.object({
  way: coldWay,
  /** The Deployment, as `ml/demo-predictor`. */
  deployment: z.string(),
  /** Replicas that it had, and that it has again. */
  replicas: count,
  /** So often pods were looked at: moments are as late as that. */
  everyMs: z.number(),
  rounds: z.array(round),
  /** Each part of a start, from the moment before it: its mean, and bounds of 95 % of two rounds or more. */
  parts: z.array(
    z.object({
      part: z.enum(MOMENTS),
      count,
      mean: z.number(),
      low: maybe,
      high: maybe,
    }),
  ),
});

/** Starts from zero, taken apart. */
export type ColdFigures = z.output<typeof coldFigures>;

/** `scale.json`: the scale that `kvmini cold` found, written before it is changed. */
export const foundScale = z.object({
  namespace: z.string(),
  deployment: z.string(),
  replicas: count,
  foundAt: z.string(),
  /** `changed` until it is put back; `others` where somebody else had changed it meanwhile, and it was left so. */
  state: z.enum(['changed', 'restored', 'others']),
});

/** The scale that `kvmini cold` found. */
export type FoundScale = z.output<typeof foundScale>;
