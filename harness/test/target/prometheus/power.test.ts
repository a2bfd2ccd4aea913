import { expect, test } from 'vitest';
import type { Sample } from '../../../src/target/prometheus/api';
import { gpusIn, powerSelectors } from '../../../src/target/prometheus/gpus';
import { energyOver, type Span } from '../../../src/target/prometheus/power';

/** Scrapes every so many seconds from one time to another, each with the watts of its time. */
const scrapes = (from: number, to: number, every: number, watts: (at: number) => number) =>
  Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i): Sample => {
    const at = from + i * every;
    return [at, watts(at)];
  });
const gpu = (...parts: Sample[][]) => ({ pod: 'demo-0', gpu: 'GPU-1', parts });
const steady = (watts: number) => scrapes(0, 200, 10, () => watts);
const SPAN: Span = { from: 20, to: 120 };

test('360 W over exactly 100 s are 10 Wh, and two GPUs take the sum', () => {
  const one = energyOver([gpu(steady(360))], SPAN);
  expect(one).toEqual({ kind: 'known', wattHours: 10, everySeconds: 10, missingSeconds: 0 });
  const two = [gpu(steady(360)), { ...gpu(steady(720)), gpu: 'GPU-2' }];
  expect(energyOver(two, SPAN)).toMatchObject({ kind: 'known', wattHours: 30 });
});

test('a span that begins and ends between scrapes takes the line between them', () => {
  // 10 W more each second: the mean over 23 s to 118 s is 705 W.
  const energy = energyOver([gpu(scrapes(0, 200, 10, (at) => 10 * at))], { from: 23, to: 118 });
  expect(energy.kind === 'known' && energy.wattHours).toBeCloseTo((705 * 95) / 3_600, 9);
});

test('what is before and after the span is in no figure', () => {
  const burst = scrapes(0, 200, 10, (at) => (at >= 20 && at <= 120 ? 360 : 5_000));
  expect(energyOver([gpu(burst)], SPAN)).toMatchObject({ kind: 'known', wattHours: 10 });
});

test('an exporter that was started again, or is scraped by two jobs, counts once', () => {
  const all = steady(360);
  const again = gpu(all.slice(0, 7), all.slice(7));
  expect(energyOver([again], SPAN)).toMatchObject({ kind: 'known', wattHours: 10 });
  const twice = gpu(
    all,
    scrapes(3, 203, 10, () => 360),
  );
  expect(energyOver([twice], SPAN)).toMatchObject({ everySeconds: 10, wattHours: 10 });
});

const without = (from: number, to: number) => steady(360).filter(([at]) => at <= from || at >= to);

test.each<[string, Sample[], Span, RegExp]>([
  ['no samples', [], SPAN, /^there are too few samples of the power of GPU GPU-1 of demo-0$/],
  ['one sample', steady(360).slice(0, 1), SPAN, /^there are too few samples/],
  ['samples that are no power', steady(Number.NaN), SPAN, /^there are too few samples/],
  ["DCGM's blank values", steady(2_147_483_632), SPAN, /^there are too few samples/],
  ['none before the start', steady(360).slice(3), SPAN, /is not known from the start on$/],
  ['a gap', without(60, 80), SPAN, /has no samples for 20 s$/],
  [
    'a run of four scrapes',
    steady(360),
    { from: 20.5, to: 69.5 },
    /^the run took 49\.0 s, and power is scraped every 10 s: that takes 5 scrapes during the run$/,
  ],
])('%s: no figure', (_, samples, span, why) => {
  expect(energyOver([gpu(samples)], span)).toEqual({
    kind: 'unknown',
    why: expect.stringMatching(why),
  });
});

test('the limits: five scrapes are enough, and so is a gap of a twentieth, which is told', () => {
  expect(energyOver([gpu(steady(360))], { from: 20, to: 60 })).toMatchObject({ kind: 'known' });
  const all = scrapes(0, 500, 10, () => 360).filter(([at]) => at !== 250);
  expect(energyOver([gpu(all)], { from: 50, to: 450 })).toMatchObject({
    ...{ kind: 'known', wattHours: 40, missingSeconds: 20 },
  });
  expect(energyOver([gpu(all)], { from: 51, to: 450 })).toMatchObject({ kind: 'unknown' });
});

test('what ends before the span is waited for; one GPU that is not known leaves all of it so', () => {
  const early = gpu(steady(360).slice(0, 12));
  expect(energyOver([early], SPAN)).toEqual({ kind: 'early', everySeconds: 10 });
  expect(energyOver([early, gpu(steady(1))], SPAN).kind).toBe('early');
  expect(energyOver([early, gpu([])], SPAN).kind).toBe('unknown');
  expect(energyOver([], SPAN)).toEqual({ kind: 'unknown', why: 'there are no GPUs' });
});

const series = (labels: Record<string, string>, samples = steady(1)) => ({ labels, samples });
const ONE = new Map([['demo-0', 1]]);

test.each<[string, Record<string, string>]>([
  ['honoured labels', { namespace: 'ml', pod: 'demo-0', UUID: 'GPU-1' }],
  [
    'labels that are not',
    { namespace: 'gpu-operator', pod: 'dcgm-x', exported_pod: 'demo-0', UUID: 'GPU-1' },
  ],
])('a GPU is its pod’s by %s', (_, labels) => {
  expect(gpusIn([series(labels)], ONE)).toEqual([gpu(steady(1))]);
});

test.each<[string, Record<string, string>[], Map<string, number>, string]>([
  ['no exporter', [], ONE, 'demo-0 has 1 GPU, and Prometheus has DCGM_FI_DEV_POWER_USAGE of 0'],
  [
    'one of two GPUs',
    [{ pod: 'demo-0', UUID: 'GPU-1' }],
    new Map([['demo-0', 2]]),
    'demo-0 has 2 GPUs, and Prometheus has DCGM_FI_DEV_POWER_USAGE of 1',
  ],
  [
    'parts of a GPU',
    [{ pod: 'demo-0', UUID: 'GPU-1', GPU_I_ID: '3' }],
    ONE,
    'a GPU of demo-0 is a part of one (MIG)',
  ],
  [
    'a GPU that two pods share',
    [
      { pod: 'demo-0', UUID: 'GPU-1' },
      { pod: 'demo-1', UUID: 'GPU-1' },
    ],
    new Map([
      ['demo-0', 1],
      ['demo-1', 1],
    ]),
    'demo-0 and demo-1 share a GPU',
  ],
  [
    "another pod's",
    [{ pod: 'other', UUID: 'GPU-1' }],
    ONE,
    'demo-0 has 1 GPU, and Prometheus has DCGM_FI_DEV_POWER_USAGE of 0',
  ],
])('%s: no figure', (_, labels, expected, why) => {
  expect(
    gpusIn(
      labels.map((each) => series(each)),
      expected,
    ),
  ).toContain(why);
});

test('names of pods are no patterns', () => {
  expect(powerSelectors('ml', ['a.b', 'c'])).toEqual([
    'DCGM_FI_DEV_POWER_USAGE{exported_namespace="ml",exported_pod=~"a\\\\.b|c"}',
    'DCGM_FI_DEV_POWER_USAGE{namespace="ml",pod=~"a\\\\.b|c"}',
  ]);
});
