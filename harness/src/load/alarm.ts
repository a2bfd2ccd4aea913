import { Worker } from 'node:worker_threads';

/** What the two threads share, as places in a list of whole numbers. */
const SHARED = {
  /** How often the alarm was set. */
  times: 0,
  /** Microseconds from then on after which it rings. */
  after: 1,
} as const;
/** The longest time that is slept at once; an alarm that rings early is set again. */
const LONGEST_US = 1e9;
/** What the thread does for ever: a text, since what a bundler or a test's instruments add would not be known there. */
const SLEEP = `
  const { workerData, parentPort } = require('node:worker_threads');
  const { shared, times, after } = workerData;
  for (let heard = 0; ; ) {
    Atomics.wait(shared, times, heard);
    do heard = Atomics.load(shared, times);
    while (Atomics.wait(shared, times, heard, Atomics.load(shared, after) / 1e3) !== 'timed-out');
    parentPort.postMessage(undefined);
  }
`;
/** The sleeping thread makes nothing that would need memory. */
const MEMORY = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8 };

/**
 * Wakes the event loop after fractions of a millisecond: a thread of its own sleeps for so long. Node's timers count
 * whole milliseconds, so that half a one is lost on average.
 *
 * Where the thread can't be started, or ends, it never rings: it stands beside a timer, not in its place.
 */
export class Alarm {
  private readonly shared = new Int32Array(new SharedArrayBuffer(8));
  private readonly sleeper: Worker | undefined;
  private ring: () => void = () => {};

  constructor() {
    try {
      this.sleeper = this.startSleeper();
    } catch {
      // No more threads are allowed: the timers fire, a little later.
    }
  }

  /**
   * Rings once after that time, and not when it was set for before.
   *
   * @param milliseconds with their fractions; more than a quarter of an hour may end early
   */
  set(milliseconds: number, ring: () => void): void {
    this.ring = ring;
    const after = Math.min(LONGEST_US, Math.max(0, Math.ceil(milliseconds * 1e3)));
    Atomics.store(this.shared, SHARED.after, after);
    Atomics.add(this.shared, SHARED.times, 1);
    Atomics.notify(this.shared, SHARED.times);
  }

  /** Rings no more, and ends its thread. */
  async close(): Promise<void> {
    this.ring = () => {};
    await this.sleeper?.terminate();
  }

  private startSleeper(): Worker {
    const sleeper = new Worker(SLEEP, {
      ...{ eval: true, resourceLimits: MEMORY },
      workerData: { shared: this.shared, ...SHARED },
    });
    sleeper.on('error', () => {});
    sleeper.on('message', () => this.ring());
    // Behind the listeners, which would keep the program alive as well.
    sleeper.unref();
    return sleeper;
  }
}
