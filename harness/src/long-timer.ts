/** Node's timers count milliseconds in 32 bits, and fire at once where they are given more. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer for any length of time, also one of more than 24 days. */
export class LongTimer {
  private timer: NodeJS.Timeout;

  /** @param ms milliseconds until `fire` is called */
  constructor(
    private readonly fire: () => void,
    ms: number,
  ) {
    this.timer = this.wait(ms);
  }

  /** Does not fire any more. */
  clear(): void {
    clearTimeout(this.timer);
  }

  private wait(left: number): NodeJS.Timeout {
    if (left <= LONGEST_MS) return setTimeout(this.fire, left);
    return setTimeout(() => {
      this.timer = this.wait(left - LONGEST_MS);
    }, LONGEST_MS);
  }
}
