import { connect, type Socket } from 'node:net';
import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import { type MeasureName, measuresWith } from '../figures/measures';
import { type Busy, watchBusy } from '../load/busy';
import type { RequestRow } from '../request/row';
import type { Results, RunRecord } from '../results/schema';
import type { RunObserver } from '../run/observer';
import type { BenchSettings } from '../settings/settings';
import { type LiveEvent, liveEvent } from './events';

const FLUSH_EVERY_MS = 200;
/** So long may the last words take before the program ends without them. */
const LAST_WORDS_MS = 1_000;
/** A `serve` that does not read must not fill the memory of a run. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/** Tells a run's live figures to `kvmini serve`; where nobody listens, the run does not notice. */
export class LiveFeed implements RunObserver {
  private readonly socket: Socket;
  private waiting = '';
  private sentCount = 0;
  private connected = true;
  private timer: NodeJS.Timeout | undefined;
  private readonly own = watchBusy();
  /** Of the workers, where there are several: they send the load, and not this process. */
  private workers: Busy | undefined;

  /** @param stop called where `serve` is told to end, and the pod with it */
  constructor(
    path: string,
    private readonly settings: BenchSettings,
    stop: () => void,
  ) {
    this.socket = connect(path);
    this.socket.unref();
    this.socket.on('error', () => this.leave());
    this.socket.on('close', () => this.leave());
    this.socket.once('data', stop);
  }

  started({ id, target }: RunRecord): void {
    const { profile, rate = 0, warmup, requests = 0 } = this.settings;
    const [model, url] = [printable(target?.model ?? ''), printable(target?.url ?? '')];
    const about = { run: id, profile: printable(profile), model, target: url };
    this.tell({ type: 'started', ...about, rate, planned: { warmup, measured: requests } });
    this.timer = setInterval(() => this.flush(), FLUSH_EVERY_MS).unref();
    this.flush();
  }

  sent(count = 1): void {
    this.sentCount += count;
  }

  busy(busy: Busy): void {
    this.workers = busy;
  }

  row(row: RequestRow, good: boolean | undefined): void {
    if (!this.connected) return;
    const { phase, outcome, reason, promptTokens, outputTokens } = row;
    const bare = { type: 'row', phase, outcome, ...defined({ reason }) } as const;
    const counts = defined({ promptTokens, outputTokens, good });
    // A request is told in any case: without what its reader would refuse.
    if (!this.tell({ ...bare, ...counts, ...times(row) })) this.tell(bare);
  }

  finished({ outcome }: Results): void {
    if (outcome !== 'running' && outcome !== 'broken_off') this.tell({ type: 'finished', outcome });
    this.flush();
    clearInterval(this.timer);
    this.socket.ref().end();
    setTimeout(() => this.socket.destroy(), LAST_WORDS_MS).unref();
  }

  /** Tells an event; not one that `serve` would refuse, which would end the connection. */
  private tell(event: LiveEvent): boolean {
    if (!this.connected || !safeParse(liveEvent, event).success) return false;
    this.waiting += `${JSON.stringify(event)}\n`;
    return true;
  }

  private flush(): void {
    if (!this.connected) return;
    this.tell(this.tick());
    this.socket.write(this.waiting);
    this.waiting = '';
    if (this.socket.writableLength > MOST_WAITING_BYTES) this.socket.destroy();
  }

  private tick(): LiveEvent {
    const own = this.own();
    return { type: 'tick', sent: this.sentCount, ...(this.workers ?? own) };
  }

  private leave(): void {
    this.connected = false;
    this.waiting = '';
    clearInterval(this.timer);
  }
}

/** The fields that have a value. */
const defined = <T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };

const LIVE_MEASURES = measuresWith(({ metric }) => metric);

/** The times of a request in seconds. */
function times(row: RequestRow): Partial<Record<MeasureName, number>> {
  const times = LIVE_MEASURES.map(({ name, value }) => [name, value(row)] as const);
  return Object.fromEntries(
    times.flatMap(([name, time]) => (time === undefined ? [] : [[name, time / 1000]])),
  );
}
