import type { Place } from './addresses';
import type { Connection } from './connection';

/** As many as this stay with each address, however long nobody uses them. */
const SPARE = 16;
/**
 * So long others stay. After 3 or 4 s undici would close them, all at once, as its timers look only every half second;
 * closing some hundreds takes longer than a request may be late.
 */
const IDLE_MS = 2_000;
/** So far apart they are closed. */
const APART_MS = 2;

/** Connections that may be used again, by where they go; the last one of each was used last. */
export class IdleConnections {
  private readonly byPlace = new Map<Place | undefined, Connection[]>();
  private timer: NodeJS.Timeout | undefined;

  /** @param close closes one that has been idle for long */
  constructor(private readonly close: (connection: Connection) => void) {}

  /** Adds one; says how many there are with it that go to the same address. */
  add(connection: Connection): number {
    const { place } = connection;
    const there = this.byPlace.get(place) ?? [];
    this.byPlace.set(place, there);
    const count = there.push(connection);
    if (count > SPARE) this.closeLater();
    return count;
  }

  /** Takes the one out that was used last. */
  newest(place: Place | undefined): Connection | undefined {
    return this.byPlace.get(place)?.pop();
  }

  /** Takes the one out that was not used for longest. */
  oldest(place: Place | undefined): Connection | undefined {
    return this.byPlace.get(place)?.shift();
  }

  /** Takes one out, wherever it goes. */
  any(): Connection | undefined {
    return [...this.byPlace.values()].find((there) => there.length > 0)?.shift();
  }

  /** Closes no more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private closeLater(): void {
    const idlest = this.timer ? undefined : this.idlest();
    if (!idlest) return;
    const left = idlest.idleSince + IDLE_MS - performance.now();
    this.timer = setTimeout(() => this.closeIdlest(), Math.max(APART_MS, left)).unref();
  }

  private closeIdlest(): void {
    this.timer = undefined;
    const idlest = this.idlest();
    if (idlest && idlest.idleSince + IDLE_MS <= performance.now()) {
      this.oldest(idlest.place);
      this.close(idlest);
    }
    this.closeLater();
  }

  /** The one that was not used for longest, where more than the spare ones go to the same address. */
  private idlest(): Connection | undefined {
    let idlest: Connection | undefined;
    for (const there of this.byPlace.values()) {
      const [first] = there;
      if (!first || there.length <= SPARE) continue;
      if (!idlest || first.idleSince < idlest.idleSince) idlest = first;
    }
    return idlest;
  }
}
