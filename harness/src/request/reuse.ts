import type { ConnectionReuse } from '../settings/settings';

/** So long a connection rests after an answer until the server is known: a FIN behind the last byte is there by then. */
export const LEARNING_MS = 25;
/** So long it rests where the server was seen to keep its connections. */
const REST_MS = 5;
/** So many answers make a server known. */
const KNOWN_AFTER = 8;
/** A server that closes within this time after an answer is one that closes after answers, not one that tidies up. */
const HASTY_MS = 1_000;
/** So many hasty closes, and more than connections that were kept: the server closes after each answer. */
const HASTY_CLOSES = 4;
/** So many requests may meet a connection that had been closed. */
const CLOSED_IDLE = 3;
/** Of the shortest time after which the server closed an idle connection: for longer, none is taken for open. */
const OF_IDLE_TIME = 0.75;

/** Why the run went on with a connection a request. */
type Why = 'closes after answers' | 'closed unannounced';

/** Decides from what a server does with its connections how long one rests before it is used again. Pure. */
export class ReusePolicy {
  private kept = 0;
  private hasty = 0;
  private met = 0;
  private idleLimit = Number.POSITIVE_INFINITY;
  private why: Why | undefined;

  constructor(private readonly wanted: ConnectionReuse) {}

  /** Whether connections are used for more than one request. */
  get reuses(): boolean {
    if (this.wanted === 'never') return false;
    return this.why === undefined;
  }

  /** Milliseconds for which a connection rests after an answer. */
  get restMs(): number {
    if (this.wanted === 'always') return 0;
    return this.kept < KNOWN_AFTER || this.hasty + this.met > 0 ? LEARNING_MS : REST_MS;
  }

  /** Milliseconds after its last answer for which a connection is taken for open. */
  get idleLimitMs(): number {
    return this.wanted === 'always' ? Number.POSITIVE_INFINITY : this.idleLimit;
  }

  /** A connection was open still after its rest. */
  rested(): void {
    this.kept++;
  }

  /** The server closed a connection so long after its last answer, and had not said that it would. */
  closed(idleMs: number): void {
    if (idleMs > LEARNING_MS) this.idleLimit = Math.min(this.idleLimit, idleMs * OF_IDLE_TIME);
    if (idleMs > HASTY_MS || this.wanted !== 'auto') return;
    this.hasty++;
    if (this.hasty >= HASTY_CLOSES && this.hasty > this.kept) this.why ??= 'closes after answers';
  }

  /** A request met a connection that the server had closed. */
  metClosed(): void {
    this.met++;
    if (this.met >= CLOSED_IDLE && this.wanted === 'auto') this.why ??= 'closed unannounced';
  }

  /** What a reader of the figures must know, if anything. */
  note(): string | undefined {
    switch (this.why) {
      case 'closes after answers':
        return 'The server closes its connections after answers without saying so: after the first of them each request had a connection of its own (--connection-reuse)';
      case 'closed unannounced':
        return `${this.met} requests met connections that the server had closed without saying so: after the first ${CLOSED_IDLE} of them each request had a connection of its own (--connection-reuse)`;
      default:
        return undefined;
    }
  }
}
