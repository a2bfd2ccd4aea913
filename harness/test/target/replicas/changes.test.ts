import { expect, test } from 'vitest';
import type { ServingState } from '../../../src/results/serving';
import { changesOf } from '../../../src/target/replicas/changes';
import { podsIn } from '../../../src/target/replicas/pods';
import { pod, podsOf } from './made-pods';

const state = (pods: readonly object[] | null, changes: Partial<ServingState> = {}) => ({
  ...{ at: '2026-11-26T09:00:00Z', desired: null, ready: null, model: 'm' },
  ...{ version: '0.32.0', maxModelLen: 1024, pods: pods && (podsIn({ items: pods }) ?? null) },
  ...changes,
});

const two = podsOf(2);

test.each<[string, ServingState, string[]]>([
  ['nothing', state(two), []],
  ['scaled up', state(podsOf(3)), ['scaled from 2 to 3 pods', 'new: demo-2 on gpu-1']],
  ['scaled down', state(podsOf(1)), ['scaled from 2 to 1 pods', 'gone: demo-1 on gpu-1']],
  [
    'rescheduled under its name',
    state([two[0] as object, pod('demo-1', { uid: 'other' })]),
    ['gone: demo-1 on gpu-1', 'new: demo-1 on gpu-1'],
  ],
  [
    'restarted',
    state([two[0] as object, pod('demo-1', { restarts: 1 })]),
    ['demo-1 was restarted'],
  ],
  [
    'restarted more than once, and not ready again',
    state([two[0] as object, pod('demo-1', { restarts: 3, waiting: 'CrashLoopBackOff' })]),
    [
      'demo-1 was restarted 3 times',
      'demo-1 is no longer ready (kserve-container is CrashLoopBackOff)',
    ],
  ],
  [
    'another version and length',
    state(two, { version: '0.33.0', maxModelLen: 2048 }),
    ['the version: 0.32.0, then 0.33.0', 'max_model_len: 1024, then 2048'],
  ],
  ['a version that is not known at the end', state(two, { version: null }), []],
  ['pods that can no longer be read', state(null), []],
])('what changed: %s', (_, end, changes) => {
  expect(changesOf(state(two), end)).toEqual(changes);
});

test('an image that was changed in place is named', () => {
  const end = state([two[0] as object, pod('demo-1', { image: 'vllm:2' })]);
  expect(changesOf(state(two), end)).toEqual([
    'the images of demo-1: vllm/vllm-openai:v0.32.0, then vllm:2',
  ]);
});
