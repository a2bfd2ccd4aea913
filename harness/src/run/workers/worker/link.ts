import { connect } from 'node:net';
import { VERSION } from '../../../version';
import { FrameLink } from '../frames';
import { Lease } from '../lease';
import { Inbox, Outbox } from '../outbox';
import { type FromCoordinator, type FromWorker, PROTOCOL, type WorkerOrder } from '../protocol';

const AGAIN_MS = 250;

/** Who takes what the coordinator says. */
export interface LinkTaker {
  message(message: FromCoordinator): void;
  /** The connection has room again. */
  drained(): void;
  /** Called once where the coordinator was not heard of for too long. */
  lost(): void;
}

/** A worker's connection to its coordinator; made again where it breaks. */
export class CoordinatorLink {
  private frames: FrameLink | undefined;
  private welcomed = false;
  private ended = false;
  private again: NodeJS.Timeout | undefined;
  private readonly outbox = new Outbox<FromWorker>();
  private readonly inbox = new Inbox();
  private readonly lease: Lease;

  constructor(
    private readonly order: WorkerOrder,
    private readonly taker: LinkTaker,
  ) {
    this.lease = new Lease(order.leaseMs, () => {
      this.end();
      taker.lost();
    });
    this.open();
  }

  /** Whether the coordinator is there, and knows this worker. */
  get connected(): boolean {
    return this.welcomed;
  }

  /** Bytes that wait in this process. */
  get backlog(): number {
    return this.frames?.backlog ?? 0;
  }

  /** Says something that must arrive. */
  tell(message: FromWorker): void {
    const numbered = this.outbox.add(message);
    if (this.welcomed) this.frames?.send(numbered);
  }

  /** Says something that is of no use later. */
  mention(message: FromWorker): void {
    if (this.welcomed) this.frames?.send(message);
  }

  sendRows(bytes: Buffer): void {
    this.frames?.sendRows(bytes);
  }

  /** Ends the connection, once everything is written. */
  end(): void {
    this.ended = true;
    this.welcomed = false;
    this.lease.stop();
    clearTimeout(this.again);
    this.frames?.end();
  }

  private open(): void {
    const { address, token, worker } = this.order;
    this.frames = new FrameLink(connect(address), {
      message: (message) => this.take(message as FromCoordinator & { seq?: number }),
      drained: () => this.taker.drained(),
      closed: () => this.closed(),
    });
    this.frames.trust();
    const { heard } = this.inbox;
    const hello: FromWorker = {
      ...{ type: 'hello', token, worker, version: VERSION, protocol: PROTOCOL, heard },
    };
    this.frames.send(hello);
  }

  private take(message: FromCoordinator & { seq?: number }): void {
    this.lease.heard();
    if (message.type === 'welcome') {
      this.welcomed = true;
      for (const each of this.outbox.after(message.heard)) this.frames?.send(each);
    }
    if (this.inbox.takes(message)) this.taker.message(message);
  }

  private closed(): void {
    this.welcomed = false;
    if (!this.ended) this.again = setTimeout(() => this.open(), AGAIN_MS);
  }
}
