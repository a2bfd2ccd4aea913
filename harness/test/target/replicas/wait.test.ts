import { expect, test } from 'vitest';
import { wantedOf } from '../../../src/target/replicas/desired';
import type { Replicas } from '../../../src/target/replicas/look';
import { podsIn } from '../../../src/target/replicas/pods';
import { missingOf, waitUntilReady } from '../../../src/target/replicas/wait';
import { podsOf, service } from './made-pods';

const seen = (pods: readonly object[], desired = pods.length, object?: object): Replicas => ({
  ...{ desired, pods: podsIn({ items: pods }), notes: [] },
  wanted: object && wantedOf('InferenceService', object),
});

const CREATING = 'kserve-container is ContainerCreating';

test.each<[string, Replicas, string | undefined]>([
  ['all are ready', seen(podsOf(8)), undefined],
  ['7 of 8', seen(podsOf(8, 7)), `7 of 8 pods are ready; not ready: demo-7 (${CREATING})`],
  [
    'three were not made yet',
    seen(podsOf(5), 8),
    '5 of 8 pods are ready; not ready: 3 not made yet',
  ],
  [
    'many, of which ten are named',
    seen(podsOf(13, 1)),
    `1 of 13 pods are ready; not ready: ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `demo-${n} (${CREATING})`).join('; ')}; 2 more`,
  ],
  [
    'the object says no',
    seen(podsOf(1), 1, service(1, 'False', 'the route is not programmed')),
    'it says that it is not ready (Why: the route is not programmed)',
  ],
  [
    'the object says nothing yet',
    seen(podsOf(1), 1, service(1, '')),
    'it says that it is not ready',
  ],
  [
    'it has no condition at all',
    seen(podsOf(1), 1, { status: {} }),
    'it says that it is not ready (no condition Ready yet)',
  ],
  ['scaled to zero', seen([], 0, service(0)), undefined],
  ['nothing is known', { ...seen([]), pods: undefined }, undefined],
])('what is missing: %s', (_, replicas, missing) => {
  expect(missingOf(replicas)).toBe(missing);
});

test.each<[string, Parameters<typeof wantedOf>, Record<string, number>]>([
  ['without a number, one', ['InferenceService', {}], { predictor: 1 }],
  ['a predictor of 8', ['InferenceService', service(8)], { predictor: 8 }],
  ['scaled to zero', ['InferenceService', service(0)], { predictor: 0 }],
  [
    'a transformer beside it',
    ['InferenceService', { spec: { predictor: { minReplicas: 2 }, transformer: {} } }],
    { predictor: 2, transformer: 1 },
  ],
  [
    'numbers that are none',
    ['InferenceService', { spec: { predictor: { minReplicas: -1 } } }],
    { predictor: 1 },
  ],
  ['LLM, without a number', ['LLMInferenceService', { spec: {} }], { '': 1 }],
  ['LLM with 4', ['LLMInferenceService', { spec: { replicas: 4 } }], { '': 4 }],
  [
    'LLM with prefill apart',
    ['LLMInferenceService', { spec: { replicas: 4, prefill: { replicas: 2 } } }],
    { '': 6 },
  ],
  [
    'LLM that an autoscaler scales',
    ['LLMInferenceService', { spec: { scaling: { minReplicas: 3 }, prefill: {} } }],
    { '': 4 },
  ],
  [
    'LLM that an autoscaler scales, whatever number is beside it',
    [
      'LLMInferenceService',
      {
        spec: {
          ...{ replicas: 9, scaling: { minReplicas: 3 } },
          prefill: { replicas: 7, scaling: { minReplicas: 2 } },
        },
      },
    ],
    { '': 5 },
  ],
  ['no object', ['LLMInferenceService', 'text'], { '': 1 }],
])('what is wanted: %s', (_, [kind, body], parts) => {
  expect(wantedOf(kind, body).parts).toEqual(parts);
});

/** Waits with looks of its own; time passes by a second a look. */
function waiting(looks: readonly Replicas[], forMs: number) {
  const told: string[] = [];
  let looked = 0;
  const wait = waitUntilReady({
    look: async () => looks[Math.min(looked++, looks.length - 1)] as Replicas,
    ...{ forMs, everyMs: 1, signal: new AbortController().signal },
    waiting: (text) => told.push(text),
    now: () => looked * 1_000,
  });
  return { wait, told, looked: () => looked };
}

test('waits until all are ready, and tells what it waits for when that changes', async () => {
  const looks = [seen(podsOf(3, 1)), seen(podsOf(3, 1)), seen(podsOf(3, 2)), seen(podsOf(3))];
  const { wait, told } = waiting(looks, 60_000);
  expect((await wait).missing).toBeUndefined();
  expect(told).toEqual([
    `1 of 3 pods are ready; not ready: demo-1 (${CREATING}); demo-2 (${CREATING})`,
    `2 of 3 pods are ready; not ready: demo-2 (${CREATING})`,
  ]);
});

test('fails when the time is up, with the pods that are not ready', async () => {
  const { wait, looked } = waiting([seen(podsOf(8, 5))], 3_000);
  await expect(wait).rejects.toThrow(
    `the target was not ready within 3 s (--wait-ready): 5 of 8 pods are ready; not ready: demo-5 (${CREATING}); demo-6 (${CREATING}); demo-7 (${CREATING}); --no-wait starts all the same`,
  );
  expect(looked()).toBe(3);
});

test('does not wait where it is not to, and says what is missing', async () => {
  const { wait, looked, told } = waiting([seen(podsOf(2, 1))], 0);
  expect((await wait).missing).toContain('1 of 2 pods are ready');
  expect([looked(), told]).toEqual([1, []]);
});
