import { setTimeout as sleep } from 'node:timers/promises';
import type { Prometheus, RawSeries } from './api';
import { gpusIn, powerSelectors } from './gpus';
import { type Energy, energyOver, type Span } from './power';

/** So long before a run samples are asked for: they tell how often there are some. */
const BEFORE_SECONDS = 180;
/** A scrape has the time of its begin, and is there when it is over. */
const LATE_SECONDS = 15;
/** So much is asked for at once: an answer has an end. */
const CHUNK_SECONDS = 600;
const PODS_AT_ONCE = 20;
const EVERY_MS = 1_000;
/** A sample after the end is waited for so long, in scrapes and a little, and at most. */
const SCRAPES = 2;
const LITTLE_MS = 3_000;
const LONGEST_MS = 65_000;

/** Whose energy is asked for, and over which time. */
export interface EnergyQuestion {
  readonly prometheus: Pick<Prometheus, 'samples'>;
  readonly namespace: string;
  /** How many GPUs each pod has, by its name. */
  readonly pods: ReadonlyMap<string, number>;
  /** By Prometheus' clock. */
  readonly span: Span;
  /** Told once where samples are to come yet. */
  readonly waiting: (text: string) => void;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Milliseconds on a monotonic clock, which were `at` seconds of Prometheus' at a time. */
  readonly clock: { readonly nowMs: () => number; readonly atMs: number; readonly seconds: number };
  /** @default 1 s */
  readonly everyMs?: number;
}

/**
 * Asks for the energy of the pods' GPUs, and waits for the samples that end it.
 *
 * @throws Error where Prometheus does not answer
 */
export async function askForEnergy(question: EnergyQuestion): Promise<Energy> {
  const { span, pods, clock, waiting, signal, everyMs = EVERY_MS } = question;
  const seen: RawSeries[] = [];
  const begunMs = clock.nowMs();
  let asked = span.from - BEFORE_SECONDS;
  let told = false;
  for (;;) {
    const now = clock.seconds + (clock.nowMs() - clock.atMs) / 1000;
    seen.push(...(await since(question, asked, now)));
    asked = now - LATE_SECONDS;
    const gpus = gpusIn(seen, pods);
    if (typeof gpus === 'string') return { kind: 'unknown', why: gpus };
    const energy = energyOver(gpus, span);
    if (energy.kind !== 'early') return energy;
    const longest = Math.min(LONGEST_MS, SCRAPES * energy.everySeconds * 1000 + LITTLE_MS);
    if (clock.nowMs() - begunMs > longest)
      return { kind: 'unknown', why: 'no sample of the power came after the end of the run' };
    if (!told)
      waiting(`waiting for the next sample of the GPUs' power, ${longest / 1000} s at most`);
    told = true;
    await sleep(everyMs, undefined, { signal });
  }
}

/** What was scraped from a time on, in pieces. */
async function since(
  { prometheus, namespace, pods }: EnergyQuestion,
  from: number,
  to: number,
): Promise<RawSeries[]> {
  const names = [...pods.keys()];
  const found: RawSeries[] = [];
  for (let first = 0; first < names.length; first += PODS_AT_ONCE)
    for (const selector of powerSelectors(namespace, names.slice(first, first + PODS_AT_ONCE)))
      for (let begin = from; begin < to; begin += CHUNK_SECONDS) {
        const end = Math.min(to, begin + CHUNK_SECONDS);
        found.push(...(await prometheus.samples(selector, end - begin, end)));
      }
  return found;
}
