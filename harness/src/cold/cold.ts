import { basename } from 'node:path';
import { RunError } from '../errors';
import { watchHealth } from '../load/health';
import type { Access } from '../request/access';
import type { ColdRound } from '../results/cold';
import { createRunFolder } from '../results/folder';
import { RunRecordFile } from '../results/record';
import type { Results } from '../results/schema';
import type { BenchOutcome } from '../run/bench';
import { CutOff, exitCode, judge, type RunEnd } from '../run/end';
import type { RunObserver } from '../run/observer';
import { Recorder } from '../run/recorder';
import { saveEnd, untilEnd } from '../run/until-end';
import type { BenchSettings } from '../settings/settings';
import { waitForTarget } from '../target/probe';
import { recordedTarget, type Target } from '../target/target';
import type { Prompts } from '../workload/prompts';
import type { Scalable } from './classify';
import { askUntilAnswered } from './first-token';
import { EVERY_MS, type FollowPorts, followStart, untilNone, untilOver } from './follow';
import { ScaleGuard } from './guard';
import { coldParts, momentsOf } from './parts';
import { type ColdPlan, replicasUp } from './plan';
import type { ColdOptions } from './settings';
import { StartWatch } from './start-watch';

/** What starts from zero need of the world. */
export interface ColdPorts {
  readonly access: Access;
  readonly prompts: Prompts;
  /** Aborted where the user interrupts them; its reason is shown. */
  readonly interrupted: AbortSignal;
  readonly log: (line: string) => void;
  readonly observers: readonly RunObserver[];
  /** Told of what puts the scale back, before it is changed. */
  readonly guarding?: (guard: ScaleGuard) => void;
}

/** The end of an answer is near its first token: pods are looked at for so long after it. */
const LAST_LOOK_MS = 5_000;
/** A target that is woken to be asked for its models may take long. */
const MANY_TRIES = 1_000_000;

/** Starts a target from zero again and again; puts its scale back in any case. */
export class ColdRun {
  private readonly started = new Date();
  private readonly origin = performance.now();
  private readonly cut = new AbortController();
  private readonly folder: string;
  private readonly record: RunRecordFile;
  private readonly recorder: Recorder;
  private readonly guard: ScaleGuard;
  private readonly rounds: ColdRound[] = [];
  private target: Target | undefined;
  private waits = 'the target';

  /** @throws RunError where the run's files can't be made */
  constructor(
    private readonly settings: BenchSettings,
    private readonly options: ColdOptions,
    private readonly plan: ColdPlan & { readonly scalable: Scalable },
    private readonly ports: ColdPorts,
  ) {
    const { log, observers } = ports;
    this.folder = createRunFolder(settings.outputDir, this.started, log);
    const fail = ({ message: reason }: Error) => this.cutOff({ outcome: 'failed', reason });
    this.recorder = new Recorder(this.folder, settings, observers, fail);
    this.record = new RunRecordFile(this.folder, settings, this.started);
    this.guard = new ScaleGuard({
      ...{ api: plan.api, found: plan.scalable, folder: this.folder, log },
    });
    ports.guarding?.(this.guard);
  }

  /** Runs until all starts are done, or something ends them; the scale is put back before it resolves. */
  async run(): Promise<BenchOutcome> {
    const health = watchHealth();
    const ended = await this.untilEnd();
    const isBack = await this.guard.restore();
    const { deployment } = this.plan.scalable;
    const reason = `the scale of ${deployment} was not put back`;
    const end = isBack ? ended : ({ outcome: 'failed', reason } as const);
    const load = { unsent: 0, heldBack: 0, notes: [], waited: {} };
    const counted = this.recorder.results(basename(this.folder), end, health(), load);
    const { recorder, record, now } = this;
    const results = saveEnd({ recorder, record, now }, end, { ...counted, cold: this.figures() });
    this.recorder.finished(results);
    return { folder: this.folder, results, exitCode: exitCode(results) };
  }

  private figures(): NonNullable<Results['cold']> {
    const { api, scalable } = this.plan;
    const { way, deployment, replicas } = scalable;
    return {
      ...{ way, deployment: `${api.namespace}/${deployment}`, replicas, everyMs: EVERY_MS },
      ...{ rounds: this.rounds, parts: coldParts(this.rounds) },
    };
  }

  private readonly now = () => performance.now() - this.origin;

  private untilEnd(): Promise<RunEnd> {
    const { timeoutMs } = this.settings;
    const { interrupted } = this.ports;
    const late = () =>
      `the starts took longer than their --timeout of ${timeoutMs / 1000} s, at ${this.waits}`;
    return untilEnd({ timeoutMs, interrupted, cut: this.cut, late }, async () => {
      try {
        await this.measure();
        return judge(this.recorder.figures(), this.settings);
      } finally {
        // What is under way beside what failed ends too.
        this.cut.abort(this.cut.signal.reason);
      }
    });
  }

  private async measure(): Promise<void> {
    const { scalable } = this.plan;
    const isAsked = scalable.way !== 'Deployment' || scalable.replicas > 0;
    // While it is up: at zero, nobody tells the name of the model.
    if (isAsked) await this.findTarget();
    for (let index = 0; index < this.options.rounds; index++) {
      await this.toZero();
      this.waits = '--interval';
      await untilOver(this.follow, this.options.intervalMs);
      await this.start(index);
    }
  }

  private async findTarget(): Promise<Target> {
    if (this.target) return this.target;
    const { log, access } = this.ports;
    const { model, endpoint } = this.settings;
    const { signal } = this.cut;
    const target = await waitForTarget(this.plan.address, {
      ...{ access, model, signal, retries: MANY_TRIES },
      waiting: (problem) => log(`waiting for the target (${problem})`),
    });
    this.target = target;
    this.record.foundTarget(recordedTarget(target, endpoint));
    this.recorder.started(this.record.current);
    return target;
  }

  private get follow(): FollowPorts {
    const { api, address, scalable } = this.plan;
    const guard = scalable.way === 'Deployment' ? this.guard : undefined;
    return { api, pods: address.pods, guard, signal: this.cut.signal, now: this.now };
  }

  private async toZero(): Promise<void> {
    const { way, deployment } = this.plan.scalable;
    const { log } = this.ports;
    this.waits = 'the end of its pods';
    if (way === 'Deployment') {
      log(`scaling ${deployment} to 0`);
      await this.guard.set(0);
    } else log(`waiting until ${way} brings ${deployment} to zero`);
    await untilNone(this.follow);
  }

  /** One start: the request is sent when a pod is ready, or at once where it is what wakes the target. */
  private async start(index: number): Promise<void> {
    const { scalable } = this.plan;
    const watch = new StartWatch();
    const begun = { ms: this.now(), at: new Date().toISOString() };
    let answeredMs = Number.POSITIVE_INFINITY;
    if (scalable.way === 'Deployment') await this.guard.set(replicasUp(scalable));
    else this.ports.log(`${scalable.deployment} is at zero, and woken by the request`);
    const isOver = () => {
      this.waits = watch.waits;
      return this.now() - answeredMs > LAST_LOOK_MS;
    };
    const following = followStart(this.follow, watch, isOver);
    const wake = scalable.way === 'Deployment' ? following : Promise.resolve();
    const asked = wake.then(() => this.ask(index, begun.ms));
    const answered = asked.then((answer) => {
      answeredMs = this.now();
      return answer;
    });
    const [{ row, tries }] = await Promise.all([answered, following]);
    const { pod, imageWasThere, at } = watch.seen();
    const firstToken = row.firstTokenMs ?? row.lastTokenMs;
    const moments = momentsOf(
      { at: { ...at, ...(firstToken !== undefined && { firstToken }) } },
      begun.ms,
    );
    this.rounds.push({ round: index, at: begun.at, pod, imageWasThere, moments, tries });
    this.recorder.row(row);
  }

  private async ask(index: number, scheduledMs: number) {
    const { access, prompts, log } = this.ports;
    const target = await this.findTarget();
    this.waits = 'the first token';
    this.recorder.sent();
    return askUntilAnswered(
      this.settings,
      {
        ...{ runId: basename(this.folder), target, access, prompts },
        ...{ signal: this.cut.signal, now: this.now },
        failed: ({ reason, message = '' }) =>
          log(`asking again until it answers (${reason}${message && `: ${message}`})`),
      },
      { index, scheduledMs },
    );
  }

  private cutOff(end: RunEnd): void {
    this.cut.abort(new CutOff(end));
  }
}

/** @throws RunError where a target is not to be brought to zero */
export function refuseUnscalable(
  plan: ColdPlan,
): asserts plan is ColdPlan & { scalable: Scalable } {
  if (typeof plan.scalable === 'string') throw new RunError(`kvmini cold: ${plan.scalable}`);
}
