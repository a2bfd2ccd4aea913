import type { Sample } from './api';

/** What was scraped of one GPU's power. */
export interface GpuPower {
  /** The pod that has it. */
  readonly pod: string;
  readonly gpu: string;
  /** Watts, by series: an exporter that was started again, or is scraped twice, has several. */
  readonly parts: readonly (readonly Sample[])[];
}

/** From when to when, in seconds of one clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The energy of GPUs over a span, or why it is not known. */
export type Energy =
  | {
      readonly kind: 'known';
      readonly wattHours: number;
      /** Between scrapes. */
      readonly everySeconds: number;
      /** Without samples, of the GPU that misses the most: a straight line was drawn there. */
      readonly missingSeconds: number;
    }
  /** The last scrapes are from before the span's end: later ones will tell. */
  | { readonly kind: 'early'; readonly everySeconds: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** A step of power between two scrapes is in the figure as a slope: fewer scrapes than these make it a guess. */
const FEWEST_SCRAPES = 5;
/** Scrapes are late by a little; one that is missing makes a gap of twice the time. */
const GAP = 1.5;
const MOST_MISSING = 0.05;
/** No GPU takes more watts: a number beyond is no power. */
const MOST_WATTS = 100_000;
const JOULES_OF_A_WATT_HOUR = 3_600;

const unknown = (why: string): Energy => ({ kind: 'unknown', why });

/** The energy that GPUs took together over exactly a span; unknown as soon as that of one is. */
export function energyOver(gpus: readonly GpuPower[], span: Span): Energy {
  const each = gpus.map((gpu) => ofOne(gpu, span));
  const worst = each.find(({ kind }) => kind === 'unknown') ?? each.find(isEarly);
  if (worst) return worst;
  const known = each.filter((one) => one.kind === 'known');
  if (known.length === 0) return unknown('there are no GPUs');
  return {
    kind: 'known',
    wattHours: known.reduce((sum, one) => sum + one.wattHours, 0),
    everySeconds: Math.max(...known.map((one) => one.everySeconds)),
    missingSeconds: Math.max(...known.map((one) => one.missingSeconds)),
  };
}

const isEarly = ({ kind }: Energy) => kind === 'early';

function ofOne({ pod, gpu, parts }: GpuPower, { from, to }: Span): Energy {
  const called = `GPU ${gpu} of ${pod}`;
  const everySeconds = Math.max(0, ...parts.map(usualGap));
  const samples = inOrder(parts);
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || everySeconds === 0)
    return unknown(`there are too few samples of the power of ${called}`);
  if (first[0] > from) return unknown(`the power of ${called} is not known from the start on`);
  if (last[0] < to) return { kind: 'early', everySeconds };
  const inside = samples.filter(([at]) => at >= from && at <= to).length;
  if (inside < FEWEST_SCRAPES) {
    const took = (to - from).toFixed(1);
    return unknown(
      `the run took ${took} s, and power is scraped every ${shown(everySeconds)} s: that takes ${FEWEST_SCRAPES} scrapes during the run`,
    );
  }
  const missingSeconds = withoutSamples(samples, { from, to }, GAP * everySeconds);
  if (missingSeconds > MOST_MISSING * (to - from))
    return unknown(`the power of ${called} has no samples for ${shown(missingSeconds)} s`);
  const wattHours = joules(samples, { from, to }) / JOULES_OF_A_WATT_HOUR;
  return { kind: 'known', wattHours, everySeconds, missingSeconds };
}

const shown = (seconds: number): string => `${Math.round(seconds * 10) / 10}`;

/** The median of the times between samples; 0 where there are none. */
function usualGap(samples: readonly Sample[]): number {
  const ordered = inOrder([samples]);
  const gaps = ordered.slice(1).map(([at], index) => at - (ordered[index]?.[0] ?? at));
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
}

/** All samples that are a power, each time once. */
function inOrder(parts: GpuPower['parts']): readonly Sample[] {
  const all = parts.flat().filter(([, watts]) => watts >= 0 && watts < MOST_WATTS);
  const sorted = all.sort(([a], [b]) => a - b);
  return sorted.filter(([at], index) => index === 0 || at !== sorted[index - 1]?.[0]);
}

/** Calls a function with each two samples that follow each other, as far as they are in a span. */
function eachPair(
  samples: readonly Sample[],
  { from, to }: Span,
  use: (pair: { before: Sample; after: Sample; begin: number; end: number }) => void,
): void {
  for (let index = 1; index < samples.length; index++) {
    const [before, after] = [samples[index - 1] as Sample, samples[index] as Sample];
    const [begin, end] = [Math.max(from, before[0]), Math.min(to, after[0])];
    if (end > begin) use({ before, after, begin, end });
  }
}

function withoutSamples(samples: readonly Sample[], span: Span, longest: number): number {
  let missing = 0;
  eachPair(samples, span, ({ before, after, begin, end }) => {
    if (after[0] - before[0] > longest) missing += end - begin;
  });
  return missing;
}

/** The area below the straight lines from sample to sample. */
function joules(samples: readonly Sample[], span: Span): number {
  let sum = 0;
  eachPair(samples, span, ({ before, after, begin, end }) => {
    const slope = (after[1] - before[1]) / (after[0] - before[0]);
    const at = (time: number) => before[1] + slope * (time - before[0]);
    sum += ((at(begin) + at(end)) / 2) * (end - begin);
  });
  return sum;
}
