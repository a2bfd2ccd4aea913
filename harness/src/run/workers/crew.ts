import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../../errors';
import { VERSION } from '../../version';
import { Deferred } from './deferred';
import { type digestOf, digestProblem } from './digest';
import type { FrameLink } from './frames';
import type { TakenRow } from './intake';
import type { LaunchedWorker, Staff } from './launch';
import { helloProblem, Listener } from './listener';
import { Member } from './member';
import { BEAT_MS, type FromCoordinator, type Hello, LEASE_MS } from './protocol';

/** So long a worker that was told to end may take for its last words. */
const LAST_WORDS_MS = 5_000;
/** So long may what a process wrote before its end take to come. */
const DRAIN_MS = 1_000;
/** A signal to all processes reaches some first: the coordinator's own reason is the better one. */
const OWN_REASON_MS = 150;

/** What a crew needs. */
export interface CrewPorts {
  readonly of: number;
  readonly staff: Staff;
  readonly welcome: Omit<Extract<FromCoordinator, { type: 'welcome' }>, 'heard' | 'received'>;
  /** The digest of this process, for the token of the run. */
  readonly digest: (token: string) => ReturnType<typeof digestOf>;
  readonly rows: (text: Buffer, rows: readonly TakenRow[]) => void;
  readonly ticked: () => void;
  readonly log: (line: string) => void;
}

/** The workers of a run: their processes and connections. */
export class Crew {
  readonly members: readonly Member[];
  /** Rejected where one of them can't go on. */
  readonly broken = new Deferred<never>();
  private readonly listener: Listener;
  private processes: readonly LaunchedWorker[] = [];
  private starting: Promise<unknown> = Promise.resolve();
  private stopping = false;
  private beating: NodeJS.Timeout | undefined;

  constructor(private readonly ports: CrewPorts) {
    this.listener = new Listener({
      hello: (hello, frames) => this.hello(hello, frames),
      message: (worker, frames, message) => this.of(worker, frames)?.take(message),
      rows: (worker, frames, bytes) => this.of(worker, frames)?.takeRows(bytes),
    });
    this.members = Array.from({ length: ports.of }, (_, worker) => this.member(worker));
  }

  /** Starts the workers. */
  async start(): Promise<void> {
    const { of, staff, log } = this.ports;
    const address = await this.listener.listen(await staff.host());
    if (this.stopping) return;
    const { token, folder } = this.listener;
    this.beating = setInterval(() => this.beat(), BEAT_MS);
    const starting = staff.start({ address, token, folder, leaseMs: LEASE_MS }, of, log);
    // Who stops meanwhile waits for it, so that nothing is left.
    this.starting = starting.catch(() => {});
    this.processes = await starting;
    for (const [worker, { ended }] of this.processes.entries()) {
      void ended.then((how) => this.ended(worker, how));
    }
  }

  /** What a worker waits for that is not ready. */
  waits({ share: { worker }, wasHeard, waits }: Member): string {
    return (wasHeard ? undefined : this.processes[worker]?.waits?.()) ?? waits;
  }

  /** Says something to all that must arrive. */
  tellAll(message: FromCoordinator): void {
    for (const member of this.members) member.tell(message);
  }

  /** Waits until all have come so far, or one can't go on. */
  async all(moment: (member: Member) => Deferred): Promise<void> {
    const moments = this.members.map((member) => moment(member).promise);
    await Promise.race([Promise.all(moments), this.broken.promise]);
  }

  /** Ends the load at once; takes what each of them has still to say, and what those that can't left in their files. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.tellAll({ type: 'stop' });
    const complete = this.members.map((member) => {
      const ended = this.processes[member.share.worker]?.ended.then(() => sleep(DRAIN_MS));
      return member.wasHeard ? Promise.race([member.complete.promise, ended]) : undefined;
    });
    await within(LAST_WORDS_MS, Promise.all(complete));
    await this.end();
    for (const member of this.members) {
      if (!member.isComplete) member.recover(this.listener.folder);
    }
  }

  /** Lets all of them go. */
  async end(): Promise<void> {
    this.stopping = true;
    await this.starting;
    this.tellAll({ type: 'bye' });
    const ended = Promise.all(this.processes.map((each) => each.ended));
    const late = this.members.some((member) => !member.isComplete) ? 0 : LAST_WORDS_MS;
    await within(late, ended);
    for (const each of this.processes) each.kill();
    await within(LAST_WORDS_MS, ended);
  }

  /** Ends all connections, and removes what the workers wrote. */
  close(): void {
    clearInterval(this.beating);
    for (const member of this.members) member.over();
    this.listener.close();
  }

  private member(worker: number): Member {
    return new Member(
      { worker, of: this.ports.of },
      {
        rows: this.ports.rows,
        ticked: this.ports.ticked,
        digest: async (theirs) => {
          const ours = await this.ports.digest(this.listener.token);
          const problem = digestProblem(worker, theirs, ours);
          if (problem !== undefined) this.refuse(problem);
        },
        broke: (why) => this.broke(worker, why),
      },
    );
  }

  private hello(hello: Hello, frames: FrameLink): void {
    const problem = helloProblem(hello, this.ports.of, VERSION);
    if (problem !== undefined) {
      frames.send({ type: 'refused', reason: problem } satisfies FromCoordinator);
      frames.end();
      this.refuse(problem);
    } else this.members[hello.worker]?.attach(frames, hello, this.ports.welcome);
  }

  /** The worker of a connection, unless another one took that connection's place. */
  private of(worker: number, frames: FrameLink): Member | undefined {
    const member = this.members[worker];
    return member?.isAt(frames) ? member : undefined;
  }

  private beat(): void {
    for (const member of this.members) member.beat();
  }

  private refuse(problem: string): void {
    this.broken.reject(new RunError(problem));
  }

  private broke(worker: number, why: string): void {
    if (this.stopping) return;
    const error = new RunError(`worker ${worker} of ${this.ports.of} ${why}`);
    setTimeout(() => this.broken.reject(error), OWN_REASON_MS);
  }

  /** What a process wrote before its end may come after it. */
  private async ended(worker: number, how: string): Promise<void> {
    const member = this.members[worker];
    if (this.stopping || !member) return;
    await within(DRAIN_MS, member.complete.promise, () => member.isClosed);
    if (!member.isComplete) this.broke(worker, how);
  }
}

async function within(
  ms: number,
  done: Promise<unknown>,
  early: () => boolean = () => false,
): Promise<void> {
  const late = performance.now() + ms;
  let isDone = false;
  void done.then(() => {
    isDone = true;
  });
  while (!isDone && !early() && performance.now() < late) await sleep(5);
}
