import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { Place } from './addresses';
import type { Caller, Dialer } from './dial';
import { errorCode } from './reason';

/** The server closed a connection, or the way to it did. */
const CLOSED: readonly unknown[] = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** Who keeps connections. */
export interface Keeper {
  /** The answer is over, and the connection is open as far as is known. */
  freed(connection: Connection): void;
  /** It can't be used any more. */
  gone(connection: Connection, how: Closed): void;
}

/** How a connection ended. */
export interface Closed {
  /** Whether the server closed it, not we. */
  readonly byServer: boolean;
  /** Whether that was while it carried a request of which not a byte of an answer had come. */
  readonly unheard: boolean;
  /** Whether it carried no request. */
  readonly idle: boolean;
}

/** One connection to the target: carries one request at a time. */
export class Connection implements Caller {
  private readonly client: Client;
  private socket: Socket | undefined;
  private serverEnded = false;
  private readBefore = 0;
  /** Where it goes. */
  place: Place | undefined;
  /** Whether a request is under way on it. */
  busy = false;
  /** Whether the request that it carries is not its first one. */
  reused = false;
  isGone = false;
  /** When its last answer was over, on the monotonic clock. */
  idleSince = 0;

  constructor(
    origin: string,
    dialer: Dialer,
    private readonly keeper: Keeper,
  ) {
    this.client = new Client(origin, {
      ...{ pipelining: 1, headersTimeout: 0, bodyTimeout: 0 },
      connect: dialer.for(this),
    });
    this.client.on('drain', () => this.drained());
    this.client.on('disconnect', (_origin, _targets, error) => this.disconnected(error));
    this.client.on('connectionError', (_origin, _targets, error) => this.leave(error, false));
  }

  /** Whether a byte of the answer has come. */
  get heard(): boolean {
    return (this.socket?.bytesRead ?? 0) > this.readBefore;
  }

  /** Whether it can carry a request. */
  get isOpen(): boolean {
    return !this.isGone && !this.serverEnded && this.socket?.destroyed === false;
  }

  /** Sends a request. */
  carry(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.busy = true;
    this.reused = this.socket !== undefined;
    this.readBefore = this.socket?.bytesRead ?? 0;
    if (this.place) this.place.inFlight++;
    this.client.dispatch(options, handler);
  }

  /** Ends it; a request that it carries fails with that error. */
  async end(error: Error): Promise<void> {
    this.settle();
    this.isGone = true;
    await this.client.destroy(error);
  }

  goesTo(place: Place): void {
    if (this.busy) {
      if (this.place) this.place.inFlight--;
      place.inFlight++;
    }
    this.place = place;
  }

  connected(socket: Socket): void {
    this.socket = socket;
    this.reused = false;
    this.readBefore = 0;
    this.serverEnded = false;
    socket.once('end', () => {
      this.serverEnded = true;
    });
  }

  private drained(): void {
    if (this.isGone || !this.busy) return;
    this.settle();
    this.keeper.freed(this);
  }

  private disconnected(error: Error): void {
    // A request that was not written yet has nothing to lose: undici connects again for it.
    if (this.isGone || this.client.stats.pending > 0) return;
    this.leave(error, this.serverEnded || CLOSED.includes(errorCode(error)));
  }

  private leave(error: Error, byServer: boolean): void {
    if (this.isGone) return;
    const how = { byServer, idle: !this.busy, unheard: this.busy && this.reused && !this.heard };
    this.settle();
    this.isGone = true;
    void this.client.destroy(error);
    this.keeper.gone(this, how);
  }

  private settle(): void {
    if (this.busy && this.place) this.place.inFlight--;
    this.busy = false;
  }
}
