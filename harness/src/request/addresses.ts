import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';

const LOOK_UP_EVERY_MS = 30_000;
/** After the last living address died the name is asked again at once, but no more often than this. */
const LOOK_UP_AGAIN_MS = 1_000;
const REVIVE_EVERY_MS = 2_000;

/** One address of a name, with what is known of it. */
export interface Place {
  readonly address: string;
  /** Requests that it has under way. */
  inFlight: number;
  /** When it was last chosen, counted in choices. */
  chosen: number;
  /** Whether nobody could be connected to there the last time. */
  dead: boolean;
}

/** Asks for all addresses of a name: the hosts file and the cluster's DNS, as every program does. */
export type LookUp = (host: string) => Promise<readonly string[]>;

const lookUpAll: LookUp = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** The addresses of a target's name: looked up again and again, so that load goes to all that there are. */
export class Addresses {
  private places: Place[] = [];
  private choices = 0;
  private problem: Error | undefined;
  private looking: Promise<void> | undefined;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private readonly timers: NodeJS.Timeout[] = [];

  /** @param host a name, or an address, which is looked up nowhere; an IPv6 one without its brackets */
  constructor(
    private readonly host: string,
    private readonly port: number,
    private readonly lookUp: LookUp = lookUpAll,
  ) {
    if (isIP(host)) this.places = [placeOf(host)];
  }

  /** All addresses as they are now. */
  all(): readonly Place[] {
    return this.places;
  }

  /** Looks the name up, where that was not done yet, and from now on every 30 s. */
  async ready(): Promise<void> {
    if (this.places.length > 0) return;
    await this.refresh();
    if (this.timers.length > 0 || this.places.length === 0) return;
    this.timers.push(
      setInterval(() => void this.refresh(), LOOK_UP_EVERY_MS).unref(),
      setInterval(() => this.revive(), REVIVE_EVERY_MS).unref(),
    );
  }

  /** Looks up no more. */
  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /**
   * Chooses where the next request goes: where the fewest are under way; among those, where none went for the longest
   * time. One that is dead is chosen only where all are.
   *
   * @param without those that were tried already
   * @throws what the look-up said, where it found none
   */
  choose(without?: ReadonlySet<Place>): Place | undefined {
    if (this.places.length === 0 && this.problem) throw this.problem;
    const left = without ? this.places.filter((place) => !without.has(place)) : this.places;
    const living = left.filter((place) => !place.dead);
    let best: Place | undefined;
    for (const place of living.length > 0 ? living : left) {
      if (!best || isBefore(place, best)) best = place;
    }
    if (best) best.chosen = ++this.choices;
    return best;
  }

  /** Notes that nobody could be connected to at a place, or somebody could. */
  found(place: Place, dead: boolean): void {
    place.dead = dead && !isIP(this.host);
    const allDead = this.places.every((each) => each.dead);
    const since = performance.now() - this.lookedAt;
    if (place.dead && allDead && since > LOOK_UP_AGAIN_MS) void this.refresh();
  }

  private refresh(): Promise<void> {
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  /** Where the name can't be looked up, what it was last stays. */
  private async look(): Promise<void> {
    this.lookedAt = performance.now();
    try {
      const known = new Map(this.places.map((place) => [place.address, place]));
      const found = [...new Set(await this.lookUp(this.host))];
      this.places = found.map((address) => known.get(address) ?? placeOf(address));
      this.problem = undefined;
    } catch (error) {
      this.problem = error as Error;
    }
  }

  /** No request finds out whether a dead address lives again, while others do. */
  private revive(): void {
    for (const place of this.places.filter((each) => each.dead)) {
      const socket = connect({ host: place.address, port: this.port, timeout: REVIVE_EVERY_MS });
      socket.unref();
      socket.once('connect', () => {
        place.dead = false;
        socket.destroy();
      });
      socket.once('timeout', () => socket.destroy());
      socket.once('error', () => {});
    }
  }
}

const placeOf = (address: string): Place => ({ address, inFlight: 0, chosen: 0, dead: false });

const isBefore = (one: Place, other: Place): boolean =>
  (one.inFlight - other.inFlight || one.chosen - other.chosen) < 0;
