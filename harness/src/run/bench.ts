import { basename } from 'node:path';
import { watchHealth } from '../load/health';
import { type LoadOutcome, sendLoad } from '../load/send-load';
import { type Access, readAccess } from '../request/access';
import { createRunFolder } from '../results/folder';
import { RunRecordFile } from '../results/record';
import type { Results } from '../results/schema';
import { withServer } from '../results/server-parts';
import { checkSpace } from '../results/space';
import type { BenchSettings } from '../settings/settings';
import { findAddress } from '../target/discover';
import type { Cluster } from '../target/kubernetes';
import { waitForTarget } from '../target/probe';
import { type Address, recordedTarget, type Target } from '../target/target';
import type { TokenCounter } from '../tokenize/count';
import { fileCounter } from '../tokenize/file';
import type { Prompts } from '../workload/prompts';
import { CutOff, exitCode, judge, type RunEnd } from './end';
import { EnergyRun } from './energy';
import { ErrorLimit } from './error-limit';
import type { RunObserver } from './observer';
import { openPrompts } from './open-prompts';
import { podStaff, refuseWithoutPods } from './pod-staff';
import { Recorder } from './recorder';
import { sampleResources } from './sample-resources';
import { ServerRun } from './server';
import { ServingWatch } from './serving';
import { saveEnd, untilEnd } from './until-end';
import type { Staff } from './workers/launch';
import type { PodWishes } from './workers/pods/template';

/** What a run needs of the world. */
export interface BenchPorts {
  readonly env: NodeJS.ProcessEnv;
  readonly cluster: Cluster | undefined;
  /** Aborted where the user interrupts the run; its reason is shown. */
  readonly interrupted: AbortSignal;
  /** Shows a line to the user. */
  readonly log: (line: string) => void;
  readonly observers: readonly RunObserver[];
  /** Gives a run its workers, where it has several. @default processes beside this one, or pods */
  readonly staff?: Staff;
  /** How pods of workers are to be; without it there can be none. */
  readonly pods?: PodWishes | undefined;
}

/** A run that is over. */
export interface BenchOutcome {
  readonly folder: string;
  readonly results: Results;
  readonly exitCode: number;
}

/**
 * Runs one benchmark from looking for its target to its results.
 *
 * @throws UsageError before anything is written, where the settings can't work
 * @throws RunError where the run's files can't be made
 */
export async function bench(settings: BenchSettings, ports: BenchPorts): Promise<BenchOutcome> {
  if (settings.pods !== undefined) refuseWithoutPods(ports);
  const access = readAccess(settings, ports.env);
  const prompts = await openPrompts(settings, ports.interrupted);
  const address = await findAddress(settings, ports.cluster);
  const { tokenizer } = settings;
  const counter = tokenizer === undefined ? undefined : await fileCounter(tokenizer);
  return new Bench(settings, ports, { access, prompts, address, counter }).run();
}

interface Ready {
  readonly access: Access;
  readonly prompts: Prompts;
  readonly address: Address;
  readonly counter: TokenCounter | undefined;
}

class Bench {
  private readonly started = new Date();
  private readonly origin = performance.now();
  private readonly cut = new AbortController();
  private readonly folder: string;
  private readonly id: string;
  private readonly record: RunRecordFile;
  private readonly recorder: Recorder;
  private readonly serving: ServingWatch;
  private readonly server: ServerRun;
  private readonly energy: EnergyRun;
  private whyLate: () => string | undefined = () => undefined;
  private load: LoadOutcome = { unsent: 0, heldBack: 0, notes: [], waited: {} };

  constructor(
    private readonly settings: BenchSettings,
    private readonly ports: BenchPorts,
    private readonly ready: Ready,
  ) {
    checkSpace(settings.outputDir, settings, ports.log);
    this.folder = createRunFolder(settings.outputDir, this.started, ports.log);
    this.id = basename(this.folder);
    const fail = (reason: string) => this.cutOff({ outcome: 'failed', reason });
    const { stopOnErrors } = settings;
    const limit = stopOnErrors === undefined ? [] : [new ErrorLimit(stopOnErrors, fail)];
    const watch: RunObserver = {
      row: (row) => {
        this.serving.row(row);
        this.server.row(row);
        this.energy.row(row);
      },
    };
    const observers = [...ports.observers, ...limit, watch];
    this.recorder = new Recorder(this.folder, settings, observers, ({ message }) => fail(message));
    // After the file of rows: a run that has a record has that too, however early it is killed.
    this.record = new RunRecordFile(this.folder, settings, this.started);
    const { record, now } = this;
    const { address, access } = ready;
    const { cluster, log } = ports;
    this.serving = new ServingWatch(settings, { cluster, address, access, record, log, now });
    this.server = new ServerRun(settings.serverMetrics, this.serving.look);
    this.energy = new EnergyRun(settings);
  }

  async run(): Promise<BenchOutcome> {
    const health = watchHealth();
    const end = await this.untilEnd();
    const healthThen = health();
    await this.askForEnergy();
    const notes = [...this.serving.warnings(), ...this.energy.warnings(), ...this.load.notes];
    const load = { ...this.load, notes };
    const cost = this.serving.cost();
    const counted = this.recorder.results(this.id, end, healthThen, load);
    const figures = { ...counted, ...(cost && { cost }), ...this.energy.figures() };
    const { recorder, record, now } = this;
    const results = saveEnd(
      { recorder, record, now },
      end,
      withServer(figures, this.server.figures()),
    );
    this.recorder.finished(results);
    return { folder: this.folder, results, exitCode: exitCode(results) };
  }

  private askForEnergy(): Promise<void> {
    const { interrupted, log } = this.ports;
    const gpus = this.serving.gpus();
    return this.energy.ask({ gpus, now: this.now, interrupted, log });
  }

  private readonly now = () => performance.now() - this.origin;

  private untilEnd(): Promise<RunEnd> {
    const { timeoutMs } = this.settings;
    const late = `the run took longer than its --timeout of ${timeoutMs / 1000} s`;
    const { interrupted } = this.ports;
    return untilEnd(
      { timeoutMs, interrupted, cut: this.cut, late: () => this.whyLate() ?? late },
      async () => {
        await this.measure();
        return judge(this.recorder.figures(), this.settings);
      },
    );
  }

  private async measure(): Promise<void> {
    const { settings, ports, ready } = this;
    const { signal } = this.cut;
    await this.serving.waitUntilReady(signal);
    const target = await waitForTarget(ready.address, {
      ...{ access: ready.access, retries: settings.retries, signal, model: settings.model },
      waiting: (problem, pause) =>
        ports.log(`waiting for the target (${problem}); next try in ${pause / 1000} s`),
    });
    for (const note of target.notes) ports.log(note);
    this.record.foundTarget(recordedTarget(target, settings.endpoint));
    await this.serving.started(target, signal);
    this.recorder.started(this.record.current);
    const sampler = sampleResources(settings, {
      ...{ cluster: ports.cluster, problem: ports.log, folder: this.folder, now: this.now },
      pods: ready.address.pods,
    });
    try {
      if (settings.workers > 1 || settings.pods !== undefined) await this.sendByWorkers(target);
      else await this.send(target);
    } finally {
      if (!ports.interrupted.aborted) {
        await this.server.stop(this.recorder.figures());
        await this.serving.ended();
      }
      await sampler?.stop();
    }
  }

  private send(target: Target): Promise<void> {
    const { recorder, now, id: runId, ready, ports } = this;
    return sendLoad(this.settings, {
      ...{ runId, target, ...ready, now, signal: this.cut.signal },
      sent: () => recorder.sent(),
      measuring: () => this.server.start(target, ports.interrupted),
      row: (row) => recorder.row(row),
      tokens: (row, outputTokens) => recorder.tokens(row, outputTokens),
      ended: (load) => this.ended(load),
    });
  }

  private async sendByWorkers(target: Target): Promise<void> {
    const { recorder, now, id: runId, settings, ports, ready } = this;
    // Loaded only where it is used.
    const { sendByWorkers } = await import('./workers/send-by-workers');
    await sendByWorkers(settings, {
      ...{ runId, target, now, signal: this.cut.signal, access: ready.access },
      ...{ staff: ports.staff ?? (await podStaff(settings, ports, runId)), log: ports.log },
      measuring: () => this.server.start(target, ports.interrupted),
      sent: (count) => recorder.sent(count),
      busy: (busy) => recorder.busy(busy),
      rows: (text, rows) => recorder.text(text, rows),
      tokens: (row, outputTokens) => recorder.tokens(row, outputTokens),
      late: (why) => {
        this.whyLate = why;
      },
      clocks: (boundMs) => this.record.hasWorkers(settings.workers, boundMs),
      ended: (load) => this.ended(load),
    });
  }

  private ended(load: LoadOutcome): void {
    this.load = load;
    this.recorder.lost(load.lost ?? 0);
  }

  private cutOff(end: RunEnd): void {
    this.cut.abort(new CutOff(end));
  }
}
