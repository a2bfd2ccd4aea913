import type { Pause } from './options';

/** The time in which a server sends no token. */
export class Silence {
  private arrived = 0;
  private from = Number.POSITIVE_INFINITY;

  constructor(private readonly pause: Pause) {}

  /** Counts a request that arrived at a monotonic millisecond. */
  arrive(received: number): void {
    if (++this.arrived === this.pause.after) this.from = received;
  }

  /** Monotonic milliseconds at which something that is due may be sent: at the silence's end, where it is due in it. */
  allowed(due: number): number {
    const end = this.from + this.pause.length;
    return due >= this.from && due < end ? end : due;
  }
}
