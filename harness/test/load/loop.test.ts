import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LoadLoop, type LoopLimits } from '../../src/load/loop';
import type { Due } from '../../src/request/client';
import type { RequestEvents } from '../../src/request/exchange';
import type { RequestRow } from '../../src/request/row';
import { type Arrivals, CLOSED_LOOP, openLoop } from '../../src/workload/arrivals';

const rowOf = (due: Due): RequestRow => ({
  ...due,
  endMs: 0,
  chunkGapsMs: [],
  outcome: 'success',
  outputTokens: 0,
  usage: false,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Runs a loop against a server that answers each request after so many milliseconds, of a fake clock. */
async function run(
  arrivals: Arrivals,
  limits: Omit<LoopLimits, 'phase'>,
  answerAfter: (index: number) => number,
) {
  let inFlight = 0;
  let most = 0;
  const sentAt: { due: Due; at: number }[] = [];
  const rows: RequestRow[] = [];
  const now = () => performance.now();
  const begun = now();
  const loop = new LoadLoop(
    arrivals,
    { phase: 'measured', ...limits },
    {
      now,
      row: (row) => rows.push(row),
      send: (due, events) => {
        sentAt.push({ due, at: now() });
        most = Math.max(most, ++inFlight);
        setTimeout(() => {
          inFlight--;
          events.ended(rowOf(due));
        }, answerAfter(due.index));
      },
    },
  );
  const over = loop.run();
  await vi.runAllTimersAsync();
  return { outcome: await over, rows, sentAt, most, begun };
}

test('sends each request once, never more at a time than allowed, never before it is due', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        open: fc.boolean(),
        rate: fc.integer({ min: 200, max: 5000 }),
        concurrency: fc.integer({ min: 1, max: 8 }),
        requests: fc.integer({ min: 1, max: 40 }),
        seed: fc.nat(),
        slow: fc.nat({ max: 4 }),
      }),
      async ({ open, rate, seed, slow, ...limits }) => {
        const arrivals = open
          ? openLoop({ rate, pattern: 'poisson', burstiness: 1, seed })
          : CLOSED_LOOP;
        const got = await run(arrivals, limits, (index) => (index % 3) * slow);
        expect(got.outcome).toMatchObject({ sent: limits.requests, unsent: 0 });
        const indexes = got.rows.map((row) => row.index).sort((a, b) => a - b);
        expect(indexes).toEqual(Array.from({ length: limits.requests }, (_, i) => i));
        expect(got.most).toBeLessThanOrEqual(limits.concurrency);
        for (const { due, at } of got.sentAt) expect(at).toBeGreaterThanOrEqual(due.scheduledMs);
      },
    ),
    { numRuns: 40 },
  );
});

test('keeps the schedule of requests that had to wait for a place', async () => {
  const arrivals = openLoop({ rate: 1000, pattern: 'steady', burstiness: 1, seed: 1 });
  const { sentAt, begun } = await run(arrivals, { concurrency: 1, requests: 10 }, () => 15);
  const scheduled = sentAt.map(({ due }) => due.scheduledMs - begun);
  const gaps = scheduled.slice(1).map((time, i) => time - (scheduled[i] ?? 0));
  for (const gap of gaps) expect(gap).toBeCloseTo(1, 6);
  // The tenth is due at 9 ms and sent when nine answers of 15 ms are over.
  const last = sentAt.at(-1);
  expect((last?.at ?? 0) - (last?.due.scheduledMs ?? 0)).toBeCloseTo(9 * 15 - 9, 6);
});

test('a duration ends the loop and tells what was due and never sent', async () => {
  const arrivals = openLoop({ rate: 100, pattern: 'steady', burstiness: 1, seed: 1 });
  const { outcome } = await run(arrivals, { concurrency: 1, durationMs: 200 }, () => 90);
  // One place, free again after 90 and 180 ms; twenty were due, at 0, 10, … 190 ms.
  // The second was sent 80 ms late, the third 160.
  expect(outcome).toEqual({ sent: 3, unsent: 17, heldBack: 2 });
});

test('a place rests after a request that found nobody to connect to, and after no other', async () => {
  const reasons = ['connect', 'reset', 'connect'] as const;
  const sentAt: number[] = [];
  const loop = new LoadLoop(
    CLOSED_LOOP,
    { phase: 'measured', concurrency: 1, requests: 4, restMs: 250 },
    {
      now: () => performance.now(),
      row: () => {},
      send: (due, events) => {
        sentAt.push(performance.now());
        const reason = reasons[due.index];
        setTimeout(
          () => events.ended({ ...rowOf(due), ...(reason && { outcome: 'error', reason }) }),
          10,
        );
      },
    },
  );
  const over = loop.run();
  await vi.runAllTimersAsync();
  expect(await over).toEqual({ sent: 4, unsent: 0 });
  expect(sentAt.map((at) => at - (sentAt[0] ?? 0))).toEqual([0, 260, 270, 530]);
});

test('a stopped loop does not wait for a place to rest', async () => {
  const ends: (() => void)[] = [];
  const loop = new LoadLoop(
    CLOSED_LOOP,
    { phase: 'measured', concurrency: 1, restMs: 250 },
    {
      now: () => performance.now(),
      row: () => {},
      send: (due, events) =>
        ends.push(() => events.ended({ ...rowOf(due), outcome: 'error', reason: 'connect' })),
    },
  );
  const over = loop.run();
  const begun = performance.now();
  loop.stop();
  for (const end of ends) end();
  expect(await over).toEqual({ sent: 1, unsent: 0 });
  expect(performance.now()).toBe(begun);
});

test('stopping lets what is in flight end and sends nothing more', async () => {
  const rows: RequestRow[] = [];
  const dones: (() => void)[] = [];
  const loop = new LoadLoop(
    CLOSED_LOOP,
    { phase: 'measured', concurrency: 3, requests: 100 },
    {
      now: () => performance.now(),
      row: (row) => rows.push(row),
      send: (due, events) => dones.push(() => events.ended(rowOf(due))),
    },
  );
  const over = loop.run();
  loop.stop();
  for (const done of dones) done();
  expect(await over).toEqual({ sent: 3, unsent: 0 });
  expect(rows).toHaveLength(3);
});

test('a place that was free is used for whatever was due in time, even where the timer is late', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 300, max: 3000 }), fc.nat(), async (rate, seed) => {
      const arrivals = openLoop({ rate, pattern: 'poisson', burstiness: 1, seed });
      const limits = { concurrency: 10_000, durationMs: 30 };
      const { outcome } = await run(arrivals, limits, () => 1);
      const again = openLoop({ rate, pattern: 'poisson', burstiness: 1, seed });
      let due = 0;
      for (; again.due(0) < 30; again.take()) due++;
      expect(outcome).toEqual({ sent: due, unsent: 0 });
    }),
    { numRuns: 15 },
  );
});

test('what is due is sent between two parts of answers, before any timer can fire', async () => {
  let now = 0;
  const sent: RequestEvents[] = [];
  const loop = new LoadLoop(
    openLoop({ rate: 1000, pattern: 'steady', burstiness: 1, seed: 1 }),
    { phase: 'measured', concurrency: 100, requests: 20 },
    { now: () => now, row: () => {}, send: (_, events) => sent.push(events) },
  );
  const over = loop.run();
  const counts = [0.5, 1, 1.5, 4, 19].map((at) => {
    now = at;
    sent[0]?.heard();
    return sent.length;
  });
  expect(counts).toEqual([1, 2, 2, 5, 20]);
  for (const [index, events] of sent.entries()) {
    events.ended(rowOf({ index, phase: 'measured', scheduledMs: index }));
  }
  expect(await over).toEqual({ sent: 20, unsent: 0 });
});
