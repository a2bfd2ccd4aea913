import { setTimeout as sleep } from 'node:timers/promises';
import type { ColdApi } from './api';
import type { ScaleGuard } from './guard';
import { podsThere, pulledIn, startingPods } from './pods';
import type { StartWatch } from './start-watch';

/** Pods are looked at so often: a start takes minutes, and the API is others' too. */
export const EVERY_MS = 200;
/** Each so many looks the scale is looked at too. */
const CHECK_EVERY = 10;
/** So many looks in a row may fail: the API may be away for a moment. */
const MOST_FAILED = 50;
const MOST_PULLING = 4;
const EVENTS = 'api/v1';

/** What looks at pods need. */
export interface FollowPorts {
  readonly api: Pick<ColdApi, 'list'>;
  /** A selector of the target's pods. */
  readonly pods: string;
  /** Where the scale is this run's to set. */
  readonly guard?: Pick<ScaleGuard, 'check'> | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds since the run began, on the monotonic clock. */
  readonly now: () => number;
  /** @default 200 ms */
  readonly everyMs?: number;
}

/** Looks again and again, until it is enough. */
async function lookUntil(
  { guard, signal, everyMs = EVERY_MS }: FollowPorts,
  look: () => Promise<boolean>,
): Promise<void> {
  let failed = 0;
  for (let looks = 1; ; looks++) {
    signal.throwIfAborted();
    try {
      if (await look()) return;
      failed = 0;
    } catch (error) {
      if (++failed > MOST_FAILED) throw error;
    }
    if (looks % CHECK_EVERY === 0) await guard?.check();
    await sleep(everyMs, undefined, { signal });
  }
}

const podsOf = async ({ api, pods }: FollowPorts) =>
  (await api.list('api/v1', 'pods', { labelSelector: pods })) ?? [];

/** Waits until not one pod of the target is there, those that end among them. */
export const untilNone = (ports: FollowPorts): Promise<void> =>
  lookUntil(ports, async () => podsThere(await podsOf(ports)).length === 0);

/** Waits for a time at zero. */
export function untilOver(ports: FollowPorts, ms: number): Promise<void> {
  const over = ports.now() + ms;
  return lookUntil(ports, async () => ports.now() >= over);
}

/** Follows a start until a pod is ready, or `isOver`. */
export const followStart = (
  ports: FollowPorts,
  watch: StartWatch,
  isOver: () => boolean = () => false,
): Promise<void> =>
  lookUntil(ports, async () => {
    const found = startingPods(await podsOf(ports));
    watch.look(found, ports.now());
    for (const { name } of watch.pulling(ports.now()).slice(0, MOST_PULLING)) {
      const about = { fieldSelector: `involvedObject.name=${name},reason=Pulled` };
      watch.images(pulledIn((await ports.api.list(EVENTS, 'events', about)) ?? []), ports.now());
    }
    return watch.isReady || isOver();
  });
