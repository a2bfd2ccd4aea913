import * as z from 'zod/mini';
import { AGE } from './age';
import { DURATION_ABOVE_0 } from './duration';
import { FULL_LABEL_VALUE } from './label-value';

/** A product of GPUs as the label of a node has it: a label's value that is not empty. */
export const GPU_PRODUCT = FULL_LABEL_VALUE;

/** The address of a Prometheus: with a path where it is served below one, and without credentials and query. */
export const PROMETHEUS_URL = /^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/;

const anyMap = z.record(z.string(), z.unknown());

/**
 * `config.yaml`: what the chart tells the harness in the pod.
 *
 * The chart writes it and the harness reads it through this one schema.
 */
export const harnessConfig = z.strictObject({
  benchmark: z.strictObject({
    defaultProfile: z.string(),
    outputDir: z.string(),
    timeout: z.string().check(z.regex(DURATION_ABOVE_0)),
    retries: z.int().check(z.gte(0)),
    /** What a GPU costs for an hour, by product. */
    prices: z._default(
      z.record(z.string().check(z.regex(GPU_PRODUCT)), z.number().check(z.gt(0))),
      {},
    ),
  }),
  monitoring: z.strictObject({
    enabled: z.boolean(),
    resources: z.strictObject({ enabled: z.boolean() }),
    server: z._default(z.strictObject({ enabled: z.boolean() }), { enabled: false }),
    prometheus: z._default(
      z.strictObject({ url: z.union([z.literal(''), z.string().check(z.regex(PROMETHEUS_URL))]) }),
      { url: '' },
    ),
  }),
  /** How the pods of `kvmini bench --pods` differ from the harness's own; there where `workers.enabled` is. */
  workers: z.optional(
    z.strictObject({
      resources: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number()]))),
      nodeSelector: z.record(z.string(), z.string()),
      tolerations: z.array(anyMap),
      topologySpreadConstraints: z.array(anyMap),
    }),
  ),
  /** What `kvmini serve` must know of the chart's Service; absent outside of a pod. */
  serve: z.optional(
    z.strictObject({
      service: z.string(),
      namespace: z.string(),
      allowedHosts: z.array(z.string()),
      prune: z.strictObject({
        keep: z.int().check(z.gte(0)),
        olderThan: z.union([z.literal(''), z.string().check(z.regex(AGE))]),
      }),
    }),
  ),
});

/** The settings in `config.yaml`. */
export type HarnessConfig = z.output<typeof harnessConfig>;

/** The defaults of the chart's values, and of a harness without a `config.yaml`. */
export const CONFIG_DEFAULTS = {
  benchmark: {
    defaultProfile: 'standard',
    outputDir: '/data/results',
    timeout: '3600s',
    retries: 3,
    prices: {},
  },
  monitoring: {
    enabled: false,
    resources: { enabled: false },
    server: { enabled: false },
    prometheus: { url: '' },
  },
} as const satisfies HarnessConfig;
