import type { Dispatcher } from 'undici';
import type { ConnectionReuse } from '../settings/settings';
import { Addresses, type Place } from './addresses';
import { type Closed, Connection, type Keeper } from './connection';
import { Dialer } from './dial';
import { IdleConnections } from './idle';
import { ReusePolicy } from './reuse';
import type { TlsOptions } from './tls';

/** Where connections go, and how they are kept. */
export interface PoolOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly tls: TlsOptions;
  /** Milliseconds until a connection is given up. */
  readonly connectTimeoutMs: number;
  readonly reuse: ConnectionReuse;
  /** Requests in flight at most: twice as many connections, and a few besides, are kept for later ones. */
  readonly inFlight: number;
  /** Connections at most, of whatever kind. @default none */
  readonly most?: number | undefined;
}

/** A request's handler that wants to know its connection. */
export interface Carried extends Dispatcher.DispatchHandler {
  carriedBy(connection: Connection): void;
}

/** Beside as many as are used at once, and as many again, which rest while others take their place. */
const SPARE = 16;

/** One for all: what an error costs is where it was made. */
const NOT_KEPT = new Error('The connection was not kept');

/** Where an origin is: its name or address, without brackets, and its port. */
export function hostAndPort(origin: string): [host: string, port: number] {
  const { hostname, port, protocol } = new URL(origin);
  const usual = protocol === 'https:' ? 443 : 80;
  return [hostname.replace(/^\[|\]$/g, ''), port === '' ? usual : Number(port)];
}

/** Connections to all addresses of a target, used again only where they are known to be open still. */
export class ConnectionPool implements Keeper {
  private readonly addresses: Addresses;
  private readonly dialer: Dialer;
  private readonly policy: ReusePolicy;
  private readonly all = new Set<Connection>();
  private readonly idle = new IdleConnections((connection) => this.drop(connection));
  /** Those whose last answer was just now. */
  private readonly resting: Connection[] = [];
  private timer: NodeJS.Timeout | undefined;
  private cut: Error | undefined;

  constructor(
    private readonly options: PoolOptions,
    addresses?: Addresses,
  ) {
    this.addresses = addresses ?? new Addresses(...hostAndPort(options.origin));
    this.dialer = new Dialer(this.addresses, options.tls, options.connectTimeoutMs);
    this.policy = new ReusePolicy(options.reuse);
  }

  /** Looks up the name of the target, so that the first requests need not wait for it. */
  prepare(): Promise<void> {
    return this.addresses.ready();
  }

  /** Sends a request over a connection that is open, or over a new one; never twice. */
  dispatch(options: Dispatcher.DispatchOptions, handler: Carried): void {
    const place = this.choosePlace();
    const connection = this.take(place) ?? this.open(place);
    handler.carriedBy(connection);
    connection.carry({ ...options, reset: !this.policy.reuses }, handler);
    if (this.cut) void connection.end(this.cut);
  }

  /** What a reader of the figures must know, if anything. */
  note(): string | undefined {
    return this.policy.note();
  }

  /** Ends all connections; requests under way, and any later ones, fail with that error. */
  async destroy(error: Error): Promise<void> {
    this.cut = error;
    this.addresses.stop();
    clearTimeout(this.timer);
    this.idle.stop();
    await Promise.all([...this.all].map((each) => each.end(error)));
  }

  freed(connection: Connection): void {
    connection.idleSince = performance.now();
    if (this.policy.restMs === 0 || !this.policy.reuses) this.keep(connection);
    else {
      this.resting.push(connection);
      this.wakeLater();
    }
  }

  gone(connection: Connection, { byServer, idle, unheard }: Closed): void {
    this.all.delete(connection);
    if (!byServer) return;
    if (unheard) this.policy.metClosed();
    if (idle) this.policy.closed(performance.now() - connection.idleSince);
  }

  private choosePlace(): Place | undefined {
    try {
      return this.addresses.choose();
    } catch {
      // Dialing says why there is none.
      return undefined;
    }
  }

  /** One that is open still, the one that was used last; where no more may be opened, also one that rests. */
  private take(place: Place | undefined): Connection | undefined {
    if (!this.policy.reuses) return undefined;
    const oldest = performance.now() - this.policy.idleLimitMs;
    for (let last = this.idle.newest(place); last; last = this.idle.newest(place)) {
      if (last.isOpen && last.idleSince >= oldest) return last;
      if (last.isOpen) this.drop(last);
    }
    const { most = Number.POSITIVE_INFINITY } = this.options;
    if (this.all.size < most) return undefined;
    const resting = this.resting.findIndex((each) => each.isOpen && each.place === place);
    return resting < 0 ? this.makeRoom() : this.resting.splice(resting, 1)[0];
  }

  /** Closes one that nobody needs now, so that another one can be opened. */
  private makeRoom(): undefined {
    const idle = this.resting.shift() ?? this.idle.any();
    if (idle) this.drop(idle);
  }

  private open(place: Place | undefined): Connection {
    const connection = new Connection(this.options.origin, this.dialer, this);
    connection.place = place;
    this.all.add(connection);
    return connection;
  }

  /**
   * A timer fires before the kernel is asked for what came in: what runs right after it would know nothing of a FIN
   * that is there already.
   */
  private wakeLater(): void {
    const [first] = this.resting;
    if (this.timer || !first) return;
    const wait = Math.max(0, first.idleSince + this.policy.restMs - performance.now());
    this.timer = setTimeout(() => {
      const now = performance.now();
      setImmediate(() => this.wake(now));
    }, wait);
    this.timer.unref();
  }

  private wake(now: number): void {
    this.timer = undefined;
    for (let [first] = this.resting; first; [first] = this.resting) {
      if (first.idleSince + this.policy.restMs > now) break;
      this.resting.shift();
      if (!first.isOpen) continue;
      this.policy.rested();
      this.keep(first);
    }
    this.wakeLater();
  }

  private keep(connection: Connection): void {
    const { place } = connection;
    const isKnown = place && this.addresses.all().includes(place);
    if (this.cut || !this.policy.reuses || !isKnown) {
      this.drop(connection);
      return;
    }
    const kept = this.idle.add(connection);
    const oldest = kept > 2 * this.options.inFlight + SPARE && this.idle.oldest(place);
    if (oldest) this.drop(oldest);
  }

  private drop(connection: Connection): void {
    this.all.delete(connection);
    void connection.end(NOT_KEPT);
  }
}
