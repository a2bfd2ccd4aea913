import { isAttempt } from '../figures/measures';
import type { RequestRow } from '../request/row';
import type { Results } from '../results/schema';
import type { BenchSettings } from '../settings/settings';
import { Prometheus } from '../target/prometheus/api';
import { askForEnergy } from '../target/prometheus/energy';
import type { Energy } from '../target/prometheus/power';
import { gpusTogether } from '../target/replicas/gpus';

/** What an energy question needs of a run. */
export interface EnergyPorts {
  /** How many GPUs each pod has, by its name; or why that is not known. */
  readonly gpus: ReadonlyMap<string, number> | string;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  readonly interrupted: AbortSignal;
  readonly log: (line: string) => void;
}

/** The energy that the target's GPUs took from the first measured request to the last answer. */
export class EnergyRun {
  private readonly span = { firstMs: Number.POSITIVE_INFINITY, lastMs: Number.NEGATIVE_INFINITY };
  private energy: Results['energy'];
  private readonly notes: string[] = [];

  constructor(private readonly settings: Pick<BenchSettings, 'prometheusUrl' | 'namespace'>) {}

  /** Takes a row: attempts are what the run's duration is of. */
  row(row: RequestRow): void {
    if (!isAttempt(row)) return;
    this.span.firstMs = Math.min(this.span.firstMs, row.sentMs ?? this.span.firstMs);
    this.span.lastMs = Math.max(this.span.lastMs, row.endMs);
  }

  /** Asks for it, where it is wanted, after the load; never fails. */
  async ask(ports: EnergyPorts): Promise<void> {
    const { prometheusUrl } = this.settings;
    const { firstMs, lastMs } = this.span;
    if (prometheusUrl === undefined || ports.interrupted.aborted || !(lastMs > firstMs)) return;
    const { gpus } = ports;
    try {
      const energy = await this.lookUp(new Prometheus(prometheusUrl), ports);
      if (energy.kind === 'known' && typeof gpus !== 'string') this.take(energy, gpus);
      else this.notKnown(energy.kind === 'unknown' ? energy.why : '');
    } catch (error) {
      const why = ports.interrupted.aborted ? 'the run was interrupted' : (error as Error).message;
      this.notKnown(`Prometheus (${prometheusUrl}): ${why}`);
    }
  }

  /** What is known of it. */
  figures(): Pick<Results, 'energy'> {
    return this.energy ? { energy: this.energy } : {};
  }

  /** What a reader of the figures must know of it. */
  warnings(): readonly string[] {
    return this.notes;
  }

  private async lookUp(prometheus: Prometheus, ports: EnergyPorts): Promise<Energy> {
    const { gpus, now, interrupted: signal, log } = ports;
    if (typeof gpus === 'string') return { kind: 'unknown', why: gpus };
    const before = now();
    const seconds = await prometheus.now();
    // Its clock may be another than this machine's, and this machine's may have been set during the run.
    const atMs = (before + now()) / 2;
    const at = (ms: number) => seconds - (atMs - ms) / 1000;
    return askForEnergy({
      ...{ prometheus, pods: gpus, signal, waiting: log },
      namespace: this.settings.namespace ?? '',
      span: { from: at(this.span.firstMs), to: at(this.span.lastMs) },
      clock: { nowMs: now, atMs, seconds },
    });
  }

  private take(energy: Energy & { kind: 'known' }, gpus: ReadonlyMap<string, number>): void {
    const { wattHours, everySeconds, missingSeconds } = energy;
    this.energy = { wattHours, gpus: gpusTogether(gpus), everySeconds };
    if (missingSeconds === 0) return;
    this.notes.push(
      `The power of a GPU has no samples for ${missingSeconds.toFixed(1)} s of the run: its energy takes a straight line there`,
    );
  }

  private notKnown(why: string): void {
    this.notes.push(`What energy the run took is not known: ${why}`);
  }
}
