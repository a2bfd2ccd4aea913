import { RunError } from '../../errors';
import type { Busy } from '../../load/busy';
import type { LoadOutcome, LoadPorts } from '../../load/sender';
import type { Phase, RequestRow } from '../../request/row';
import type { BenchSettings } from '../../settings/settings';
import type { Target } from '../../target/target';
import { countIn } from '../../workload/partition';
import { countOf, rangesText } from './account';
import { Crew } from './crew';
import { digestOf } from './digest';
import { outcomeOf } from './facts';
import type { TakenRow } from './intake';
import { launchProcess, type Staff, staffOf } from './launch';
import type { Member } from './member';
import { mostSent } from './most-sent';
import { BEAT_MS, type CountedAnswer } from './protocol';

/** So long ahead the begin of a load is named at least, beside what clocks may be off. */
const AHEAD_MS = 1_000;
const CLOCKS_EVERY_MS = 30_000;
/** By so much later than here a worker notices the same silence: it may have heard the last words. */
const NOTICED_WITHIN_MS = BEAT_MS + 1_000;

/** What a load over several workers needs; `prompts` and `counter` are the workers' own. */
export type WorkersPorts = Pick<
  LoadPorts,
  'runId' | 'access' | 'now' | 'signal' | 'tokens' | 'measuring'
> & {
  readonly target: Target;
  /** Gives the run its workers. @default processes beside this one */
  readonly staff?: Staff | undefined;
  /** Gets rows as their text came, each whole, with what they say. */
  readonly rows: (text: Buffer, rows: readonly TakenRow[]) => void;
  /** Told of so many more requests that were sent. */
  readonly sent: (count: number) => void;
  /** Told how busy all workers are. */
  readonly busy: (busy: Busy) => void;
  /** Told by how much the workers' clocks may be off, in milliseconds; `null` where nobody knows. */
  readonly clocks: (boundMs: number | null) => void;
  /** Gets what says why the run is late, where that is known. */
  readonly late: (why: () => string | undefined) => void;
  readonly ended: (outcome: LoadOutcome) => void;
  readonly log: (line: string) => void;
};

/** Has a run's load sent by several workers: the same load, to the same rows, as one would have sent. */
export async function sendByWorkers(settings: BenchSettings, ports: WorkersPorts): Promise<void> {
  await new WorkersLoad(settings, ports).run();
}

class WorkersLoad {
  private readonly crew: Crew;
  /** Measured successes without usage, in the order of their rows: a tokenizer's counts follow that. */
  private readonly withoutUsage: number[] = [];
  private begunMs: number | undefined;
  private sent = 0;
  private isOver = false;

  constructor(
    private readonly settings: BenchSettings,
    private readonly ports: WorkersPorts,
  ) {
    const { runId, target, staff = staffOf(launchProcess()), log, access } = ports;
    const { workers: of } = settings;
    this.crew = new Crew({
      ...{ of, staff, log },
      welcome: { type: 'welcome', runId, of, settings, target },
      digest: once((token) => digestOf(settings, access, token)),
      rows: (text, rows) => this.rows(text, rows),
      ticked: () => this.ticked(),
      unknown: (member) => this.unknown(member),
    });
  }

  async run(): Promise<void> {
    const { crew, ports } = this;
    const stopped = new Promise<never>((_, reject) => {
      const stop = () => reject(ports.signal.reason);
      if (ports.signal.aborted) stop();
      else ports.signal.addEventListener('abort', stop, { once: true });
    });
    try {
      await Promise.race([this.phases(), stopped]);
      await crew.end();
    } catch (error) {
      // Whatever waits for the workers must not wait any more.
      crew.broken.reject(error);
      await crew.stop();
      throw this.withLost(error);
    } finally {
      this.isOver = true;
      this.takeCounts();
      ports.ended(outcomeOf(crew.members, { settings: this.settings, begunMs: this.begunMs }));
      crew.close();
    }
  }

  private async phases(): Promise<void> {
    const { crew, settings } = this;
    this.ports.late(() => this.notReady());
    await crew.start();
    await crew.all((member) => member.ready);
    await this.readClocks();
    const failed = (error: unknown) => crew.broken.reject(error);
    const clocks = setInterval(() => void this.readClocks().catch(failed), CLOCKS_EVERY_MS);
    try {
      if (settings.warmup > 0) {
        this.begin('warmup');
        await crew.all((member) => member.warm);
      }
      await this.ports.measuring?.();
      this.begunMs = this.begin('measured');
      await crew.all((member) => member.loaded);
      crew.tellAll({ type: 'count' });
      await crew.all((member) => member.complete);
    } finally {
      clearInterval(clocks);
    }
    await this.readClocks();
  }

  /** Why no load was sent within the limit of time, where that is so. */
  private notReady(): string | undefined {
    const waiting = this.crew.members
      .filter((member) => !member.isReady)
      .map((member) => `worker ${member.share.worker} waits ${this.crew.waits(member)}`);
    if (waiting.length === 0) return undefined;
    const { workers, timeoutMs } = this.settings;
    return `not all of ${workers} workers were ready within the --timeout of ${timeoutMs / 1000} s, and no load was sent: ${waiting.join('; ')}`;
  }

  private async readClocks(): Promise<void> {
    const { members } = this.crew;
    await Promise.all(members.map((member) => member.readClock()));
    if (this.isOver) return;
    const bounds = members.map(({ clock }) => clock.facts?.boundMs);
    const known = bounds.filter((bound) => bound !== undefined);
    this.ports.clocks(known.length === members.length ? Math.max(...known) : null);
  }

  /** Names the begin of a phase, in milliseconds since the run began and to each worker in its own clock. */
  private begin(phase: Phase): number {
    const { members } = this.crew;
    const bounds = members.map(({ clock }) => clock.facts?.boundMs ?? 0);
    const begunMs = this.ports.now() + AHEAD_MS + Math.max(...bounds);
    const origin = performance.now() - this.ports.now();
    for (const member of members) {
      const originMs = origin + member.clock.offsetMs;
      member.tell({ type: 'begin', phase, atMs: originMs + begunMs, originMs, begunMs });
    }
    return begunMs;
  }

  private rows(text: Buffer, rows: readonly TakenRow[]): void {
    for (const { row } of rows) if (isUncounted(row)) this.withoutUsage.push(row.index);
    this.ports.rows(text, rows);
  }

  /** Until it noticed that it was cut off, it went on sending. */
  private unknown(member: Member): void {
    if (this.begunMs === undefined) return;
    const elapsed = this.ports.now() - this.begunMs + NOTICED_WITHIN_MS;
    member.assume(mostSent(member.share, this.settings, elapsed) ?? 0);
  }

  private ticked(): void {
    const ticks = this.crew.members.map(({ tick }) => tick);
    const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
    const sent = sum(ticks.map((tick) => tick.sent));
    this.ports.sent(sent - this.sent);
    this.sent = sent;
    this.ports.busy({
      utilization: Math.max(...ticks.map((tick) => tick.utilization)),
      residentBytes: sum(ticks.map((tick) => tick.residentBytes)),
    });
  }

  /** Tokens that workers counted, in the order of the rows. */
  private takeCounts(): void {
    const counted = new Map<number, CountedAnswer>();
    for (const { counted: answers } of this.crew.members) {
      for (const answer of answers) counted.set(answer.row.index, answer);
    }
    if (counted.size === 0) return;
    for (const index of this.withoutUsage) {
      const answer = counted.get(index);
      if (answer) this.ports.tokens(answer.row, answer.outputTokens);
    }
  }

  /** What ended the load, with what is lost by it. */
  private withLost(error: unknown): unknown {
    if (!(error instanceof RunError)) return error;
    const { members } = this.crew;
    const texts = members.map((member) => this.lostText(member)).filter((text) => text !== '');
    if (texts.length === 0) return error;
    return new RunError(`${error.message}; ${texts.join('; ')}`);
  }

  private lostText(member: Member): string {
    const { share } = member;
    const { requests = Number.POSITIVE_INFINITY } = this.settings;
    const ranges = member.lost('measured', countIn(share, requests));
    const count = countOf(ranges, share);
    if (count === 0) return '';
    const what =
      count === 1 ? 'request that it may have sent is' : 'requests that it may have sent are';
    return `${count} ${what} lost: index ${rangesText(ranges, share)}`;
  }
}

const isUncounted = ({ phase, outcome, usage }: RequestRow): boolean =>
  phase === 'measured' && outcome === 'success' && !usage;

/** Calls a function once, and hands out what it gave. */
function once<Given, Got>(make: (given: Given) => Got): (given: Given) => Got {
  let made: { readonly got: Got } | undefined;
  return (given) => {
    made ??= { got: make(given) };
    return made.got;
  };
}
