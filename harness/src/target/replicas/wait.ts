import { setTimeout as sleep } from 'node:timers/promises';
import { RunError } from '../../errors';
import type { Replicas } from './look';
import type { PodState } from './pods';

const EVERY_MS = 2_000;
/** So many pods are named. */
const MOST_NAMED = 10;

/** How to wait for all replicas. */
export interface WaitOptions {
  /** Looks at them once. */
  readonly look: () => Promise<Replicas>;
  /** How long to wait; 0 looks once and goes on. */
  readonly forMs: number;
  readonly signal: AbortSignal;
  /** Told what is waited for, as it changes. */
  readonly waiting: (text: string) => void;
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  /** @default 2 s */
  readonly everyMs?: number;
}

/** What is missing of a target, in a sentence; `undefined` where nothing is. */
export function missingOf({ desired, pods, wanted }: Replicas): string | undefined {
  const byPods = pods && podsMissing(pods, desired ?? pods.length);
  const byObject =
    wanted?.isReady === false ? `it says that it is not ready${quote(wanted.why)}` : undefined;
  const pieces = [byPods, byObject].filter((each) => each !== undefined);
  return pieces.length === 0 ? undefined : pieces.join('; ');
}

function podsMissing(pods: readonly PodState[], desired: number): string | undefined {
  const unready = pods.filter(({ ready }) => !ready);
  const ready = pods.length - unready.length;
  if (ready >= desired) return undefined;
  const more = unready.length - MOST_NAMED;
  const absent = desired - pods.length;
  const named = [
    ...unready.slice(0, MOST_NAMED).map(podText),
    ...(more > 0 ? [`${more} more`] : []),
    ...(absent > 0 ? [`${absent} not made yet`] : []),
  ];
  return `${ready} of ${desired} pods are ready; not ready: ${named.join('; ')}`;
}

const quote = (why: string) => (why === '' ? '' : ` (${why})`);
const podText = ({ name, why }: PodState) => (why ? `${name} (${why})` : name);

/**
 * Waits until all replicas of a target are ready.
 *
 * @returns the last look; what is missing where it was not to be waited for
 * @throws RunError with the pods that are not ready, where the time is up
 */
export async function waitUntilReady(
  options: WaitOptions,
): Promise<{ readonly replicas: Replicas; readonly missing: string | undefined }> {
  const { look, forMs, signal, waiting, now, everyMs = EVERY_MS } = options;
  const until = now() + forMs;
  let told = '';
  for (;;) {
    const replicas = await look();
    const missing = missingOf(replicas);
    signal.throwIfAborted();
    if (missing === undefined || forMs === 0) return { replicas, missing };
    if (now() >= until) throw notReady(missing, forMs);
    if (missing !== told) waiting(missing);
    told = missing;
    await sleep(Math.min(everyMs, Math.max(1, until - now())), undefined, { signal });
  }
}

function notReady(missing: string, forMs: number): RunError {
  return new RunError(
    `the target was not ready within ${forMs / 1000} s (--wait-ready): ${missing}; --no-wait starts all the same`,
  );
}
