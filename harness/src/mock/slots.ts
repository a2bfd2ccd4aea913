/** Lets so many requests in at once; others wait in the order in which they came. */
export class Slots {
  private taken = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly size: number) {}

  /** Requests inside. */
  get running(): number {
    return this.taken;
  }

  /** Requests outside. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Calls `start` as soon as there is room. */
  enter(start: () => void): void {
    if (this.taken >= this.size) {
      this.queue.push(start);
      return;
    }
    this.taken++;
    start();
  }

  /** Makes room for the next one. */
  leave(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.taken--;
  }
}
