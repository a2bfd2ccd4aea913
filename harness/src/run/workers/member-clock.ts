import {
  boundOver,
  type ClockExchange,
  type ClockReading,
  driftBetween,
  EXCHANGES,
  readClock,
} from './clock';
import { Deferred } from './deferred';

const ANSWER_WITHIN_MS = 1_000;

/** What is told of a worker's clock. */
export interface ClockFacts {
  /** By how many milliseconds times of this worker may be off those of the coordinator. */
  readonly boundMs: number;
  /** By how many milliseconds its clock has drifted for sure since the begin. */
  readonly driftMs: number;
}

/** How a worker's clock stands to this process's. */
export class MemberClock {
  private first: ClockReading | undefined;
  private last: ClockReading | undefined;
  private id = 0;
  private asked: { id: number; askedMs: number; answer: Deferred<ClockExchange> } | undefined;

  /** @param ask asks the worker what its clock says */
  constructor(private readonly ask: (id: number) => void) {}

  /** Its time less ours, in milliseconds: what was found first holds for the whole run. */
  get offsetMs(): number {
    return this.first?.offsetMs ?? 0;
  }

  /** What is known of it; `undefined` where it was never read. */
  get facts(): ClockFacts | undefined {
    const { first, last } = this;
    if (!first || !last) return undefined;
    return { boundMs: boundOver(first, last), driftMs: driftBetween(first, last) };
  }

  /** Reads the clock; nothing changes where it does not answer. */
  async read(goesOn: () => boolean): Promise<void> {
    const exchanges: ClockExchange[] = [];
    for (let i = 0; i < EXCHANGES && goesOn(); i++) {
      const exchange = await this.exchange();
      if (exchange) exchanges.push(exchange);
    }
    this.last = readClock(exchanges) ?? this.last;
    this.first ??= this.last;
  }

  /** Takes an answer. */
  answered(id: number, theirsMs: number): void {
    if (this.asked?.id !== id) return;
    const { askedMs, answer } = this.asked;
    answer.resolve({ askedMs, answeredMs: performance.now(), theirsMs });
  }

  private async exchange(): Promise<ClockExchange | undefined> {
    const answer = new Deferred<ClockExchange>();
    const id = ++this.id;
    const timer = setTimeout(() => answer.reject(undefined), ANSWER_WITHIN_MS);
    this.asked = { id, askedMs: performance.now(), answer };
    this.ask(id);
    try {
      return await answer.promise;
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
