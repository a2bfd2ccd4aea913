import { expect, test } from 'vitest';
import { compareRuns } from '../../src/compare/compare';
import { inTerminal } from '../../src/figures/format';
import { textIn, totalsIn } from '../../src/figures/shown-totals';
import { TOTALS } from '../../src/figures/totals';
import { gpusByPod, gpusTogether } from '../../src/target/replicas/gpus';
import { podsIn } from '../../src/target/replicas/pods';
import { pod } from '../target/replicas/made-pods';
import { MADE_RESULTS } from './made-run';

const withGpus = (...limits: (Record<string, unknown> | undefined)[]) =>
  podsIn({
    items: limits.map((each, index) => {
      const made = pod(`demo-${index}`);
      const [container] = made.spec.containers;
      const containers = [{ ...container, resources: each && { limits: each } }];
      return { ...made, spec: { ...made.spec, containers } };
    }),
  });

test.each<[string, ReturnType<typeof podsIn>, number | undefined]>([
  ['one each', withGpus({ 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': 1 }), 2],
  ['eight, beside memory', withGpus({ 'nvidia.com/gpu': '8', memory: '64Gi' }), 8],
  ["AMD's", withGpus({ 'amd.com/gpu': '2' }), 2],
  ['one pod without', withGpus({ 'nvidia.com/gpu': '1' }, { cpu: '4' }), undefined],
  ['parts of one', withGpus({ 'nvidia.com/mig-1g.10gb': '1' }), undefined],
  ['half of one', withGpus({ 'nvidia.com/gpu': '0.5' }), undefined],
  ['no limits', withGpus(undefined), undefined],
  ['none', withGpus({ 'nvidia.com/gpu': '0' }), undefined],
  ['a number that is none', withGpus({ 'nvidia.com/gpu': 'all' }), undefined],
  ['no pods', [], undefined],
  ['pods that are not known', undefined, undefined],
])('GPUs of pods: %s', (_, pods, gpus) => {
  const byPod = gpusByPod(pods);
  expect(byPod && gpusTogether(byPod)).toBe(gpus);
});

const RUN = { ...MADE_RESULTS, durationSeconds: 7_200, outputTokens: 4_000_000 };
const COUNTS = { ...MADE_RESULTS.counts, successes: 10_000 };

test('20 an hour for two hours are 10 per million of 4 million tokens, and 4 per thousand of 10,000 requests', () => {
  const run = { ...RUN, counts: COUNTS, cost: { perGpuHour: 2.5, gpus: 8, perHour: 20 } };
  expect(TOTALS.costPerTokens.value(run)).toBeCloseTo(10, 12);
  expect(TOTALS.costPerRequests.value(run)).toBeCloseTo(4, 12);
  const names = totalsIn('summary', run).map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('cost'))).toEqual([
    'costPerTokens',
    'costPerRequests',
  ]);
});

test('without a price, or without tokens, there is no cost, and no line of it', () => {
  expect(TOTALS.costPerTokens.value(RUN)).toBeNull();
  const cost = { perGpuHour: 1, gpus: 1, perHour: 1 };
  expect(TOTALS.costPerTokens.value({ ...RUN, cost, outputTokens: 0 })).toBeNull();
  expect(TOTALS.costPerTokens.value({ ...RUN, cost, outputTokens: null })).toBeNull();
  expect(totalsIn('summary', RUN).some(({ ifKnown }) => ifKnown)).toBe(false);
});

/** A run of requests that end every so many milliseconds, with ten tokens each. */
function sample(everyMs: number, perHour: number, requests = 400) {
  const column = (of: (index: number) => number) =>
    Float64Array.from({ length: requests }, (_, i) => of(i));
  const durationSeconds = (everyMs * requests) / 1_000;
  const counts = { ...COUNTS, attempts: requests, successes: requests, errors: 0 };
  const ended = column((i) => everyMs * (i + 1) + (i % 7));
  const rates = { requestThroughput: column(() => 1), outputTokenThroughput: column(() => 10) };
  const none = column(() => Number.NaN);
  const times = ['ttft', 'tpot', 'endToEnd', 'ttftFromSchedule', 'endToEndFromSchedule'];
  return {
    numbers: {
      ...{ ...MADE_RESULTS, counts, durationSeconds, outputTokens: 10 * requests },
      cost: { perGpuHour: perHour, gpus: 1, perHour },
    },
    columns: {
      ...Object.fromEntries(times.map((name) => [name, none])),
      ...{ scheduled: ended, sent: column((i) => everyMs * i), ended, ...rates },
      ...{ failed: column(() => 0), good: column(() => 1) },
    },
  } as unknown as Parameters<typeof compareRuns>[0][number];
}

test('180 Wh for 400,000 output tokens are 0.45 Wh per thousand, and runs are compared by it', () => {
  const energy = { wattHours: 180, gpus: 8, everySeconds: 15 };
  const run = { ...RUN, outputTokens: 400_000, energy };
  expect(TOTALS.energyPerTokens.value(run)).toBeCloseTo(0.45, 12);
  expect(textIn('summary', TOTALS.energyPerTokens, run, inTerminal)).toBe('0.4500 Wh');
  expect(TOTALS.energyPerTokens.value({ ...run, outputTokens: null })).toBeNull();
  expect(TOTALS.energyPerTokens.value(RUN)).toBeNull();
  const of = (base: number, wattHours: number) => {
    const [before, after] = [base, wattHours].map((each) => {
      const made = sample(20, 1);
      return { ...made, numbers: { ...made.numbers, energy: { wattHours: each } } };
    }) as [ReturnType<typeof sample>, ReturnType<typeof sample>];
    const title = TOTALS.energyPerTokens.title;
    return compareRuns([before], [after], 0.05).find((each) => each.title === title);
  };
  expect(of(2, 3)).toMatchObject({ unit: 'Wh', verdict: 'worse', missed: true });
  expect(of(2, 3)?.change).toBeCloseTo(0.5, 9);
  expect(of(2, 2)).toMatchObject({ change: 0, missed: false });
  expect(of(2, 1)).toMatchObject({ verdict: 'better', missed: false });
});

test('runs are compared by their cost, which a dearer GPU makes worse at the same rate', () => {
  const of = (base: number, run: number) =>
    compareRuns([sample(20, base)], [sample(20, run)], 0.05).find(
      ({ title }) => title === TOTALS.costPerTokens.title,
    );
  const dearer = of(2, 3);
  expect(dearer?.change).toBeCloseTo(0.5, 9);
  expect(dearer).toMatchObject({ higherIsBetter: false, verdict: 'worse', missed: true });
  expect(of(2, 2)).toMatchObject({ change: 0, missed: false });
  const faster = compareRuns([sample(20, 2)], [sample(10, 2)], 0.05).find(
    ({ title }) => title === TOTALS.costPerRequests.title,
  );
  expect(faster).toMatchObject({ verdict: 'better', missed: false });
  expect(faster?.change).toBeCloseTo(-0.5, 9);
});
