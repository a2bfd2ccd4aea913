import { expect, test } from 'vitest';
import { type Pace, Pacer, type PacerLimits, type PacerOutcome } from '../../src/load/pacer';
import { type Arrivals, CLOSED_LOOP } from '../../src/workload/arrivals';

/** A schedule of these times, and of nothing after them. */
function at(...times: readonly number[]): Arrivals {
  let next = 0;
  return {
    due: () => times[next] ?? Number.POSITIVE_INFINITY,
    take: () => {
      next++;
    },
  };
}

const send = (index: number, dueMs: number): Pace => ({ now: 'send', index, dueMs });
const wait = (untilMs: number): Pace => ({ now: 'wait', untilMs });
const FULL: Pace = { now: 'full' };
const OVER: Pace = { now: 'over' };

/** Asked at a time, with so many in flight, the pacer answers. */
type Step = readonly [elapsedMs: number, inFlight: number, pace: Pace];

interface Case {
  readonly title: string;
  readonly arrivals: () => Arrivals;
  readonly limits: PacerLimits;
  readonly steps: readonly Step[];
  readonly outcome: PacerOutcome;
}

const CASES: readonly Case[] = [
  {
    title: 'a closed loop sends at once, up to its concurrency and its requests',
    arrivals: () => CLOSED_LOOP,
    limits: { concurrency: 2, requests: 3 },
    steps: [
      [0, 0, send(0, 0)],
      [0, 1, send(1, 0)],
      [0, 2, FULL],
      [7, 1, send(2, 7)],
      [7, 2, OVER],
      [9, 0, OVER],
    ],
    outcome: { sent: 3, unsent: 0 },
  },
  {
    title: 'an open loop waits until a request is due, to the very millisecond',
    arrivals: () => at(0, 10, 20),
    limits: { concurrency: 5, requests: 3 },
    steps: [
      [0, 0, send(0, 0)],
      [0, 1, wait(10)],
      [9.999, 1, wait(10)],
      [10, 1, send(1, 10)],
      [25, 2, send(2, 20)],
      [25, 3, OVER],
    ],
    outcome: { sent: 3, unsent: 0 },
  },
  {
    title: 'a request that waited for a place keeps the time that it was due',
    arrivals: () => at(0, 10),
    limits: { concurrency: 1, requests: 2 },
    steps: [
      [0, 0, send(0, 0)],
      [10, 1, FULL],
      [50, 0, send(1, 10)],
    ],
    outcome: { sent: 2, unsent: 0, heldBack: 1 },
  },
  {
    title: 'a full loop is full before anything is due',
    arrivals: () => at(0, 10),
    limits: { concurrency: 1 },
    steps: [
      [0, 0, send(0, 0)],
      [5, 1, FULL],
    ],
    outcome: { sent: 1, unsent: 0 },
  },
  {
    title: 'a duration ends the load at the first request that is due at its end',
    arrivals: () => at(0, 99.9, 100, 101),
    limits: { concurrency: 9, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [0, 1, wait(99.9)],
      [99.9, 1, send(1, 99.9)],
      [99.9, 2, OVER],
    ],
    outcome: { sent: 2, unsent: 0 },
  },
  {
    title: 'a timer that comes after the end of the duration still sends what was due before it',
    arrivals: () => at(0, 90),
    limits: { concurrency: 9, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [0, 1, wait(90)],
      [120, 1, send(1, 90)],
      [120, 2, OVER],
    ],
    outcome: { sent: 2, unsent: 0 },
  },
  {
    title: 'what found no place within the duration is not sent after it, and counted',
    arrivals: () => at(0, 40, 80, 99, 100),
    limits: { concurrency: 1, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [40, 1, FULL],
      [100, 0, OVER],
    ],
    outcome: { sent: 1, unsent: 3 },
  },
  {
    title: 'a place that is free just before the end is used',
    arrivals: () => at(0, 40),
    limits: { concurrency: 1, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [40, 1, FULL],
      [99.9, 0, send(1, 40)],
    ],
    outcome: { sent: 2, unsent: 0, heldBack: 1 },
  },
  {
    title: 'who has caught up is late by a timer again, not by the concurrency',
    arrivals: () => at(0, 10, 95),
    limits: { concurrency: 1, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [10, 1, FULL],
      [20, 0, send(1, 10)],
      [30, 0, wait(95)],
      [105, 0, send(2, 95)],
    ],
    outcome: { sent: 3, unsent: 0, heldBack: 1 },
  },
  {
    title: 'requests and a duration: whichever is met first',
    arrivals: () => at(0, 1, 2, 3),
    limits: { concurrency: 1, requests: 3, durationMs: 50 },
    steps: [
      [0, 0, send(0, 0)],
      [1, 1, FULL],
      [50, 0, OVER],
    ],
    outcome: { sent: 1, unsent: 2 },
  },
  {
    title: 'a closed loop with a duration owes nothing',
    arrivals: () => CLOSED_LOOP,
    limits: { concurrency: 1, durationMs: 100 },
    steps: [
      [0, 0, send(0, 0)],
      [99, 1, FULL],
      [100, 0, OVER],
    ],
    outcome: { sent: 1, unsent: 0 },
  },
];

test.each(CASES)('$title', ({ arrivals, limits, steps, outcome }) => {
  const pacer = new Pacer(arrivals(), limits);
  const paces = steps.map(([elapsedMs, inFlight]) => pacer.next(elapsedMs, inFlight));
  expect(paces).toEqual(steps.map(([, , pace]) => pace));
  expect(pacer.outcome()).toEqual(outcome);
});

test('once stopped it is over, and what it would have sent is owed to nobody', () => {
  const pacer = new Pacer(at(0, 10, 20), { concurrency: 1, durationMs: 100 });
  expect(pacer.next(0, 0)).toEqual(send(0, 0));
  pacer.stop();
  expect(pacer.next(10, 0)).toEqual(OVER);
  expect(pacer.outcome()).toEqual({ sent: 1, unsent: 0 });
});
