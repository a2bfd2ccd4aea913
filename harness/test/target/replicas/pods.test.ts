import { expect, test } from 'vitest';
import { wantedOf } from '../../../src/target/replicas/desired';
import { podsIn } from '../../../src/target/replicas/pods';
import { pod } from './made-pods';

const one = (made: object) => podsIn({ items: [made] })?.[0];

test('a pod has its place, its images and why it is not ready', () => {
  expect(one(pod('a', { restarts: 2, component: 'predictor' }))).toEqual({
    ...{ name: 'a', uid: 'uid-a', ip: '10.0.0.1', node: 'gpu-1', ready: true, restarts: 2 },
    images: ['vllm/vllm-openai:v0.32.0'],
    ...{ component: 'predictor', annotations: {}, nodeLabels: {} },
    containers: [
      {
        name: 'kserve-container',
        ports: [{ containerPort: 8080 }],
        limits: { 'nvidia.com/gpu': '1' },
      },
    ],
  });
  expect(one(pod('a', { waiting: 'ImagePullBackOff' }))).toMatchObject({
    ready: false,
    why: 'kserve-container is ImagePullBackOff',
  });
});

test.each([
  [
    'unschedulable',
    {
      phase: 'Pending',
      conditions: [
        { type: 'Ready', status: 'False' },
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.',
        },
      ],
    },
    'Unschedulable: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.',
  ],
  ['without a status', undefined, 'no status yet'],
  ['with half of one', { phase: 'Pending', conditions: 'soon' }, 'Pending'],
  [
    'with a container that ended',
    {
      containerStatuses: [
        { name: 'vllm', ready: false, state: { terminated: { reason: 'OOMKilled' } } },
        { name: 'agent', ready: true },
      ],
    },
    'vllm is OOMKilled',
  ],
])('a pod %s is not ready', (_, status, why) => {
  expect(one({ ...pod('a'), status })).toMatchObject({ ready: false, why });
});

test('what is odd in a list of a status costs only itself', () => {
  const { status, ...rest } = pod('a', { restarts: 2 });
  const odd = [null, 'soon', { name: 5 }];
  const made = {
    ...rest,
    status: {
      ...status,
      conditions: [...odd, ...status.conditions],
      containerStatuses: [...odd, ...status.containerStatuses],
    },
  };
  expect(one(made)).toMatchObject({ ready: true, restarts: 2 });
  const conditions = [null, { type: 'Ready', status: 'True' }, 7];
  expect(wantedOf('InferenceService', { status: { conditions } }).isReady).toBe(true);
});

test('pods that end or ended are no replicas, and what is no pod is passed over', () => {
  const ended = { ...pod('evicted'), status: { phase: 'Failed' } };
  const done = { ...pod('done'), status: { phase: 'Succeeded' } };
  const going = pod('going', { deletionTimestamp: '2026-11-26T09:00:00Z' });
  const list = {
    items: [pod('b'), ended, done, going, null, {}, { metadata: { name: 'x' } }, pod('a')],
  };
  expect(podsIn(list)?.map(({ name }) => name)).toEqual(['a', 'b']);
});

test.each([undefined, 'text', {}, { items: 'none' }, { items: Array(5_001).fill({}) }])(
  'no list of pods',
  (body) => {
    expect(podsIn(body)).toBeUndefined();
  },
);

test('an image has the digest that runs, once', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const made = (image: string, imageID: string) => {
    const { status, ...rest } = pod('a', { image });
    const [first] = status.containerStatuses;
    const running = { ...status, containerStatuses: [{ ...first, imageID }] };
    return one({ ...rest, status: running })?.images;
  };
  expect(made('vllm:1', `docker.io/vllm@${digest}`)).toEqual([`vllm:1@${digest}`]);
  expect(made('vllm:1', digest)).toEqual([`vllm:1@${digest}`]);
  expect(made(`vllm@${digest}`, `docker.io/vllm@${digest}`)).toEqual([`vllm@${digest}`]);
  expect(made('vllm:1', 'other')).toEqual(['vllm:1']);
});

const NODE = 'nvidia.com/gpu.product';
const term = (operator: string, ...values: string[]) => ({
  matchExpressions: [
    { key: NODE, operator, values },
    { key: 'zone', operator: 'Exists' },
  ],
});
const requiring = (...nodeSelectorTerms: object[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});

test.each<[string, object, Record<string, string>]>([
  ['a selector', { nodeSelector: { [NODE]: 'H100' } }, { [NODE]: 'H100' }],
  ['one value', { affinity: requiring(term('In', 'H100')) }, { [NODE]: 'H100' }],
  ['one of two values', { affinity: requiring(term('In', 'H100', 'A100')) }, {}],
  ['all but one', { affinity: requiring(term('NotIn', 'H100')) }, {}],
  ['one of two terms', { affinity: requiring(term('In', 'H100'), term('In', 'A100')) }, {}],
  ['what is no affinity', { affinity: 'H100' }, {}],
])('labels that a node must have for sure: %s', (_, more, labels) => {
  const made = pod('a');
  expect(one({ ...made, spec: { ...made.spec, ...more } })?.nodeLabels).toEqual(labels);
});
