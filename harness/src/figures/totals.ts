import { cost } from './cost';
import type { Counted } from './counted';
import { inTerminal } from './format';
import { type Ratio, ratio } from './ratio';
import { outputTokensFrom } from './token-source';
import { type Compared, comparedAs, type Entry } from './total';

const totals = {
  attempts: {
    title: 'Attempts',
    definition: 'Measured requests that ended by themselves.',
    unit: 'requests',
    value: ({ counts }) => counts.attempts,
    metric: 'requests',
    listed: { label: 'requests' },
    summary: {
      label: 'Requests',
      more: ({ counts }) => `, of which ${counts.successes} succeeded`,
    },
  },
  successes: {
    title: 'Successes',
    definition:
      'Attempts with a 2xx status and a complete answer of one token or more: [DONE], or a finish reason other than error and abort.',
    unit: 'requests',
    value: ({ counts }) => counts.successes,
  },
  errorRate: {
    title: 'Error rate',
    definition: 'Attempts that were no success, over attempts.',
    unit: '%',
    ...ratio({ amount: ({ counts }) => counts.errors, per: 'attempt', counts: 'failed' }),
    better: 'lower',
    metric: 'error_ratio',
    card: { label: 'errors' },
    listed: { label: 'errors' },
    summary: {
      more: ({ errorsByReason }) =>
        Object.entries(errorsByReason)
          .map(([reason, count]) => `  ${reason} ${count}`)
          .join(''),
    },
  },
  durationSeconds: {
    title: 'Duration',
    definition: 'From the first request sent to the last one ended.',
    unit: 's',
    value: ({ durationSeconds }) => durationSeconds,
    metric: 'duration_seconds',
    summary: {},
  },
  requestThroughput: {
    title: 'Request throughput',
    definition: 'Successes over the duration.',
    unit: '/s',
    ...ratio({ amount: ({ counts }) => counts.successes, per: 'second', each: () => 1 }),
    better: 'higher',
    metric: 'request_throughput',
    card: { label: 'requests per second', digits: 1, unit: '' },
    summary: {},
  },
  outputTokenThroughput: {
    title: 'Output token throughput',
    definition: 'Output tokens of successes over the duration.',
    unit: '/s',
    ...ratio({
      amount: ({ outputTokens }) => outputTokens,
      per: 'second',
      each: ({ outputTokens }) => outputTokens,
    }),
    better: 'higher',
    metric: 'output_token_throughput',
    card: { label: 'output tokens per second', digits: 0, unit: '' },
    listed: { label: 'tokens/s', digits: 0, unit: '' },
    summary: { label: 'Output throughput', digits: 1, unit: 'tokens/s' },
  },
  outputTokens: {
    title: 'Output tokens',
    definition:
      "The count in the server's usage, else a tokenizer's; unknown if a success has neither. Chunks are not tokens.",
    inThisRun: outputTokensFrom,
    unit: 'tokens',
    value: ({ outputTokens }) => outputTokens,
  },
  chunks: {
    title: 'Chunks with tokens',
    definition: 'Chunks of successes that carry tokens: one may carry several, or half of one.',
    unit: 'chunks',
    value: ({ chunks = null }) => chunks,
  },
  atOnce: {
    title: 'Answers all at once',
    definition:
      'Successes of several tokens that came in one chunk, or in chunks that came together: they have no time per output token.',
    unit: 'requests',
    value: ({ counts: { atOnce = null } }) => atOnce,
  },
  promptTokens: {
    title: 'Prompt tokens',
    definition: "As the server's usage says; unknown where it does not say so of every success.",
    unit: 'tokens',
    value: ({ promptTokens }) => promptTokens,
  },
  cachedTokens: {
    title: 'Cached prompt tokens',
    definition: "Prompt tokens that came from the server's prefix cache, as its usage says.",
    unit: 'tokens',
    value: ({ cachedTokens = null }) => cachedTokens,
  },
  reasoningTokens: {
    title: 'Reasoning tokens',
    definition: "Output tokens that were reasoning, as the server's usage says.",
    unit: 'tokens',
    value: ({ reasoningTokens = null }) => reasoningTokens,
  },
  goodput: {
    title: 'Goodput',
    definition: 'Successes that met every limit of the SLO, over the duration.',
    unit: '/s',
    ...ratio({ amount: ({ counts }) => counts.good, per: 'second' }),
    needsSlo: true,
    better: 'higher',
    metric: 'goodput',
    summary: {},
  },
  goodFraction: {
    title: 'Good fraction',
    definition: 'The same over attempts.',
    unit: '%',
    ...ratio({ amount: ({ counts }) => counts.good, per: 'attempt', counts: 'good' }),
    needsSlo: true,
    better: 'higher',
    metric: 'good_ratio',
    card: { label: 'good requests' },
    summary: {
      label: 'Good requests',
      more: ({ slo }) =>
        slo ? ` (SLO of ${inTerminal.percent(slo.good)} ${slo.met ? 'met' : 'missed'})` : '',
    },
  },
  costPerTokens: {
    title: 'Cost of a million output tokens',
    definition:
      "The replicas' GPUs at their price for as long as the run took, over its output tokens, in the currency of the price; unknown without a price, or where the number of GPUs, or which they are, is not known.",
    unit: 'price',
    ...cost('outputTokenThroughput', 1_000_000),
    summary: { label: 'Per million tokens' },
  },
  costPerRequests: {
    title: 'Cost of a thousand requests',
    definition: 'The same over the successes.',
    unit: 'price',
    ...cost('requestThroughput', 1_000),
    summary: { label: 'Per thousand req.' },
  },
  energyPerTokens: {
    title: 'Energy of a thousand output tokens',
    definition:
      "What the replicas' GPUs took during the run, as DCGM's exporter told a Prometheus, over its output tokens; unknown without one, or where samples are missing.",
    unit: 'Wh',
    value: ({ energy, outputTokens }) =>
      energy && outputTokens ? (1_000 * energy.wattHours) / outputTokens : null,
    over: { rate: 'outputTokenThroughput', count: 1_000 },
    ifKnown: true,
    better: 'lower',
    summary: { label: 'Per thousand tokens' },
  },
  unfinished: {
    title: 'Unfinished',
    definition: 'Cut off by the end of the run; in no figure.',
    unit: 'requests',
    value: ({ counts }) => counts.unfinished,
  },
  lost: {
    title: 'Lost',
    definition:
      'Sent, or maybe sent, by a worker that was lost before it could tell what became of them; in no figure.',
    unit: 'requests',
    value: ({ counts: { lost = null } }) => lost,
  },
  unsent: {
    title: 'Never sent',
    definition: 'Due by the schedule while the concurrency was used up, until the end of the load.',
    unit: 'requests',
    value: ({ unsent = null }) => unsent,
  },
  heldBack: {
    title: 'Held back',
    definition: 'Sent later than the schedule said, because the concurrency was used up.',
    unit: 'requests',
    value: ({ heldBack = null }) => heldBack,
  },
  runQueueWait: {
    title: 'Waited for a CPU',
    definition:
      "Share of the load's time in which the load generator was ready to run but had no CPU; unknown where the kernel does not count it.",
    unit: '%',
    value: ({ generator }) => generator?.runQueueWait ?? null,
  },
  warmup: {
    title: 'Warm-up',
    definition: 'Sent first; in no figure.',
    unit: 'requests',
    value: ({ counts }) => counts.warmup,
  },
} as const satisfies Readonly<Record<string, Entry>>;

/** The name of a figure that is one number for the whole run. */
export type TotalName = keyof typeof totals;

/** The name of a total that follows from what was counted; results have it under this name. */
export type RateName = {
  [Name in TotalName]: (typeof totals)[Name] extends { ratio: Ratio } ? Name : never;
}[TotalName];

/** One number for a whole run. */
export interface Total extends Entry {
  readonly name: TotalName;
  /** As what runs are compared by it; `undefined` where they are not. */
  readonly compared: Compared;
}

/** All totals by their names, in the order in which they are shown. */
export const TOTALS = Object.fromEntries(
  Object.entries<Entry>(totals).map(([name, entry]) => [
    name,
    { name, compared: comparedAs(entry), ...entry },
  ]),
) as Readonly<Record<TotalName, Total>>;

/** The totals that are shown in a way. */
export const totalsWith = (isShown: (total: Total) => unknown): readonly Total[] =>
  Object.values(TOTALS).filter(isShown);

/** The names of the totals that results have under their names. */
export const RATE_NAMES = totalsWith(({ ratio }) => ratio).map(({ name }) => name as RateName);

/** The totals that follow from what was counted of a run. */
export const ratesOf = (run: Counted): Record<RateName, number | null> =>
  Object.fromEntries(RATE_NAMES.map((name) => [name, TOTALS[name].value(run)])) as Record<
    RateName,
    number | null
  >;
