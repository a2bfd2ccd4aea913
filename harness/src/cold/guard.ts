import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../errors';
import type { FoundScale } from '../results/cold';
import { runFile } from '../results/folder';
import { replaceJson } from '../results/write';
import type { ColdApi } from './api';
import type { Scalable } from './classify';

/** The API may be away for a moment, just when the scale is to be put back. */
const TRIES = 6;
const PAUSE_MS = 1_000;

/** What a guard needs. */
export interface GuardPorts {
  readonly api: Pick<ColdApi, 'namespace' | 'replicas' | 'setReplicas'>;
  readonly found: Pick<Scalable, 'deployment' | 'replicas'>;
  /** The run's folder. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** @default 1 s */
  readonly pauseMs?: number;
}

/** Changes the scale of a Deployment, and puts back the one that it found, once, whatever happened. */
export class ScaleGuard {
  private readonly foundAt = new Date().toISOString();
  /** The scale that was set last. */
  private last: number | undefined;
  /** Those that it may have by this guard: two, while it is not known whether a change came through. */
  private own: readonly number[] = [];
  private restoring: Promise<boolean> | undefined;

  constructor(private readonly ports: GuardPorts) {}

  /**
   * Sets the scale; the one that was found is on the disk before the first time.
   *
   * @throws RunError where it can't be written or set
   */
  async set(replicas: number): Promise<void> {
    const { api, found } = this.ports;
    if (this.restoring) throw new RunError('the scale is being put back');
    if (this.last === undefined) this.write('changed');
    else await this.check();
    // Known before it is asked for: an answer that is lost may have been a yes.
    this.own = [...this.own, replicas];
    this.last = replicas;
    await api.setReplicas(found.deployment, replicas);
    this.own = [replicas];
  }

  /**
   * Looks whether the scale is as it was set.
   *
   * @throws RunError where somebody else has changed it
   */
  async check(): Promise<void> {
    const { api, found } = this.ports;
    const now = await api.replicas(found.deployment);
    if (this.last === undefined || now === this.last) return;
    throw new RunError(
      `somebody else set the Deployment ${found.deployment} to ${now} replicas while it was to have ${this.last}: a controller or a person who fights over its scale`,
    );
  }

  /** Puts the scale back that was found; `false` where that did not work. */
  restore(): Promise<boolean> {
    this.restoring ??= this.last === undefined ? Promise.resolve(true) : this.putBack();
    return this.restoring;
  }

  private async putBack(): Promise<boolean> {
    const { found, api, log, pauseMs = PAUSE_MS } = this.ports;
    const { deployment, replicas } = found;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.putBackOnce();
        return true;
      } catch (error) {
        log(`the scale of ${deployment} is not put back yet: ${(error as Error).message}`);
        if (attempt === TRIES) break;
        await sleep(pauseMs);
      }
    }
    const command = `kubectl scale deployment/${deployment} --namespace=${api.namespace} --replicas=${replicas}`;
    log(`the scale of ${deployment} was NOT put back; do it yourself: ${command}`);
    return false;
  }

  private async putBackOnce(): Promise<void> {
    const { api, found, log } = this.ports;
    const { deployment, replicas } = found;
    const now = await api.replicas(deployment);
    if (!this.own.includes(now) && now !== replicas) {
      log(`${deployment} has ${now} replicas, as somebody else set it: it is left so`);
      return this.note('others');
    }
    if (now !== replicas) {
      await api.setReplicas(deployment, replicas);
      log(`${deployment} has its ${replicas} replicas again`);
    }
    this.note('restored');
  }

  /** The scale is put back: a disk that is full does not change that. */
  private note(state: FoundScale['state']): void {
    try {
      this.write(state);
    } catch (error) {
      this.ports.log((error as Error).message);
    }
  }

  private write(state: FoundScale['state']): void {
    const { api, found, folder } = this.ports;
    const { deployment, replicas } = found;
    const scale: FoundScale = {
      ...{ namespace: api.namespace, deployment, replicas },
      ...{ foundAt: this.foundAt, state },
    };
    replaceJson(runFile(folder, 'scale'), scale);
  }
}
