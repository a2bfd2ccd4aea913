import { setTimeout as sleep } from 'node:timers/promises';
import { Deferred } from '../deferred';
import type { LaunchedWorker } from '../launch';
import type { Made, PodsApi } from './api';
import { firstLine } from './first-line';
import type { Pod } from './shapes';
import { endOf, imageIdOf, indexOf, isOtherImage, waitingOf } from './states';
import { WORKER_CONTAINER } from './template';

const EVERY_MS = 1_000;
/** So long what only a user can change may last, such as an image that is not there: it may just have come. */
const HOPELESS_MS = 15_000;

/** What is watched, and with what. */
export interface PodWatchPorts {
  readonly api: PodsApi;
  readonly job: Made;
  readonly of: number;
  /** The coordinator's own image, as its node calls it; empty where that is not known. */
  readonly image: string;
  readonly remove: () => Promise<unknown>;
  readonly log: (line: string) => void;
}

interface Watched {
  readonly ended: Deferred<string>;
  waits: string | undefined;
  hopelessSince: number | undefined;
  wasThere: boolean;
}

/** Looks at the pods of a Job until it is removed: what each waits for, and how it ended. */
export class PodWatch {
  readonly workers: readonly LaunchedWorker[];
  private readonly all: readonly Watched[];
  private removal: Promise<void> | undefined;

  constructor(private readonly ports: PodWatchPorts) {
    this.all = Array.from({ length: ports.of }, () => ({
      ...{ ended: new Deferred<string>(), waits: undefined },
      ...{ hopelessSince: undefined, wasThere: false },
    }));
    this.workers = this.all.map((worker) => ({
      ended: worker.ended.promise,
      kill: () => void this.remove(),
      waits: () => worker.waits,
    }));
    void this.watch();
  }

  /** Removes the Job, once: all of its pods go together. */
  private remove(): Promise<void> {
    this.removal ??= this.ports.remove().then(() => {
      for (const { ended } of this.all) ended.resolve('was removed with its Job');
    });
    return this.removal;
  }

  private async watch(): Promise<void> {
    while (this.removal === undefined) {
      try {
        await this.look();
      } catch {
        // What the connections say counts; of an API server that is away nothing is to be told.
      }
      await sleep(EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const { api, job } = this.ports;
    const pods = await api.podsOf(job.metadata.name);
    for (const pod of pods) this.seen(indexOf(pod), pod);
    const there = new Set(pods.map(indexOf));
    const missing = [...this.all.keys()].filter((index) => !there.has(index));
    if (missing.length === 0) return;
    const why = await this.whyNotMade();
    for (const index of missing) this.unseen(index, why);
  }

  private seen(index: number, pod: Pod): void {
    const worker = this.all[index];
    if (!worker) return;
    worker.wasThere = true;
    const end = endOf(pod);
    if (end !== undefined) worker.ended.resolve(end);
    const image = imageIdOf(pod, WORKER_CONTAINER);
    if (isOtherImage(image, this.ports.image))
      worker.ended.resolve(`runs the image ${image}, this run ${this.ports.image}`);
    const { what, hopeless } = waitingOf(pod);
    this.waits(index, worker, what, hopeless);
  }

  /** A pod that is not there: not made yet, refused, or removed by somebody. */
  private unseen(index: number, why: string | undefined): void {
    const worker = this.all[index];
    if (!worker) return;
    if (worker.wasThere) worker.ended.resolve('is gone: its pod was deleted');
    else if (why === undefined) this.waits(index, worker, 'for its pod to be made', false);
    else this.waits(index, worker, `for its pod to be made (${why})`, true);
  }

  private waits(index: number, worker: Watched, what: string, hopeless: boolean): void {
    if (hopeless && worker.waits !== what) this.ports.log(`worker ${index} waits ${what}`);
    worker.waits = what;
    if (!hopeless) worker.hopelessSince = undefined;
    else worker.hopelessSince ??= performance.now();
    const since = worker.hopelessSince ?? Number.POSITIVE_INFINITY;
    if (performance.now() - since > HOPELESS_MS) worker.ended.resolve(`waited in vain ${what}`);
  }

  /** What kept pods from being made is in no pod: quotas, Pod Security and webhooks are told by events of the Job. */
  private async whyNotMade(): Promise<string | undefined> {
    const events = await this.ports.api.eventsOf(this.ports.job.metadata.uid);
    const failed = events.filter(({ reason }) => reason === 'FailedCreate').at(-1);
    return failed && firstLine(failed.message ?? 'FailedCreate');
  }
}
