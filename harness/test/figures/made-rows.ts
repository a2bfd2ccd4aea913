import type { RequestRow } from '../../src/request/row';
import type { Slo } from '../../src/settings/settings';

/** What the made rows are held to: the first three are good. */
export const MADE_SLO: Slo = { ttftMs: 350, tpotMs: 60, e2eMs: 1_000, good: 0.75 };

const row = (
  index: number,
  times: Pick<RequestRow, 'scheduledMs' | 'endMs'> & Partial<RequestRow>,
): RequestRow => ({
  ...{ index, phase: 'measured', outcome: 'success', status: 200, usage: true, chunkGapsMs: [] },
  ...times,
});

/**
 * Eight requests, of which six count: no two of their figures are alike, so that a test sees where
 * one is shown in place of another. What follows from them is in `MADE_FIGURES`.
 */
export const MADE_ROWS: readonly RequestRow[] = [
  row(0, {
    ...{ phase: 'warmup', scheduledMs: 0, sentMs: 7, firstTokenMs: 900, lastTokenMs: 950 },
    ...{ endMs: 955, chunkGapsMs: [50], promptTokens: 77, outputTokens: 99 },
  }),
  row(0, {
    ...{ scheduledMs: 999, sentMs: 1_000, firstTokenMs: 1_100, lastTokenMs: 1_140 },
    ...{ endMs: 1_150, chunkGapsMs: [10, 30], promptTokens: 11, outputTokens: 3 },
  }),
  row(1, {
    ...{ scheduledMs: 1_498, sentMs: 1_500, firstTokenMs: 1_700, lastTokenMs: 1_900 },
    ...{ endMs: 1_910, chunkGapsMs: [50, 70, 80], promptTokens: 12, outputTokens: 6 },
  }),
  row(2, {
    ...{ scheduledMs: 1_996, sentMs: 2_000, firstTokenMs: 2_300, lastTokenMs: 2_900 },
    ...{ endMs: 2_910, chunkGapsMs: [200, 400], promptTokens: 13, outputTokens: 13 },
  }),
  row(3, {
    ...{ scheduledMs: 4_492, sentMs: 4_500, firstTokenMs: 5_100, lastTokenMs: 5_990 },
    ...{ endMs: 6_000, chunkGapsMs: [890], promptTokens: 14, outputTokens: 11 },
  }),
  row(4, {
    ...{ scheduledMs: 2_984, sentMs: 3_000, firstTokenMs: 3_800, lastTokenMs: 3_800 },
    ...{ endMs: 3_900, outputTokens: 1, usage: false, outcome: 'error', reason: 'truncated' },
  }),
  row(5, {
    ...{ scheduledMs: 3_500, endMs: 3_600, usage: false, outcome: 'error', reason: 'connect' },
  }),
  row(6, {
    ...{ scheduledMs: 5_000, sentMs: 5_032, firstTokenMs: 5_500, endMs: 7_000 },
    ...{ usage: false, outcome: 'unfinished' },
  }),
];

/** The figures of the made rows, by hand. */
export const MADE_FIGURES = {
  // 8 rows less one of the warm-up and one that was cut off; 4 of the 6 succeeded.
  counts: {
    attempts: 6,
    successes: 4,
    errors: 2,
    good: 3,
    unfinished: 1,
    warmup: 1,
    withoutUsage: 0,
  },
  // From 1000, the first sent, to 6000, the last end.
  durationSeconds: 5,
  // 4 / 5
  requestThroughput: 0.8,
  // 33 / 5
  outputTokenThroughput: 6.6,
  // 3 / 5: the fourth success took 600 ms to its first token
  goodput: 0.6,
  // 3 / 6
  goodFraction: 0.5,
  // 2 / 6
  errorRate: 1 / 3,
  // 11 + 12 + 13 + 14
  promptTokens: 50,
  // 3 + 6 + 13 + 11
  outputTokens: 33,
  errorsByReason: { truncated: 1, connect: 1 },
};

/**
 * The values of each measure, row by row, in milliseconds. Of the rows that count, the fifth has no
 * last token, since it broke off, and the sixth was never sent.
 */
export const MADE_VALUES = {
  // 1100 − 1000, 1700 − 1500, 2300 − 2000, 5100 − 4500, 3800 − 3000
  ttft: [100, 200, 300, 600, 800],
  // (1140 − 1100) / 2, (1900 − 1700) / 5, (2900 − 2300) / 12, (5990 − 5100) / 10
  tpot: [20, 40, 50, 89],
  chunkGap: [10, 30, 50, 70, 80, 200, 400, 890],
  // 1140 − 1000, 1900 − 1500, 2900 − 2000, 5990 − 4500
  endToEnd: [140, 400, 900, 1_490],
  // 1100 − 999, 1700 − 1498, 2300 − 1996, 5100 − 4492, 3800 − 2984
  ttftFromSchedule: [101, 202, 304, 608, 816],
  // 1140 − 999, 1900 − 1498, 2900 − 1996, 5990 − 4492
  endToEndFromSchedule: [141, 402, 904, 1_498],
  // 1000 − 999, 1500 − 1498, 2000 − 1996, 4500 − 4492, 3000 − 2984
  scheduleDelay: [1, 2, 4, 8, 16],
};
