import { readFileSync } from 'node:fs';
import type { Phase } from '../../request/row';
import type { Share } from '../../workload/partition';
import { type IndexRange, ShareAccount } from './account';
import { Deferred } from './deferred';
import type { FrameLink } from './frames';
import { RowIntake, type RowSink } from './intake';
import { Lease } from './lease';
import { MemberClock } from './member-clock';
import { Inbox, Outbox } from './outbox';
import {
  type CountedAnswer,
  type Digest,
  type FromCoordinator,
  type FromWorker,
  type Hello,
  LEASE_MS,
  type SentByPhase,
  type Takers,
  takeBy,
} from './protocol';
import { rowParts, rowsPath, sentPath } from './worker/rows';

type Finished = Extract<FromWorker, { type: 'finished' }>;
type Tick = Pick<Extract<FromWorker, { type: 'tick' }>, 'sent' | 'utilization' | 'residentBytes'>;

/** What a member tells its coordinator of. */
export interface MemberEvents {
  readonly rows: RowSink;
  readonly digest: (digest: Digest) => void;
  readonly ticked: () => void;
  /** It can't go on, or was not heard of for too long. */
  readonly broke: (why: string) => void;
}

/** A worker as its coordinator sees it: what it said, what came of its rows, and how its clock stands. */
export class Member {
  readonly ready = new Deferred();
  readonly warm = new Deferred();
  readonly loaded = new Deferred();
  /** Everything that it had to say has come. */
  readonly complete = new Deferred();
  /** What it does or waits for, until it is ready. */
  waits = 'to connect';
  tick: Tick = { sent: 0, utilization: 0, residentBytes: 0 };
  counted: readonly CountedAnswer[] = [];
  finished: Finished | undefined;
  readonly clock = new MemberClock((id) => {
    this.frames?.send({ type: 'clock', id } satisfies FromCoordinator);
  });
  private mayBeSent: SentByPhase = { warmup: 0, measured: 0 };
  private readonly account: ShareAccount;
  private readonly intake: RowIntake;
  private readonly outbox = new Outbox<FromCoordinator>();
  private readonly inbox = new Inbox();
  private frames: FrameLink | undefined;
  private lease: Lease | undefined;
  private isOver = false;
  private readonly taking: Takers<FromWorker> = {
    hello: () => {},
    digest: ({ digest }) => this.events.digest(digest),
    waits: ({ what }) => {
      this.waits = what;
    },
    ready: () => {
      this.isReady = true;
      this.ready.resolve();
    },
    clock: ({ id, atMs }) => this.clock.answered(id, atMs),
    sending: ({ mayBeSent }) => {
      this.mayBeSent = mayBeSent;
    },
    tick: (tick) => {
      this.tick = tick;
      this.events.ticked();
    },
    warm: () => this.warm.resolve(),
    loaded: () => this.loaded.resolve(),
    tokens: ({ counted }) => {
      this.counted = counted;
    },
    finished: (finished) => {
      this.finished = finished;
      this.checkComplete();
    },
    failed: ({ reason }) => this.events.broke(reason),
  };

  constructor(
    readonly share: Share,
    private readonly events: MemberEvents,
  ) {
    this.account = new ShareAccount(share);
    this.intake = new RowIntake(share.worker, this.account, events.rows);
  }

  /** Whether it waits for nothing before load is sent. */
  isReady = false;
  /** Whether everything that it had to say has come. */
  isComplete = false;

  /** Whether it was not heard of for too long: what it sent meanwhile, nobody knows. */
  wasSilent = false;

  /** Whether it has, or had, a connection. */
  get wasHeard(): boolean {
    return this.frames !== undefined;
  }

  /** Whether a connection is the one that it has now. */
  isAt(frames: FrameLink): boolean {
    return this.frames === frames;
  }

  /** Whether nothing can come of it: it has no connection. */
  get isClosed(): boolean {
    return this.frames?.isClosed ?? true;
  }

  /** Takes a connection of the worker: its first one, or one in place of a broken one. */
  attach(
    frames: FrameLink,
    { heard }: Hello,
    welcome: Omit<Extract<FromCoordinator, { type: 'welcome' }>, 'heard' | 'received'>,
  ): void {
    this.frames?.destroy();
    this.frames = frames;
    const gone = `was not heard of for ${LEASE_MS / 1000} s`;
    this.lease ??= new Lease(LEASE_MS, () => {
      this.wasSilent = true;
      this.events.broke(gone);
    });
    this.lease.heard();
    frames.send({ ...welcome, heard: this.inbox.heard, received: this.intake.received });
    for (const each of this.outbox.after(heard)) frames.send(each);
  }

  /** Says something that must arrive. */
  tell(message: FromCoordinator): void {
    const numbered = this.outbox.add(message);
    this.frames?.send(numbered);
  }

  /** Tells how many bytes of rows have come, and that somebody is there. */
  beat(): void {
    this.frames?.send({ type: 'ack', bytes: this.intake.received } satisfies FromCoordinator);
  }

  /** Takes a message of its present connection. */
  take(message: FromWorker & { readonly seq?: number }): void {
    this.lease?.heard();
    if (this.inbox.takes(message)) takeBy<FromWorker>(this.taking, message);
  }

  /** Takes a part of its rows' text. */
  takeRows(bytes: Buffer): void {
    if (this.isOver) return;
    this.lease?.heard();
    try {
      this.intake.take(bytes);
    } catch (error) {
      this.over();
      this.events.broke((error as Error).message.replace(/^worker \d+ /, ''));
      return;
    }
    this.beat();
    this.checkComplete();
  }

  /** Reads its clock anew. */
  readClock(): Promise<void> {
    return this.clock.read(() => !this.isOver);
  }

  /** Takes what the worker left in its own files; `false` where they can't be seen from here. */
  recover(folder: string): boolean {
    const { worker } = this.share;
    this.over();
    try {
      this.mayBeSent = JSON.parse(readFileSync(sentPath(folder, worker), 'utf8'));
      for (const part of rowParts(rowsPath(folder, worker), this.intake.received)) {
        this.intake.take(part);
      }
      return true;
    } catch {
      // What came by the connection is all that is known.
      return false;
    }
  }

  /** It may have sent so many measured requests, whatever it said. */
  assume(measured: number): void {
    const { warmup, measured: said } = this.mayBeSent;
    this.mayBeSent = { warmup, measured: Math.max(said, measured) };
  }

  /** Nothing is heard or said any more. */
  over(): void {
    this.isOver = true;
    this.lease?.stop();
    this.frames?.end();
  }

  /** The requests of a phase that were sent, or may have been, and have no row. */
  lost(phase: Phase, planned: number): IndexRange[] {
    const sent = this.finished?.sent ?? this.mayBeSent;
    return this.account.lost(phase, Math.min(planned, sent[phase]));
  }

  private checkComplete(): void {
    if (!this.finished || this.intake.received < this.finished.bytes) return;
    this.isComplete = true;
    this.complete.resolve();
  }
}
