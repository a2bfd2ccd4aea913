import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FigureCollector } from '../../src/figures/collector';
import { PERCENTILE_NAMES, PERCENTILES, type Summary } from '../../src/figures/distribution';
import type { MeasureName } from '../../src/figures/measures';
import { REASONS, type RequestRow } from '../../src/request/row';
import type { Slo } from '../../src/settings/settings';

const ms = fc.integer({ min: 0, max: 30_000_000 }).map((each) => each / 1000);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 });

/** Any request that can happen, built from the times between its events. */
const anyRow: fc.Arbitrary<RequestRow> = fc
  .record({
    index: fc.nat(),
    phase: fc.constantFrom('warmup' as const, ...Array(6).fill('measured' as const)),
    scheduledMs: ms,
    delay: maybe(ms),
    ttft: maybe(ms),
    gaps: fc.array(fc.oneof(ms, fc.constant(0)), { maxLength: 5 }),
    tail: ms,
    outcome: fc.constantFrom('success', 'success', 'success', 'error', 'unfinished' as const),
    reason: fc.constantFrom(...REASONS),
    outputTokens: fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 60 }),
    promptTokens: maybe(fc.nat({ max: 999 })),
    usage: fc.boolean(),
  })
  .map(({ delay, ttft, gaps, tail, reason, promptTokens, outputTokens, ...row }) => {
    const sent = delay === undefined ? undefined : row.scheduledMs + delay;
    const first = sent === undefined || ttft === undefined ? undefined : sent + ttft;
    const chunkGapsMs = first === undefined ? [] : gaps;
    const last =
      first === undefined ? undefined : chunkGapsMs.reduce((sum, gap) => sum + gap, first);
    const endMs = (last ?? sent ?? row.scheduledMs) + tail;
    return {
      ...row,
      chunkGapsMs,
      endMs,
      ...(sent === undefined ? {} : { sentMs: sent }),
      ...(first === undefined ? {} : { firstTokenMs: first }),
      ...(last === undefined ? {} : { lastTokenMs: last }),
      ...(row.outcome === 'error' ? { reason } : {}),
      ...(promptTokens === undefined ? {} : { promptTokens }),
      ...(outputTokens === undefined ? {} : { outputTokens }),
    } as RequestRow;
  });

const slo: Slo = { ttftMs: 12_000, tpotMs: 5_000, e2eMs: 20_000, good: 1 };

/** A sum of which one part is unknown is unknown. */
const sumOfKnown = (parts: readonly (number | undefined)[]) =>
  parts.includes(undefined) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);

/** The contract's table of figures, word for word and with everything kept: slow and plain. */
function expected(rows: readonly RequestRow[]) {
  const attempts = rows.filter((r) => r.phase === 'measured' && r.outcome !== 'unfinished');
  const successes = attempts.filter((r) => r.outcome === 'success');
  const sub = (a?: number, b?: number) =>
    a === undefined || b === undefined ? undefined : Math.max(0, a - b);
  const ttft = (r: RequestRow) => sub(r.firstTokenMs, r.sentMs);
  const e2e = (r: RequestRow) => sub(r.lastTokenMs, r.sentMs);
  const tpot = (r: RequestRow) => {
    const time = sub(r.lastTokenMs, r.firstTokenMs);
    const tokens = r.outputTokens ?? 0;
    return !time || tokens < 2 ? undefined : time / (tokens - 1);
  };
  const atOnce = (r: RequestRow) =>
    r.firstTokenMs !== undefined &&
    r.firstTokenMs === r.lastTokenMs &&
    (r.outputTokens ?? r.chunkGapsMs.length + 1) > 1;
  const good = successes.filter(
    (r) =>
      r.outputTokens !== undefined &&
      !atOnce(r) &&
      (ttft(r) ?? Number.POSITIVE_INFINITY) <= 12_000 &&
      (tpot(r) ?? 0) <= 5_000 &&
      (e2e(r) ?? 0) <= 20_000,
  );
  const sent = attempts.flatMap((r) => r.sentMs ?? []);
  const seconds = (Math.max(...attempts.map((r) => r.endMs)) - Math.min(...sent)) / 1000;
  const over = (of: readonly RequestRow[], value: (r: RequestRow) => number | undefined) =>
    of.map(value).filter((each) => each !== undefined);
  return {
    attempts,
    successes,
    tokens: sumOfKnown(successes.map((r) => r.outputTokens)),
    promptTokens: sumOfKnown(successes.map((r) => r.promptTokens)),
    good,
    atOnce: successes.filter(atOnce).length,
    chunks: successes
      .filter((r) => r.firstTokenMs !== undefined)
      .reduce((sum, r) => sum + r.chunkGapsMs.length + 1, 0),
    seconds: sent.length > 0 && seconds > 0 ? seconds : null,
    values: {
      ttft: over(attempts, ttft),
      tpot: over(successes, tpot),
      chunkGap: attempts.flatMap((r) => r.chunkGapsMs),
      endToEnd: over(successes, e2e),
      ttftFromSchedule: over(attempts, (r) => sub(r.firstTokenMs, r.scheduledMs)),
      endToEndFromSchedule: over(successes, (r) => sub(r.lastTokenMs, r.scheduledMs)),
      scheduleDelay: over(attempts, (r) => sub(r.sentMs, r.scheduledMs)),
    },
  };
}

/** The value of the nearest rank. */
const percentile = (sorted: readonly number[], p: number) =>
  sorted[Math.max(0, Math.ceil((p * sorted.length) / 100) - 1)] ?? Number.NaN;

test('the collector tells what a plain computation over all rows tells', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 120 }), (rows) => {
      const collector = new FigureCollector(slo);
      for (const row of rows) collector.add(row);
      const got = collector.figures();
      const want = expected(rows);
      const n = want.attempts.length;
      expect(got.counts).toMatchObject({
        attempts: n,
        successes: want.successes.length,
        errors: n - want.successes.length,
        good: want.good.length,
        warmup: rows.filter((r) => r.phase === 'warmup').length,
        unfinished: rows.filter((r) => r.phase === 'measured' && r.outcome === 'unfinished').length,
        withoutUsage: want.successes.filter((r) => !r.usage).length,
        tokenized: want.successes.filter((r) => !r.usage && r.outputTokens !== undefined).length,
        atOnce: want.atOnce,
      });
      expect(got.chunks).toBe(want.chunks);
      expect(got.outputTokens).toBe(want.tokens);
      expect(got.promptTokens).toBe(want.promptTokens);
      expect(got.durationSeconds).toEqual(want.seconds);
      const rate = (amount: number | null) =>
        want.seconds === null || amount === null ? null : amount / want.seconds;
      expect(got.requestThroughput).toEqual(rate(want.successes.length));
      expect(got.outputTokenThroughput).toEqual(rate(want.tokens));
      expect(got.goodput).toEqual(rate(want.good.length));
      expect(got.goodFraction).toEqual(n ? want.good.length / n : null);
      expect(got.errorRate).toEqual(n ? (n - want.successes.length) / n : null);
      const reasons = Object.values(got.errorsByReason).reduce((sum, each) => sum + each, 0);
      expect(reasons).toBe(got.counts.errors);
      for (const [name, values] of Object.entries(want.values)) {
        const sorted = [...values].sort((a, b) => a - b);
        const summary = got.distributions[name as MeasureName];
        expect(summary.count).toBe(sorted.length);
        if (sorted.length === 0) expect(summary).toMatchObject({ mean: null, p99: null });
        else expectClose(summary, sorted);
      }
    }),
    { numRuns: 300 },
  );
});

function expectClose(summary: Summary, sorted: readonly number[]) {
  const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
  expect(summary.mean).toBeCloseTo(mean, 3);
  expect(summary.max).toBe(sorted.at(-1));
  for (const name of PERCENTILE_NAMES) {
    const exact = percentile(sorted, PERCENTILES[name]);
    const error = Math.abs((summary[name] ?? Number.NaN) - exact);
    expect(error).toBeLessThanOrEqual(0.002 + exact / 1000);
  }
}

test('without an SLO there is no goodput, and no row makes no figure', () => {
  const figures = new FigureCollector().figures();
  expect(figures).toMatchObject({
    durationSeconds: null,
    goodput: null,
    goodFraction: null,
    errorRate: null,
    requestThroughput: null,
  });
  expect(figures.counts.good).toBeNull();
});
