import { expect, onTestFinished, test, vi } from 'vitest';
import { LoadLoop } from '../../src/load/loop';
import { LongTimer } from '../../src/long-timer';
import type { RequestRow } from '../../src/request/row';
import { openLoop } from '../../src/workload/arrivals';

const DAY = 86_400_000;

function fakeClock(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

test.each([0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 597 * 3_600_000, 60 * DAY])(
  'a timer of %s ms fires after them, not before and once',
  (ms) => {
    fakeClock();
    const fire = vi.fn();
    new LongTimer(fire, ms);
    if (ms > 0) {
      vi.advanceTimersByTime(ms - 1);
      expect(fire).not.toHaveBeenCalled();
    }
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100 * DAY);
    expect(fire).toHaveBeenCalledTimes(1);
  },
);

test.each([1, 30, 60])('a timer that is cleared after %s days does not fire', (days) => {
  fakeClock();
  const fire = vi.fn();
  const timer = new LongTimer(fire, 61 * DAY);
  vi.advanceTimersByTime(days * DAY);
  timer.clear();
  vi.advanceTimersByTime(100 * DAY);
  expect(fire).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test('a timer without end never fires', () => {
  fakeClock();
  const fire = vi.fn();
  const timer = new LongTimer(fire, Number.POSITIVE_INFINITY);
  vi.advanceTimersByTime(200 * DAY);
  expect(fire).not.toHaveBeenCalled();
  timer.clear();
});

test('a loop waits for a request that is due in two months', async () => {
  fakeClock();
  const sentAt: number[] = [];
  const begun = performance.now();
  const loop = new LoadLoop(
    openLoop({ rate: 1000 / (60 * DAY), pattern: 'steady', burstiness: 1, seed: 1 }),
    { phase: 'measured', concurrency: 1, requests: 2 },
    {
      now: () => performance.now(),
      row: () => {},
      send: (due, events) => {
        sentAt.push(performance.now() - begun);
        setTimeout(() => events.ended(rowOf(due.index)), 1);
      },
    },
  );
  const over = loop.run();
  await vi.advanceTimersByTimeAsync(59 * DAY);
  expect(sentAt).toEqual([0]);
  await vi.advanceTimersByTimeAsync(2 * DAY);
  expect(sentAt).toEqual([0, 60 * DAY]);
  expect((await over).sent).toBe(2);
});

const rowOf = (index: number): RequestRow => ({
  ...{ index, phase: 'measured', scheduledMs: 0, endMs: 1, chunkGapsMs: [] },
  ...{ outcome: 'success', usage: false },
});
