import { expect, test } from 'vitest';
import type { Pod } from '../../../../src/run/workers/pods/shapes';
import { endOf, indexOf, waitingOf } from '../../../../src/run/workers/pods/states';

const pod = (status: Pod['status'], more: Partial<Pod['metadata']> = {}): Pod => ({
  metadata: { name: 'run-workers-2-x', namespace: 'b', uid: 'u', ...more },
  spec: { containers: [], nodeName: 'n1' },
  status: status ?? {},
});

const waiting = (reason: string, message?: string) =>
  pod({
    containerStatuses: [
      { name: 'worker', state: { waiting: { reason, ...(message !== undefined && { message }) } } },
    ],
  });

test.each([
  [
    waiting('ImagePullBackOff', 'Back-off pulling image "x:1"\nmore'),
    'for the container of its pod run-workers-2-x (ImagePullBackOff: Back-off pulling image "x:1")',
    true,
  ],
  [
    waiting('InvalidImageName'),
    'for the container of its pod run-workers-2-x (InvalidImageName)',
    true,
  ],
  [waiting('ContainerCreating'), 'for its pod run-workers-2-x to start', false],
  [
    pod({
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          message: '0/3 nodes are available: too little cpu.',
        },
      ],
    }),
    'for a node for its pod run-workers-2-x (0/3 nodes are available: too little cpu.)',
    false,
  ],
])('what a pod waits for is told by its states and conditions: %#', (it, what, hopeless) => {
  expect(waitingOf(it)).toEqual({ what, hopeless });
});

test.each([
  [
    { exitCode: 137, reason: 'OOMKilled' },
    'ended with exit code 137, OOMKilled (pod run-workers-2-x on n1)',
  ],
  [
    { exitCode: 2, reason: 'Error', message: 'one\nkvmini: no --order\n' },
    'ended with exit code 2 (pod run-workers-2-x on n1): no --order',
  ],
  [{ exitCode: 0, reason: 'Completed' }, 'ended with exit code 0 (pod run-workers-2-x on n1)'],
])('how a container ended is told with its last words: %j', (terminated, text) => {
  expect(endOf(pod({ containerStatuses: [{ name: 'worker', state: { terminated } }] }))).toBe(text);
});

test('a pod that was evicted says why; one that runs has not ended', () => {
  const evicted = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory.' };
  expect(endOf(pod(evicted))).toBe(
    'was ended: Evicted (pod run-workers-2-x on n1): The node was low on memory.',
  );
  expect(endOf(pod({ phase: 'Running' }))).toBeUndefined();
});

test('a pod says which worker it is', () => {
  const key = 'batch.kubernetes.io/job-completion-index';
  expect(indexOf(pod({}, { annotations: { [key]: '2' } }))).toBe(2);
  expect(indexOf(pod({}, { labels: { [key]: '3' } }))).toBe(3);
  expect(indexOf(pod({}))).toBeNaN();
});
