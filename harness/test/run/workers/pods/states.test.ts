import { expect, test } from 'vitest';
import type { Pod } from '../../../../src/run/workers/pods/shapes';
import {
  endOf,
  imageIdOf,
  indexOf,
  isOtherImage,
  waitingOf,
} from '../../../../src/run/workers/pods/states';

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
      initContainerStatuses: [
        { name: 'istio-init', state: { waiting: { reason: 'CrashLoopBackOff' } } },
      ],
      containerStatuses: [{ name: 'worker', state: { waiting: { reason: 'PodInitializing' } } }],
    }),
    'for the container istio-init of its pod run-workers-2-x (CrashLoopBackOff)',
    true,
  ],
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

test('of a pod into which others put containers, the end of the worker counts, or that of what kept it from starting', () => {
  const proxy = { name: 'istio-proxy', state: { terminated: { exitCode: 0 } } };
  const worker = { name: 'worker', state: { terminated: { exitCode: 1 } } };
  expect(endOf(pod({ phase: 'Running', containerStatuses: [proxy] }))).toBeUndefined();
  expect(endOf(pod({ phase: 'Running', containerStatuses: [proxy, worker] }))).toBe(
    'ended with exit code 1 (pod run-workers-2-x on n1)',
  );
  const init = { name: 'istio-init', state: { terminated: { exitCode: 2, message: 'denied' } } };
  const notStarted = { initContainerStatuses: [init], containerStatuses: [proxy] };
  expect(endOf(pod({ phase: 'Failed', ...notStarted }))).toBe(
    'ended with exit code 2 of the container istio-init (pod run-workers-2-x on n1): denied',
  );
  expect(endOf(pod({ phase: 'Pending', ...notStarted }))).toBeUndefined();
});

const [A, B] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);

test.each([
  [
    'pulled, the same',
    `registry.example.com/kvmini@${A}`,
    `registry.example.com/kvmini@${A}`,
    false,
  ],
  [
    'pulled by a mirror',
    `mirror.example.com/kvmini@${A}`,
    `registry.example.com/kvmini@${A}`,
    false,
  ],
  [
    'as older nodes call it',
    `docker-pullable://kvmini@${A}`,
    `docker.io/library/kvmini@${A}`,
    false,
  ],
  ['pulled, another', `registry.example.com/kvmini@${A}`, `registry.example.com/kvmini@${B}`, true],
  ['imported, the same', A, A, false],
  ['imported, another', A, B, true],
  ['one pulled, one imported: nothing is known', `kvmini@${A}`, B, false],
  ['one not known', '', A, false],
])('images of pods: %s', (_, one = '', other = '', isOther) => {
  expect([isOtherImage(one, other), isOtherImage(other, one)]).toEqual([isOther, isOther]);
});

test("a pod's image is that of the container that is asked for", () => {
  const statuses = [
    { name: 'istio-proxy', imageID: 'proxy' },
    { name: 'worker', imageID: 'x' },
  ];
  expect(imageIdOf(pod({ containerStatuses: statuses }), 'worker')).toBe('x');
  expect(imageIdOf(pod({}), 'worker')).toBe('');
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
