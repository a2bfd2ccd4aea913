import type { Moment } from '../results/cold';
import type { Pulled, StartingPod } from './pods';

/** What was seen of a start's pods. */
export interface SeenStart {
  readonly pod: string | null;
  readonly imageWasThere: boolean | null;
  /** In milliseconds of the clock that looks were told by. */
  readonly at: Readonly<Partial<Record<Moment, number>>>;
}

/** Events are told a moment after what they are of. */
const LATE_EVENT_MS = 2_000;

interface Seen {
  pod: StartingPod;
  wasThere: boolean | undefined;
  readonly at: Partial<Record<Moment, number>>;
}

/** Follows the pods of a start: when each was first seen to have come how far. */
export class StartWatch {
  private readonly pods = new Map<string, Seen>();
  private first: Seen | undefined;

  /** Takes a look at the pods; what several looks say of a moment, the first one counts. */
  look(pods: readonly StartingPod[], atMs: number): void {
    for (const pod of pods) {
      const seen = this.pods.get(pod.uid) ?? { pod, wasThere: undefined, at: { created: atMs } };
      this.pods.set(pod.uid, seen);
      seen.pod = pod;
      const { scheduled, started, ready } = pod;
      const initialized = pod.hasInit && pod.initialized;
      for (const [moment, is] of Object.entries({ scheduled, initialized, started, ready }))
        if (is) seen.at[moment as Moment] ??= atMs;
      if (ready) this.first ??= seen;
    }
  }

  /** Takes a look at the events. */
  images(images: readonly Pulled[], atMs: number): void {
    for (const { uid, container, wasThere } of images) {
      const seen = this.pods.get(uid);
      if (seen?.pod.container !== container || seen.at.pulled !== undefined) continue;
      seen.at.pulled = atMs;
      seen.wasThere = wasThere;
    }
  }

  /** Pods whose image may be pulled right now, or was just now: events of these are worth a look. */
  pulling(nowMs: number): readonly StartingPod[] {
    return [...this.pods.values()]
      .filter(({ pod, at }) => pod.scheduled && at.pulled === undefined)
      .filter(({ at }) => nowMs - (at.started ?? nowMs) <= LATE_EVENT_MS)
      .map(({ pod }) => pod);
  }

  /** Whether one of them is ready. */
  get isReady(): boolean {
    return this.first !== undefined;
  }

  /** What is waited for, in words. */
  get waits(): string {
    const pods = [...this.pods.values()].map(({ pod }) => pod);
    if (pods.length === 0) return 'no pod is made yet';
    return pods
      .map(({ name, scheduled, started, ready, waits }) => {
        const how = ready
          ? 'is ready'
          : started
            ? 'runs, and is not ready'
            : waits || (scheduled ? 'is scheduled' : 'is not scheduled');
        return `${name} ${waits && !started ? `waits (${how})` : how}`;
      })
      .join(', ');
  }

  /** The first pod that was ready, else the one that came furthest. */
  seen(): SeenStart {
    const most = [...this.pods.values()].sort(
      (a, b) => Object.keys(b.at).length - Object.keys(a.at).length,
    )[0];
    const { pod, wasThere, at } = this.first ?? most ?? {};
    const { pulled, started } = at ?? {};
    // An event may be told later than what it led to.
    const early = pulled !== undefined && started !== undefined && pulled > started;
    const told = { ...at, ...(early && { pulled: started }) };
    return { pod: pod?.name ?? null, imageWasThere: wasThere ?? null, at: told };
  }
}
