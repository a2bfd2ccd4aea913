import { RunError } from '../../../errors';
import { watchBusy } from '../../../load/busy';
import { watchHealth } from '../../../load/health';
import { type LoadOutcome, LoadSender } from '../../../load/sender';
import { type Access, readAccess } from '../../../request/access';
import type { Phase, RequestRow } from '../../../request/row';
import { waitForTarget } from '../../../target/probe';
import { fileCounter } from '../../../tokenize/file';
import { openPrompts } from '../../open-prompts';
import { Deferred } from '../deferred';
import { digestOf } from '../digest';
import {
  type CountedAnswer,
  type FromCoordinator,
  type Takers,
  takeBy,
  type WorkerOrder,
} from '../protocol';
import { CoordinatorLink } from './link';
import { RowStream } from './row-stream';
import { RowFile, rowsPath, SentNote, sentPath } from './rows';
import { waitUntil } from './wait';

const TICK_MS = 200;

type Welcome = Extract<FromCoordinator, { type: 'welcome' }>;
type Begin = Extract<FromCoordinator, { type: 'begin' }>;

/** Sends one share of a run's load, and hands its rows to the coordinator. */
export class ShareWorker {
  private readonly link: CoordinatorLink;
  private readonly file: RowFile;
  private readonly note: SentNote;
  private readonly stream: RowStream;
  private readonly health = watchHealth();
  private readonly cut = new AbortController();
  private readonly welcome = new Deferred<Welcome>();
  private readonly begins = { warmup: new Deferred<Begin>(), measured: new Deferred<Begin>() };
  private readonly count = new Deferred();
  private readonly bye = new Deferred();
  private readonly sent = { warmup: 0, measured: 0 };
  private originMs = 0;
  private begunMs: number | null = null;
  private outcome: LoadOutcome = { unsent: 0, heldBack: 0, notes: [], waited: {} };
  private readonly busy = watchBusy();
  private ticking: NodeJS.Timeout | undefined;
  private readonly taking: Takers<FromCoordinator> = {
    welcome: (welcome) => {
      this.stream.resume(welcome.received);
      this.welcome.resolve(welcome);
    },
    clock: ({ id }) => this.link.mention({ type: 'clock', id, atMs: performance.now() }),
    begin: (begin) => this.begins[begin.phase].resolve(begin),
    count: () => this.count.resolve(),
    stop: () => this.cut.abort(new RunError('the run was stopped')),
    refused: ({ reason }) => this.abandon(reason),
    bye: () => this.bye.resolve(),
    ack: () => {},
  };

  /** @throws Error where its files can't be made */
  constructor(
    private readonly order: WorkerOrder,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    const { folder, worker } = order;
    this.file = new RowFile(rowsPath(folder, worker));
    this.note = new SentNote(sentPath(folder, worker), () => {
      this.link.mention({ type: 'sending', mayBeSent: this.note.mayBeSent });
    });
    this.link = new CoordinatorLink(order, {
      message: (message) => takeBy(this.taking, message),
      drained: () => this.stream.pump(),
      lost: () => this.abandon(`the coordinator was not heard of for ${order.leaseMs / 1000} s`),
    });
    this.stream = new RowStream(this.file, this.link);
  }

  /**
   * Works until the coordinator has everything.
   *
   * @throws RunError where it is gone, or does not want this worker; the rows are in the file then
   */
  async run(): Promise<void> {
    try {
      const welcome = await this.welcome.promise;
      this.ticking = setInterval(() => this.tick(), TICK_MS);
      await this.work(welcome);
      this.stream.pump();
      const { sent, health, begunMs, outcome } = this;
      const loaded = { outcome, health: health(), begunMs };
      this.link.tell({ type: 'finished', loaded, sent: { ...sent }, bytes: this.file.length });
      await this.bye.promise;
    } finally {
      clearInterval(this.ticking);
      this.stream.stop();
      this.link.end();
      this.file.close();
      this.note.close();
    }
  }

  /** Ends the load, and tells the coordinator why. */
  fail(reason: string): void {
    if (this.cut.signal.aborted) return;
    this.link.tell({ type: 'failed', reason });
    this.cut.abort(new RunError(reason));
  }

  /** Ends without the coordinator: nobody will take the rows, which stay where they are. */
  abandon(why: string): void {
    const error = new RunError(`${why}; rows that it may not have are in ${this.file.path}`);
    this.cut.abort(error);
    for (const each of [this.welcome, this.bye]) each.reject(error);
  }

  /** What goes wrong is told, unless the coordinator ended it. */
  private async work(welcome: Welcome): Promise<void> {
    try {
      await this.load(welcome);
    } catch (error) {
      if (!this.cut.signal.aborted) this.fail((error as Error).message);
    }
  }

  private async load(welcome: Welcome): Promise<void> {
    const { settings } = welcome;
    const { signal } = this.cut;
    this.link.tell({ type: 'waits', what: 'for its data set and its keys to be read' });
    const access = readAccess(settings, this.env);
    const prompts = await openPrompts(settings, signal);
    const { tokenizer } = settings;
    const counter = tokenizer === undefined ? undefined : await fileCounter(tokenizer);
    const digest = await digestOf(settings, access, this.order.token);
    this.link.tell({ type: 'digest', digest });
    const counted: CountedAnswer[] = [];
    const sender = new LoadSender(settings, {
      ...{ runId: welcome.runId, target: welcome.target, access, prompts, counter, signal },
      share: { worker: this.order.worker, of: welcome.of },
      now: () => performance.now() - this.originMs,
      sent: (due) => this.note.next(due.phase, this.sent[due.phase]++),
      row: (row) => this.row(row),
      tokens: (row, outputTokens) => void counted.push({ row, outputTokens }),
      ended: (outcome) => {
        this.outcome = outcome;
      },
    });
    try {
      await this.reach(welcome, access);
      await sender.prepare();
      this.link.tell({ type: 'ready' });
      await this.phases(sender, settings.warmup > 0);
      await sender.countTokens();
      this.link.tell({ type: 'tokens', counted });
    } finally {
      await sender.end();
    }
  }

  private async phases(sender: LoadSender, hasWarmup: boolean): Promise<void> {
    if (hasWarmup) {
      await sender.warmUp(await this.begin('warmup'));
      this.stream.pump();
      this.link.tell({ type: 'warm' });
    }
    const at = await this.begin('measured');
    this.begunMs = performance.now() - this.originMs;
    await sender.measure(at);
    this.stream.pump();
    this.link.tell({ type: 'loaded' });
    await this.unlessCut(this.count.promise);
  }

  /** Waits for the moment that the coordinator names; in milliseconds since the run began. */
  private async begin(phase: Phase): Promise<number> {
    const { atMs, originMs, begunMs } = await this.unlessCut(this.begins[phase].promise);
    this.originMs = originMs;
    await waitUntil(atMs, this.cut.signal);
    return begunMs;
  }

  private unlessCut<T>(promise: Promise<T>): Promise<T> {
    const { signal } = this.cut;
    return new Promise((resolve, reject) => {
      const cut = () => reject(signal.reason);
      if (signal.aborted) return cut();
      signal.addEventListener('abort', cut, { once: true });
      promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
    });
  }

  /** Whether the target is there for this worker too: its pod may not be let through to it. */
  private async reach({ settings, target }: Welcome, access: Access): Promise<void> {
    const wait = (what: string) => this.link.tell({ type: 'waits', what: `for the target${what}` });
    wait('');
    const { asked, from, model } = target;
    await waitForTarget(
      { url: new URL(asked), from },
      {
        ...{ model, access, retries: settings.retries, signal: this.cut.signal },
        waiting: (problem) => wait(` (${problem})`),
      },
    );
  }

  private row(row: RequestRow): void {
    try {
      this.file.append({ ...row, worker: this.order.worker });
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  private tick(): void {
    const { warmup, measured } = this.sent;
    this.link.mention({ type: 'tick', sent: warmup + measured, ...this.busy() });
  }
}
