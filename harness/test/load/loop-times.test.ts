import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LoadLoop, type LoopLimits, type LoopPorts } from '../../src/load/loop';
import type { Due } from '../../src/request/client';
import type { RequestEvents } from '../../src/request/exchange';
import type { Reason, RequestRow } from '../../src/request/row';
import { type Arrivals, CLOSED_LOOP, openLoop } from '../../src/workload/arrivals';

beforeEach(() => {
  vi.useFakeTimers();
  // A loop does not begin when the run does.
  vi.advanceTimersByTime(1_000);
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const BEGUN = 1_000;

/** One request every 10 ms. */
const steady = () => openLoop({ rate: 100, pattern: 'steady', burstiness: 1, seed: 1 });

const rowOf = (due: Due, reason?: Reason): RequestRow => ({
  ...{ ...due, endMs: 0, chunkGapsMs: [], usage: false },
  ...(reason ? { outcome: 'error', reason } : { outcome: 'success' }),
});

/** A loop under way; times are milliseconds since it began. */
class Watched {
  readonly sent: { due: Due; events: RequestEvents }[] = [];
  /** When each request was due, and when it was sent. */
  readonly times: [due: number, at: number][] = [];
  readonly rows: RequestRow[] = [];
  /** How often the schedule was looked at. */
  looks = 0;
  over: { sent: number; unsent: number; heldBack?: number; at: number } | undefined;
  readonly loop: LoadLoop;

  constructor(
    arrivals: Arrivals,
    limits: Partial<LoopLimits>,
    answer: (index: number, end: (reason?: Reason) => void) => void = () => {},
    alarm?: LoopPorts['alarm'],
  ) {
    const now = () => performance.now();
    const counted: Arrivals = {
      take: () => arrivals.take(),
      due: (elapsed) => {
        this.looks++;
        return arrivals.due(elapsed);
      },
    };
    const send = (due: Due, events: RequestEvents) => {
      this.sent.push({ due, events });
      this.times.push([due.scheduledMs - BEGUN, now() - BEGUN]);
      answer(due.index, (reason) => events.ended(rowOf(due, reason)));
    };
    const row = (each: RequestRow) => this.rows.push(each);
    const all: LoopLimits = { phase: 'measured', concurrency: 10, ...limits };
    this.loop = new LoadLoop(counted, all, { now, send, row, alarm });
    void this.loop.run().then((outcome) => {
      this.over = { ...outcome, at: performance.now() - BEGUN };
    });
  }

  /** Ends the requests with these indexes. */
  end(...indexes: number[]): void {
    for (const index of indexes) {
      const { due, events } = this.sent[index] ?? {};
      if (due && events) events.ended(rowOf(due));
    }
  }
}

/** Ends each request after so many milliseconds. */
const after =
  (milliseconds: number, reason?: Reason) => (_: number, end: (reason?: Reason) => void) =>
    void setTimeout(() => end(reason), milliseconds);

interface Case {
  readonly arrivals: () => Arrivals;
  readonly limits: Partial<LoopLimits>;
  readonly answer: number;
  readonly reason?: Reason;
  readonly times: [due: number, at: number][];
  readonly unsent?: number;
  readonly heldBack?: number;
  readonly over: number;
}

const closed = () => CLOSED_LOOP;
const same = (...times: number[]) => times.map((time): [number, number] => [time, time]);

const CASES: Record<string, Case> = {
  'a closed loop sends whenever a place is free': {
    ...{ arrivals: closed, limits: { concurrency: 2, requests: 5 }, answer: 7 },
    ...{ times: same(0, 0, 7, 7, 14), over: 21 },
  },
  'a closed loop ends with its duration': {
    ...{ arrivals: closed, limits: { concurrency: 1, durationMs: 30 }, answer: 10 },
    ...{ times: same(0, 10, 20), over: 30 },
  },
  'an open loop sends when the schedule says so': {
    ...{ arrivals: steady, limits: { requests: 3 }, answer: 25 },
    ...{ times: same(0, 10, 20), over: 45 },
  },
  'an open loop without a free place sends late, and keeps what was due': {
    ...{ arrivals: steady, limits: { concurrency: 1, requests: 4 }, answer: 25 },
    times: [
      [0, 0],
      [10, 25],
      [20, 50],
      [30, 75],
    ],
    ...{ heldBack: 3, over: 100 },
  },
  'a place that comes free at the end is not': {
    ...{ arrivals: steady, limits: { concurrency: 1, durationMs: 30 }, answer: 15 },
    times: [
      [0, 0],
      [10, 15],
    ],
    ...{ unsent: 1, heldBack: 1, over: 30 },
  },
  'requests end a loop before its duration': {
    ...{ arrivals: steady, limits: { durationMs: 90, requests: 2 }, answer: 5 },
    ...{ times: same(0, 10), over: 15 },
  },
  'a place rests where there was nobody to connect to': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 3, restMs: 250 }, answer: 5 },
    ...{ reason: 'connect', times: same(0, 255, 510), over: 765 },
  },
  'a place rests after a refusal with 5xx': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 2, restMs: 250 }, answer: 5 },
    ...{ reason: 'http_5xx', times: same(0, 255), over: 510 },
  },
  'a place rests after a refusal with 429': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 2, restMs: 250 }, answer: 5 },
    ...{ reason: 'http_429', times: same(0, 255), over: 510 },
  },
  'a place does not rest after another error': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 3, restMs: 250 }, answer: 5 },
    ...{ reason: 'reset', times: same(0, 5, 10), over: 15 },
  },
  'a place pauses after each request': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 3, pauseMs: 30 }, answer: 5 },
    // An immediate of the fake clock takes a millisecond.
    ...{ times: same(0, 36, 72), over: 108 },
  },
  'a place that pauses rests where there was nobody to connect to': {
    ...{
      arrivals: closed,
      limits: { concurrency: 1, requests: 2, restMs: 250, pauseMs: 30 },
      answer: 5,
    },
    ...{ reason: 'connect', times: same(0, 255), over: 510 },
  },
  'a place need not rest': {
    ...{ arrivals: closed, limits: { concurrency: 1, requests: 3 }, answer: 5 },
    ...{ reason: 'connect', times: same(0, 5, 10), over: 15 },
  },
};

test.each(Object.entries(CASES))('%s', async (_, { arrivals, limits, answer, ...expected }) => {
  const watched = new Watched(arrivals(), limits, after(answer, expected.reason));
  await vi.advanceTimersByTimeAsync(10_000);
  const { times, unsent = 0, heldBack, over } = expected;
  expect(watched.times).toEqual(times);
  expect(watched.over).toMatchObject({ sent: times.length, unsent, at: over });
  expect(watched.over?.heldBack).toBe(heldBack);
  expect(watched.rows.map((row) => row.index)).toEqual(times.map((_, index) => index));
});

test.each(['warmup', 'measured'] as const)(
  'requests are numbered from 0 on and are %s',
  (phase) => {
    const watched = new Watched(CLOSED_LOOP, { phase, concurrency: 2, requests: 2 });
    expect(watched.sent.map(({ due }) => due)).toEqual([
      { index: 0, phase, scheduledMs: BEGUN },
      { index: 1, phase, scheduledMs: BEGUN },
    ]);
  },
);

test('an alarm that rings before the timer sends at once, and one that rings too early is set again', async () => {
  const set: number[] = [];
  let ring = () => {};
  const alarm = {
    set: (milliseconds: number, then: () => void) => {
      set.push(milliseconds);
      ring = then;
    },
  };
  const arrivals = openLoop({ rate: 80, pattern: 'steady', burstiness: 1, seed: 1 });
  const watched = new Watched(arrivals, { requests: 2 }, after(0), alarm);
  expect(set).toEqual([12.5]);
  await vi.advanceTimersByTimeAsync(11);
  ring();
  expect([set, watched.times]).toEqual([[12.5, 1.5], [[0, 0]]]);
  // The clock of the loop, not that of the timers, which stand at 11 ms.
  vi.spyOn(performance, 'now').mockReturnValue(BEGUN + 12.5);
  ring();
  expect(watched.times).toEqual([
    [0, 0],
    [12.5, 12.5],
  ]);
  vi.restoreAllMocks();
  await vi.advanceTimersByTimeAsync(0);
  expect(watched.over).toMatchObject({ sent: 2 });
});

test('stopping sends nothing more, counts nothing as unsent, and waits for what is in flight', async () => {
  const watched = new Watched(steady(), { durationMs: 1_000 });
  await vi.advanceTimersByTimeAsync(15);
  watched.loop.stop();
  expect(vi.getTimerCount()).toBe(0);
  watched.end(0);
  await vi.advanceTimersByTimeAsync(5);
  expect(watched.over).toBeUndefined();
  watched.end(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(watched.over).toEqual({ sent: 2, unsent: 0, at: 20 });
});

test('stopping with nothing in flight is the end', async () => {
  const watched = new Watched(steady(), { durationMs: 1_000 }, after(1));
  await vi.advanceTimersByTimeAsync(5);
  watched.loop.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(watched.over).toEqual({ sent: 1, unsent: 0, at: 5 });
});

test('a part of an answer costs no look at the schedule while nothing is due or no place is free', async () => {
  const watched = new Watched(steady(), { concurrency: 2, requests: 3 });
  const hear = () => {
    const before = watched.looks;
    for (let i = 0; i < 5; i++) watched.sent[0]?.events.heard();
    return watched.looks - before;
  };
  expect(hear()).toBe(0);
  await vi.advanceTimersByTimeAsync(15);
  expect(watched.times).toEqual(same(0, 10));
  await vi.advanceTimersByTimeAsync(15);
  expect(hear()).toBe(0);
  watched.end(0, 1, 2);
  await vi.advanceTimersByTimeAsync(0);
  expect(watched.over).toMatchObject({ sent: 3 });
});
